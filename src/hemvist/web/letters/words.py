"""The plain Swedish of letters: to whom, which way, and what is missing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from hemvist.cases.library import library
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.facts import Missing
from hemvist.letters.inviting import CODE, Passed
from hemvist.letters.kinds import Kind, Way
from hemvist.web.case.duties import may_record
from hemvist.web.case.offering import told


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that a letter lacks, and the forms where it is given."""

    label: str
    forms: tuple[tuple[str, str], ...]


def to_whom(kind: Kind) -> str:
    """Say to whom a letter goes."""
    return gettext("Personen") if kind.to == "client" else library().vocabulary.recipients[kind.to]


def way_words(way: Way) -> str:
    """Say which way a letter goes."""
    return {
        "post": gettext("Med post"),
        "handed": gettext("Lämnas över personligen"),
        "digital": gettext("Digitalt"),
        "forwarded": gettext("Med post genom Skatteverkets förmedling"),
    }[way]


def lacking(view: CaseView, missing: tuple[Missing, ...]) -> list[Lacking]:
    """Name what is missing, and the forms where this worker gives it."""
    return [Lacking(each.label, tuple(_forms(view, each))) for each in missing]


@dataclass(frozen=True, slots=True)
class Over:
    """Why nobody is asked to a meeting any more, the page of that meeting, and the forms that book one.

    ``is_told``: it is said already what came of it; ``code``: what the refusal is called.
    """

    why: str
    meeting: str
    forms: tuple[tuple[str, str], ...]
    is_told: bool
    code: str = CODE


def over(view: CaseView, kind: Kind, passed: Passed | None) -> Over | None:
    """Say in words that a meeting is not to be, or has been, and what to do instead; None where there is nothing to say."""
    if passed is None:
        return None
    starts = f"{passed.starts:%Y-%m-%d %H:%M}"
    words = gettext("Tiden för mötet har passerat (%(starts)s).") % {"starts": starts}
    if passed.outcome:
        words = gettext("Om mötet %(starts)s står det redan: %(outcome)s.") % {
            "starts": starts,
            "outcome": passed.outcome,
        }
    address = reverse("meeting", args=[view.public_id, passed.booking])
    return Over(words, address, tuple(_forms(view, Missing("", kind.about))), bool(passed.outcome))


def _forms(view: CaseView, missing: Missing) -> list[tuple[str, str]]:
    return [
        (view.edition.events[event].label, reverse("record_event", args=[view.public_id, event]))
        for event in missing.events
        if may_record(view, event)
    ]


def about_words(about: EventView | None) -> str:
    """Say what a letter is about: what happened, and when."""
    return told(about) if about else ""
