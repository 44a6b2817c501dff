"""The card *Hör ihop med* of the page of a case: what the viewer may see of other cases of the person, and what they may start from this one."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from hemvist.cases.related import RelatedCase, may_tie, startable
from hemvist.cases.views import CaseView
from hemvist.secrecy.viewer import Viewer

STATES = {"open": "info", "ending": "info", "closed": "neutral"}


@dataclass(frozen=True, slots=True)
class Line:
    """One case that belongs together with this one."""

    url: str
    reference: str
    title: str
    state: str
    tone: str
    turns: str


@dataclass(frozen=True, slots=True)
class Start:
    """A way to start a case from this one."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """What the card holds; there is none where it holds nothing. ``page``: where the viewer says what belongs together, if they may."""

    lines: tuple[Line, ...]
    starts: tuple[Start, ...]
    page: str


def related_card(view: CaseView, viewer: Viewer, related: tuple[RelatedCase, ...]) -> Card:
    """Put the card together. Asks the database nothing."""
    starts = (
        Start(each.edition.title, start_url(view.public_id, each.edition.routine))
        for each in startable(viewer, view, related)
    )
    page = reverse("related", args=[view.public_id]) if view.person and may_tie(view) else ""
    return Card(tuple(line_of(each) for each in related), tuple(starts), page)


def start_url(case: UUID, routine: str) -> str:
    """Where a case by a routine is started from this one."""
    return f"{reverse('related', args=[case])}?rutin={routine}"


def line_of(related: RelatedCase) -> Line:
    """Give a case as a line: its state in words, and whose turn it is."""
    states = {"open": gettext("Pågår"), "ending": gettext("Avslutas"), "closed": gettext("Avslutat")}
    turns = gettext("Nu: %(who)s") % {"who": ", ".join(related.turns).lower()} if related.turns else ""
    return Line(
        reverse("case", args=[related.case]),
        related.reference,
        related.title,
        states[related.state],
        STATES[related.state],
        turns,
    )
