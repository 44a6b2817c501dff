"""The description of the API: DIGG's profile, both languages, examples that hold, and that it does not change unseen."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from hemvist.api import problems
from hemvist.api.describing import TEXTS, contract, described, in_swedish, texts_of
from hemvist.api.tokens import SCOPES
from hemvist.cli.api import FILES

DOCUMENT = described("en")
KEPT = Path(__file__).parents[2] / "docs" / "api"
WORDS = re.compile(r"^/([a-z0-9.~-]+|\{[a-z]+\})(/([a-z0-9.~-]+|\{[a-z]+\}))*$")
CAMEL = re.compile(r"^[a-z][A-Za-z0-9]*$")
IDS_OF_DOCUMENTS = {"routine", "edition"}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation, with its path and method."""
    return [(path, method, each) for path, methods in DOCUMENT["paths"].items() for method, each in methods.items()]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """What a reference refers to."""
    while "$ref" in node:
        found: Any = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object in the document."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield node
        for each in node.values():
            yield from schemas(each)
    elif isinstance(node, list):
        for each in node:
            yield from schemas(each)


def test_it_is_openapi_3_1_at_a_versioned_root() -> None:
    """3.1; the root is the name of the API and its major version (UFN.01, VER.05)."""
    assert DOCUMENT["openapi"].startswith("3.1")
    assert [server["url"] for server in DOCUMENT["servers"]] == ["/api/v1"]
    assert DOCUMENT["info"]["version"].startswith("1.")
    assert "/api-info" in DOCUMENT["paths"]


def test_contact_licence_limits_and_both_languages_are_told() -> None:
    """What a reader needs first (DOK)."""
    info = DOCUMENT["info"]
    assert info["contact"]
    assert info["license"]["name"] == "EUPL-1.2"
    assert "Kända begränsningar" in info["description"]
    assert "Known limits" in info["description"]
    assert "Servicenivå" in info["description"]


def test_addresses_are_lower_case_words_with_hyphens() -> None:
    """Letters, digits, hyphen, dot, tilde (UFN.07–09, RES.06)."""
    assert [path for path in DOCUMENT["paths"] if not WORDS.match(path)] == []


def test_ids_in_addresses_are_opaque() -> None:
    """UUIDs, or ids of events that are as random; never a number of a person or a row (RES.02). Documents go by their own names."""
    for path, _, operation in operations():
        for parameter in operation["parameters"]:
            if parameter["in"] == "path" and parameter["name"] not in IDS_OF_DOCUMENTS:
                schema = parameter["schema"]
                assert schema.get("format") == "uuid" or parameter["name"] in ("event", "document"), path


def test_nothing_about_a_person_stands_in_an_address() -> None:
    """A person is looked for by what is posted."""
    names = {p["name"] for _, _, operation in operations() for p in operation["parameters"]}
    assert names.isdisjoint({"person", "name", "number", "personnummer", "text", "q"})
    assert list(DOCUMENT["paths"]["/person-searches"]) == ["post"]


def test_query_parameters_are_optional_single_words() -> None:
    """Begin with a letter, one style, none required (FNS.01, 03, 05)."""
    for path, method, operation in operations():
        for parameter in operation["parameters"]:
            if parameter["in"] == "query":
                assert CAMEL.match(parameter["name"]), path
                assert not parameter["required"], (path, method)


def test_every_list_has_limit_and_page() -> None:
    """limit is 20 unless told, at most 100; page begins at 1; both are bounded (FNS.07–09)."""
    for path, _, operation in operations():
        schema = resolved(
            operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        )
        if "next" not in schema.get("properties", {}):
            continue
        given = {p["name"]: p["schema"] for p in operation["parameters"]}
        assert (given["limit"]["default"], given["limit"]["minimum"], given["limit"]["maximum"]) == (20, 1, 100), path
        assert (given["page"]["default"], given["page"]["minimum"]) == (1, 1), path
        assert "maximum" in given["page"], path


def test_json_is_in_one_case_style() -> None:
    """camelCase everywhere (AME.04, 05)."""
    wrong = [name for schema in schemas(DOCUMENT) for name in schema["properties"] if not CAMEL.match(name)]
    assert wrong == []


def test_every_refusal_is_a_problem() -> None:
    """application/problem+json with the members of RFC 9457 (FEL.01–02)."""
    for path, method, operation in operations():
        for status, response in operation["responses"].items():
            if int(status) < 400:
                continue
            (kind, media), *more = resolved(response)["content"].items()
            assert (kind, more) == (problems.MEDIA_TYPE, []), (path, method, status)
            members = resolved(media["schema"])["properties"]
            assert {"type", "title", "status", "detail", "instance"} <= members.keys()
            assert media["examples"], (path, method, status)


def test_every_operation_documents_the_statuses_that_it_can_answer() -> None:
    """What any request can meet, what a path can, and what is said when something went wrong (DOK)."""
    for path, _, operation in operations():
        statuses = set(operation["responses"])
        assert "500" in statuses, path
        if "security" in operation:
            assert {"400", "401", "403", "429"} <= statuses, path
        if "{" in path:
            assert "404" in statuses, path
        assert all(resolved(response)["description"] for response in operation["responses"].values()), path


def test_tokens_are_bearer_tokens_in_a_header_with_scopes() -> None:
    """Neither Basic nor a key in the address (SAK.09, 10, 15, 16, 18)."""
    (scheme,) = DOCUMENT["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    open_to_all = {operation["operationId"] for _, _, operation in operations() if "security" not in operation}
    assert open_to_all == {"getApiInfo", "getDescription"}
    used = {
        scope
        for _, _, operation in operations()
        for each in operation.get("security", [])
        for scope in each["bearerToken"]
    }
    assert used == set(SCOPES)


def test_what_only_asks_has_no_body() -> None:
    """No body on GET or DELETE (FOR.02)."""
    assert [path for path, method, each in operations() if method in ("get", "delete") and "requestBody" in each] == []


def test_everything_is_described() -> None:
    """Every operation, parameter and member."""
    assert [p for p, _, each in operations() if not each.get("summary") or not each.get("description")] == []
    assert [(p, x["name"]) for p, _, each in operations() for x in each["parameters"] if not x.get("description")] == []
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for member, told in schema.get("properties", {}).items():
            assert told.get("description") or "$ref" in told, (name, member)


def test_every_example_holds() -> None:
    """Each answer and each body has one, and it fits its schema."""
    found = 0
    for path, _, operation in operations():
        bodies = [operation.get("requestBody", {}), *(resolved(r) for r in operation["responses"].values())]
        for body in bodies:
            for media in body.get("content", {}).values():
                if media["schema"].get("format") == "binary":
                    continue
                examples = (
                    [media["example"]] if "example" in media else [each["value"] for each in media["examples"].values()]
                )
                validator = Draft202012Validator({**media["schema"], "components": DOCUMENT["components"]})
                for example in examples:
                    assert [error.message for error in validator.iter_errors(example)] == [], path
                    found += 1
    assert found > 50


def test_every_text_has_its_swedish() -> None:
    """And no Swedish is left over."""
    words = tomllib.loads((TEXTS / "swedish.toml").read_text(encoding="utf-8"))
    said = {text.english: in_swedish(text.english) for text in texts_of(DOCUMENT)}
    used = {
        line.partition(": ")[2] if line.partition(": ")[0] in SCOPES else line
        for text in said
        for line in text.split("\n\n")
    }
    assert sorted(words.keys() - {" ".join(line.split()).removesuffix(".") for line in used}) == []
    assert described("sv")["paths"]["/cases"]["get"]["summary"] == "Lista ärendena som kontot ser"


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_contract_does_not_change_unseen(language: str) -> None:
    """What is kept is what is served: whoever changes it, changes the version too, or adds only, and writes the file anew."""
    kept = (KEPT / FILES[language]).read_text(encoding="utf-8")
    assert kept == contract(language), (
        "The API is not as docs/api says. Within v1 things may be added, and the minor version goes up; nothing may go or change."
        " Then write it anew: hemvist api contract docs/api (and the client: clients/python/generate)."
    )


def test_it_is_served_in_both_languages(db: None) -> None:
    """Without a token, and no other language."""
    client = Client()
    assert client.get("/api/v1/openapi.json?lang=en").json() == json.loads(contract("en"))
    assert client.get("/api/v1/openapi.json").json() == json.loads(contract("sv"))
    assert client.get("/api/v1/openapi.json?lang=fi").status_code == 400
    info = client.get("/api/v1/api-info").json()
    assert info["apiName"] == "hemvist"
    assert info["apiVersion"] == DOCUMENT["info"]["version"]
