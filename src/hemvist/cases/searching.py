"""Finding a case by name, number or case number: the only search terms there are (SoLPuF 2001:637 15 §)."""

from typing import NamedTuple
from uuid import UUID

from hemvist.secrecy.viewer import Viewer


class Found(NamedTuple):
    """A case found. ``person`` is None where kind identity is not granted."""

    case: UUID
    reference: str
    person: str | None
    routine: str
    state: str
    unit: str


def search_cases(viewer: Viewer, text: str) -> list[Found]:
    """Give at most 20 cases."""
    raise NotImplementedError
