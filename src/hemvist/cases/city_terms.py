"""The city's own terms: files beside the governing documents that hold what no document governs, read strictly."""

import tomllib
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from hemvist.routines.reading import governing_documents


class Terms(BaseModel):
    """Some terms. An unknown or missing key is an error when the file is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Labelled(Terms):
    """Terms that say in Swedish what they are."""

    label: str


Read = TypeVar("Read", bound=Terms)


def read_terms(file: str, shape: type[Read]) -> Read:
    """Read a file of terms. Raises pydantic's ValidationError where it holds anything else than ``shape`` says."""
    return shape.model_validate(tomllib.loads((governing_documents() / file).read_text(encoding="utf-8")))
