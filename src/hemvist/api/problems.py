"""What the API says when it says no: RFC 9457 problem details, in Swedish or English, each with a code that keeps its meaning."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation.trans_real import parse_accept_lang_header

from hemvist.api.shapes import FieldErrorShape, ProblemShape, ReasonShape

MEDIA_TYPE = "application/problem+json"
LANGUAGES = ("sv", "en")
_FILE = Path(__file__).with_name("texts") / "problems.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its HTTP status, and its title and advice in each language."""

    status: int
    texts: Mapping[str, Sequence[str]]


@cache
def kinds() -> dict[str, Kind]:
    """Give every kind of problem by its code."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        code: Kind(each["status"], {language: each[language] for language in LANGUAGES}) for code, each in read.items()
    }


class Problem(Exception):  # noqa: N818 (an answer, not a fault)
    """The answer to a request that is not done. ``more`` are members of ``ProblemShape`` beside the ordinary ones."""

    def __init__(
        self,
        code: str,
        *,
        reasons: Sequence[ReasonShape] = (),
        errors: Sequence[FieldErrorShape] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.reasons = list(reasons)
        self.errors = list(errors)
        self.headers = dict(headers or {})
        self.more = more


def language_of(request: HttpRequest) -> str:
    """Give the language of an answer: the one of ours that Accept-Language puts first, else Swedish."""
    for wanted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted.partition("-")[0] in LANGUAGES:
            return wanted.partition("-")[0]
    return LANGUAGES[0]


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Make the answer that tells a problem. It repeats nothing that was sent, but for the path."""
    kind = kinds()[problem.code]
    language = language_of(request)
    title, detail = kind.texts[language]
    shape = ProblemShape(
        type=f"urn:hemvist:problem:{problem.code}",
        title=title,
        status=kind.status,
        detail=detail,
        instance=request.path,
        code=problem.code,
        reasons=problem.reasons,
        errors=problem.errors,
        **problem.more,
    )
    text = shape.model_dump_json(by_alias=True, exclude_none=True)
    response = HttpResponse(text, status=kind.status, content_type=MEDIA_TYPE)
    response.headers["Content-Language"] = language
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response
