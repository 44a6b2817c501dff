"""The city's own terms: files beside the governing documents that hold what no document governs, read strictly."""

import tomllib
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from hemvist.routines.reading import governing_documents


class Terms(BaseModel):
    """Some terms. An unknown or missing key is an error when the file is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _lists_as_tuples(cls, given: object) -> object:
        """TOML has lists; what is kept for the whole process must not be changed."""
        if not isinstance(given, dict):
            return given
        return {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}


class Labelled(Terms):
    """Terms that say in Swedish what they are."""

    label: str


Read = TypeVar("Read", bound=Terms)


def first_fault(error: ValidationError, all_of_it: str, unknown: str) -> str:
    """Say in Swedish what is wrong first: the key, or ``all_of_it`` where it is no single one. ``unknown`` is said of a key that there is not."""
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"])) or all_of_it
    said = {"missing": "saknas", "extra_forbidden": unknown}.get(first["type"], first["msg"])
    return f"{key} {said}."


def read_terms(file: str, shape: type[Read]) -> Read:
    """Read a file of terms. Raises pydantic's ValidationError where it holds anything else than ``shape`` says."""
    return shape.model_validate(tomllib.loads((governing_documents() / file).read_text(encoding="utf-8")))
