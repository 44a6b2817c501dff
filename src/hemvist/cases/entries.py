"""What is handed to the record, what it answers, and the ways in which it says no."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from hemvist.routines.status import Refusal

NO_FORM_RECORDS = (
    "letter-made",
    "letter-sent",
    "letter-not-sent",
    "letter-returned",
    "document-attached",
    "party-received",
    "case-related",
)
"""Effects of events that say what Hemvist itself has made, kept or seen to: they are recorded with it, and never by a form of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event to record. ``fields`` holds raw strings from a form, or typed values (design.md §3; see ``routines.fields``).

    ``on`` is the local day it happened, ``at`` the time of day if it matters, ``position`` its place among that day's events.
    ``about`` and ``annuls`` name other events of the case by their uid. ``passed_over`` is the reason for recording what a requirement
    speaks against; ``reason`` why it takes the place of another (corrections only). The same ``idempotency_key`` from the same worker
    records once, however often it is sent.
    """

    type: str
    on: date
    fields: dict[str, object] = field(default_factory=dict)
    at: time | None = None
    position: int | None = None
    about: str | None = None
    passed_over: str = ""
    annuls: str | None = None
    reason: str | None = None
    idempotency_key: str | None = None


class Recorded(NamedTuple):
    """What was recorded. ``repeated``: it stood there already, by an earlier call with the same idempotency key."""

    event_uid: str
    sequence: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one answer of a form. ``field`` is its name ("on", "at" and "about" for the entry's own); the text is Swedish."""

    field: str
    code: str
    message: str


class CaseNotFound(Exception):  # noqa: N818 (an answer, not a fault)
    """There is no such case, or not one that this worker may see: which of the two is not told."""

    def __init__(self) -> None:
        super().__init__("Ärendet finns inte, eller så har du inte behörighet till det.")


class AccessEnded(CaseNotFound):
    """The worker lawfully saw the case until a day, and no longer does. Told to them alone, and never where the person is protected."""

    def __init__(self, last_day: date) -> None:
        super().__init__()
        self.last_day = last_day


class AccessNarrowed(CaseNotFound):
    """From now on nothing new of the deciding side's is opened to the worker, and they are told so before they go on. Told once."""


class NotYourRole(Exception):  # noqa: N818 (an answer, not a fault)
    """The worker holds none of the roles that record this. ``roles`` are those that do, as identifiers and as labels."""

    def __init__(self, roles: tuple[str, ...], labels: tuple[str, ...]) -> None:
        super().__init__(f"Det här antecknas av {', '.join(labels).lower()}.")
        self.roles = roles
        self.labels = labels


class Refused(Exception):  # noqa: N818 (an answer, not a fault)
    """Nothing was recorded. Every reason is given at once: what the routine requires, and what is wrong with the answers.

    ``can_be_passed_over``: recorded again with a reason in ``passed_over`` it is accepted, as a breach or a deviation.
    """

    def __init__(
        self,
        refusals: tuple[Refusal, ...] = (),
        field_errors: tuple[FieldError, ...] = (),
        *,
        can_be_passed_over: bool = False,
    ) -> None:
        self.refusals = refusals
        self.field_errors = field_errors
        self.can_be_passed_over = can_be_passed_over
        super().__init__(" ".join([*(r.reason for r in refusals), *(e.message for e in field_errors)]))

    @property
    def codes(self) -> tuple[str, ...]:
        """The stable codes of all reasons, in the order they are given."""
        return (*(r.code for r in self.refusals), *(e.code for e in self.field_errors))
