"""The worklist: whose turn it is, by when."""

from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from hemvist.secrecy.viewer import Viewer

Scope = Literal["mine", "unit"]
Group = Literal["late", "today", "week", "later"]


class Cursor(NamedTuple):
    """The last row of a page: the next page begins after it."""

    sort_on: date
    id: int


class Row(NamedTuple):
    """One duty in the list. ``person`` is None where kind identity is not granted; ``waiting_for`` is "" unless the duty waits."""

    id: int
    case: UUID
    reference: str
    person: str | None
    duty: str
    instance: str
    label: str
    clauses: tuple[str, ...]
    routine: str
    edition: str
    role: str
    information: str
    state: str
    opened_on: date
    due_on: date | None
    due_is_local: bool
    group: Group
    waiting_for: str
    missing: str
    unit_id: int
    unit: str
    assignee_id: int | None
    assignee: str | None
    protected: bool


class WorklistPage(NamedTuple):
    """At most ``limit`` rows, and where the next page begins (None: this was the last)."""

    rows: list[Row]
    next: Cursor | None


def worklist(
    viewer: Viewer,
    scope: Scope,
    *,
    group: Group | None = None,
    role: str | None = None,
    routine: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> WorklistPage:
    """Give one page of the list, by due date."""
    raise NotImplementedError
