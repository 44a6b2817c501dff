"""The description of the API as OpenAPI 3.1, in Swedish or English, by DIGG's REST API profile.

What each operation and member is stands in the code, in English; the Swedish of each of those texts stands in ``texts/swedish.toml``. What ninja
makes of the code is put right here: problems have their own media type, each answer an example, each operation its scope.
"""

import copy
import json
import re
import tomllib
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from ninja.openapi.schema import get_schema

from hemvist.api import problems
from hemvist.api.resources import service
from hemvist.api.tokens import SCOPES
from hemvist.letters.keeping import SUFFIXES

ROOT = "/api/v1"
SCHEME = "bearerToken"
TEXTS = Path(__file__).with_name("texts")
METHOD_NOT_ALLOWED = "405"
TOLD = ("description", "summary")
STATUS_TEXTS = {
    "200": "What was asked for.",
    "201": "It was made.",
    "204": "It is ended.",
    "304": "Nothing has changed.",
}
HEADERS = {
    "ETag": "What the case looks like to this account; to be sent in If-None-Match and If-Match.",
    "Retry-After": "How many seconds to wait.",
    "WWW-Authenticate": "How to show a token.",
}
WITH_HEADERS = {"429": ("Retry-After",), "401": ("WWW-Authenticate",)}
WITH_ETAG, WITH_BYTES = "getCase", "getDocument"
IN_PATHS = {
    "case": "The id of the case.",
    "subscription": "The id of the subscription.",
    "routine": "The routine.",
    "edition": "The edition of the routine.",
}
TAGS = {
    "information": "What this API is.",
    "cases": "Cases, what has been recorded in them and what follows from it.",
    "work": "Across cases.",
    "catalogue": "What can be recorded, by which words; the routines.",
    "webhooks": "To be told that something has been recorded.",
}
_FIRST = {"case": "$response.body#/items/0/id"}
_THAT = {"case": "$request.path.case"}
_ITS = {"case": "$response.body#/items/0/case"}
_OF_A_CASE = (
    "listEvents", "listPlans", "listDutiesOfCase", "listMeetingsOfCase", "listConsents",
    "listDocuments", "listRecordableEventTypes", "recordEvent",
)  # fmt: skip
LINKS: dict[str, dict[str, dict[str, str]]] = {
    "listCases": dict.fromkeys(("getCase", *_OF_A_CASE), _FIRST),
    "listDuties": {"getCase": _ITS},
    "listMeetings": {"getCase": _ITS},
    "searchPersons": {"getCase": _ITS},
    "listEvents": {"getEvent": {**_THAT, "event": "$response.body#/items/0/id"}},
    "listDocuments": {"getDocument": {**_THAT, "document": "$response.body#/items/0/id"}},
    "recordEvent": {"getEvent": {**_THAT, "event": "$response.body#/event"}, "getCase": _THAT},
    "subscribe": {to: {"subscription": "$response.body#/id"} for to in ("getSubscription", "unsubscribe")},
    "listRoutines": {
        "getEdition": {"routine": "$response.body#/items/0/routine", "edition": "$response.body#/items/0/edition"}
    },
}
"""Where an operation's answer leads on to: of which others it gives the ids."""

_LISTING = re.compile(r"Listing_(\w+?)_(?=\")")


@cache
def _described(language: str) -> dict[str, Any]:
    document = copy.deepcopy(dict(get_schema(service, "")))
    document["info"] = _info()
    document["servers"] = [{"url": ROOT, "description": "The city's own Hemvist, over HTTPS."}]
    document["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    document["components"]["securitySchemes"] = {
        SCHEME: {"type": "http", "scheme": "bearer", "description": _texts("english")["security"]}
    }
    statuses = sorted({str(kind.status) for kind in problems.kinds().values()} - {METHOD_NOT_ALLOWED})
    document["components"]["responses"] = {f"Problem{status}": _problem(status, language) for status in statuses}
    _without_titles(document["components"]["schemas"])
    document["components"]["schemas"] = _used(document)
    for operations in document["paths"].values():
        for operation in operations.values():
            _put_right(operation, document)
    named: dict[str, Any] = json.loads(_LISTING.sub(r"\1Page", json.dumps(document)))
    return _in_language(named, language)


def described(language: str) -> dict[str, Any]:
    """Give the description in "sv" or "en"."""
    return copy.deepcopy(_described(language))


def contract(language: str) -> str:
    """Give the description as the file that is kept under ``docs/api``."""
    return json.dumps(described(language), indent=1, ensure_ascii=False) + "\n"


def _info() -> dict[str, Any]:
    texts = _texts("english")
    return {
        "title": "Hemvist",
        "version": service.version,
        "description": f"{texts['about-sv']}\n\n{texts['about']}\n\n{texts['limits-sv']}\n\n{texts['limits']}",
        "contact": {"name": "Hemvist", "url": "https://example.org/hemvist"},
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    }


def _put_right(operation: dict[str, Any], document: dict[str, Any]) -> None:
    """Put one operation right: its parameters, its security, and each of its answers."""
    for parameter in operation["parameters"]:
        _parameter(parameter)
    scope = operation.pop("x-scope", None)
    if scope:
        operation["security"] = [{SCHEME: [scope]}]
        operation["description"] = f"{operation['description']}\n\n{scope}: {SCOPES[scope]}"
    for media in operation.get("requestBody", {}).get("content", {}).values():
        media["example"] = example_of(media["schema"], document)
    for status, response in list(operation["responses"].items()):
        if int(status) < HTTPStatus.BAD_REQUEST and operation["operationId"] in LINKS:
            response["links"] = _links(operation["operationId"])
        del operation["responses"][status]
        operation["responses"][str(status)] = _response(str(status), response, document)
    if operation["operationId"] == WITH_BYTES:
        binary = {"schema": {"type": "string", "format": "binary"}}
        operation["responses"]["200"]["content"] = dict.fromkeys(SUFFIXES, binary)
    if operation["operationId"] == WITH_ETAG:
        for status in ("200", "304"):
            operation["responses"][status]["headers"] = _headers(("ETag",))


def _links(name: str) -> dict[str, Any]:
    """Where an answer leads on to."""
    return {to: {"operationId": to, "parameters": dict(parameters)} for to, parameters in LINKS[name].items()}


def _parameter(parameter: dict[str, Any]) -> None:
    """An example is one value; a path's ids are told of by what they are."""
    examples = parameter.pop("examples", None) or parameter["schema"].pop("examples", None)
    if examples and examples[0] is not None:
        parameter["example"] = examples[0]
    parameter["schema"].pop("title", None)
    parameter["schema"].pop("description", None)
    parameter.setdefault("description", IN_PATHS.get(parameter["name"], ""))


def _response(status: str, response: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    if int(status) >= HTTPStatus.BAD_REQUEST:
        return {"$ref": f"#/components/responses/Problem{status}"}
    response["description"] = STATUS_TEXTS[status]
    for media in response.get("content", {}).values():
        media["example"] = example_of(media["schema"], document)
    return response


def _problem(status: str, language: str) -> dict[str, Any]:
    """The answer that every problem with this status is."""
    kinds = {code: kind for code, kind in problems.kinds().items() if str(kind.status) == status}
    media = {"schema": {"$ref": "#/components/schemas/ProblemShape"}, "examples": _examples_of(kinds, language)}
    response: dict[str, Any] = {
        "description": " / ".join(f"{code}: {kind.texts[language][0]}" for code, kind in kinds.items()),
        "content": {problems.MEDIA_TYPE: media},
    }
    if status in WITH_HEADERS:
        response["headers"] = _headers(WITH_HEADERS[status])
    return response


def _examples_of(kinds: dict[str, problems.Kind], language: str) -> dict[str, Any]:
    return {
        code: {
            "value": {
                "type": f"urn:hemvist:problem:{code}",
                "title": kind.texts[language][0],
                "status": kind.status,
                "detail": kind.texts[language][1],
                "instance": f"{ROOT}/cases",
                "code": code,
                "reasons": [],
                "errors": [],
            }
        }
        for code, kind in kinds.items()
    }


def _headers(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in names}


def example_of(schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """Make an example of a schema out of those of its members."""
    if "$ref" in schema:
        return example_of(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document)
    if "examples" in schema:
        return schema["examples"][0]
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], document)
    if schema.get("type") == "array":
        return [example_of(schema["items"], document)]
    if "properties" in schema:
        return {name: example_of(member, document) for name, member in schema["properties"].items()}
    return schema.get("default", {} if schema.get("type") == "object" else "")


def _without_titles(schemas: dict[str, Any]) -> None:
    """Take away the titles that are made of the names in the code: they are no text for anybody."""
    for schema in schemas.values():
        schema.pop("title", None)
        for member in schema.get("properties", {}).values():
            member.pop("title", None)


def _used(document: dict[str, Any]) -> dict[str, Any]:
    """Give the schemas that something refers to: not those of parameters, which stand by themselves."""
    schemas, wanted, found = (
        document["components"]["schemas"],
        _refers_to([document["paths"], document["components"]["responses"]]),
        dict[str, Any](),
    )
    wanted &= schemas.keys()
    while wanted:
        name = wanted.pop()
        found[name] = schemas[name]
        wanted |= _refers_to(schemas[name]) - found.keys()
    return {name: found[name] for name in sorted(found)}


def _refers_to(node: Any) -> set[str]:
    if isinstance(node, list):
        return {name for each in node for name in _refers_to(each)}
    if not isinstance(node, dict):
        return set()
    here = {str(node["$ref"]).rpartition("/")[2]} if isinstance(node.get("$ref"), str) else set()
    return here | {name for each in node.values() for name in _refers_to(each)}


def _in_language(document: dict[str, Any], language: str) -> dict[str, Any]:
    if language == "en":
        return document
    for text in texts_of(document):
        text.put(in_swedish(text.english))
    return document


class Text:
    """A text of the description, and where it stands."""

    def __init__(self, place: dict[str, Any], key: str) -> None:
        self._place, self._key = place, key

    @property
    def english(self) -> str:
        """The text."""
        return str(self._place[self._key])

    def put(self, text: str) -> None:
        """Put another in its place."""
        self._place[self._key] = text


def texts_of(node: Any) -> list[Text]:
    """Give every text of a description that is in one language: not the page about the API as a whole, and not problems, which have both."""
    found: list[Text] = []
    if isinstance(node, list):
        return [text for each in node for text in texts_of(each)]
    if not isinstance(node, dict):
        return found
    for key, value in node.items():
        if key in ("info", "example", "examples"):
            continue
        if key in TOLD and isinstance(value, str) and problems.MEDIA_TYPE not in node.get("content", {}):
            found.append(Text(node, key))
        else:
            found += texts_of(value)
    return found


def in_swedish(english: str) -> str:
    """Give the Swedish of a text of the description, paragraph by paragraph. Raises KeyError where it has none."""
    told = []
    for paragraph in english.split("\n\n"):
        scope, _, text = paragraph.partition(": ")
        told.append(f"{scope}: {_swedish(text)}" if scope in SCOPES else _swedish(paragraph))
    return "\n\n".join(told)


def _swedish(text: str) -> str:
    sentence = " ".join(text.split())
    end = "." if sentence.endswith(".") else ""
    return _texts("swedish")[sentence.removesuffix(".")] + end


@cache
def _texts(name: str) -> dict[str, str]:
    return dict(tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8")))
