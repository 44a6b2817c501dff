"""What waits for one who looks after accesses: shown over *Att göra*, since it belongs to no case that they need see."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from hemvist.cases.emergency_reviews import to_review
from hemvist.cases.log_review import ReviewDue, reviews_due
from hemvist.cases.overseeing import units_overseen
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Waiting:
    """A duty of oversight: what, by when and where."""

    label: str
    due_on: date
    url: str


def oversight_waiting(viewer: Viewer) -> list[Waiting]:
    """Give the duties, the most urgent first. No query for one who leads no unit, else three. Nothing of whom a case is about is in them."""
    if not units_overseen(viewer):
        return []
    page = reverse("log-reviews")
    openings = to_review(viewer)
    told = [Waiting(_openings(len(openings)), openings[0].review_by, page)] if openings else []
    told += [Waiting(_review(due), due.period.due_on, page) for due in reviews_due(viewer)]
    return sorted(told, key=lambda each: each.due_on)


def _openings(count: int) -> str:
    words = ngettext(
        "Granska att ett ärende har öppnats för liv eller hälsa",
        "Granska att %(num)s ärenden har öppnats för liv eller hälsa",
        count,
    )
    return words % {"num": count}


def _review(due: ReviewDue) -> str:
    words = gettext("Kontrollera loggen för %(unit)s, %(first)s – %(last)s")
    return words % {"unit": due.unit, "first": due.period.first_day, "last": due.period.last_day}
