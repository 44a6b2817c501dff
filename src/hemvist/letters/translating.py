"""The short text of an invitation in the interpreter's language, where there is a translation."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from hemvist.cases.city_terms import Terms


class Translation(Terms):
    """One language: what it is called in a booking (in lower case), which way it runs, and the texts."""

    lang: str
    names: tuple[str, ...]
    direction: Literal["ltr", "rtl"]
    title: str
    intro: str
    when: str
    at: str
    where: str
    interpreter: str
    cannot: str


@cache
def translations() -> tuple[Translation, ...]:
    """Every translation there is. Raises pydantic.ValidationError where the file is wrong."""
    text = (files("hemvist.letters") / "translations.toml").read_text(encoding="utf-8")
    return tuple(Translation.model_validate(one) for one in tomllib.loads(text)["translation"])


def translation_to(language: object) -> dict[str, Any] | None:
    """Give the texts in a language, named as in a booking; None where there are none."""
    name = str(language or "").strip().casefold()
    return next((each.model_dump(mode="json") for each in translations() if name in each.names), None)
