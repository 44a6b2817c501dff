"""A city with one case of the routine, as far as each test wants it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.casefile import CaseFile
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.letters.making import letter_of, make, mark_of, shown_data
from hemvist.secrecy.viewer import Viewer
from tests.proofs.cities import CasePlan, City, Plan, file_of, one_city

DECIDED, ASSIGNED, BOOKED, HELD, CLOSED = 14, 16, 18, 24, None
"""How many events of the scenario there are when the decision is made, the assignment sent, the first meeting booked, a follow-up held; all of them."""


@dataclass(slots=True)
class Desk:
    """The city, its first case, and what one does at it."""

    city: City

    @property
    def case(self) -> UUID:
        """The first case."""
        return self.city.cases[0]

    def viewer(self, name: str = "c-caseworker") -> Viewer:
        """The viewer that a worker is."""
        return self.city.viewer(name)

    def view(self, name: str = "c-caseworker") -> CaseView:
        """The case as a worker sees it."""
        return view_case(self.viewer(name), self.case, "case")

    def file(self) -> CaseFile:
        """The case as it stands in the record."""
        return file_of(self.case)

    def make(self, kind: str, name: str = "c-caseworker", about: str = "") -> str:
        """Make a letter as it would be shown, and give the uid of its event."""
        view, viewer = self.view(name), self.viewer(name)
        letter = letter_of(view, viewer, kind, about)
        assert letter
        return make(view, viewer, letter, mark_of(shown_data(view, viewer, letter)))

    def document(self, event: str) -> str:
        """The uid of the document that an event tells of."""
        return next(str(e.fields["document"]) for e in self.file().events if e.id == event)


def before_the_meeting(desk: Desk) -> AbstractContextManager[None]:
    """Let the clock stand an hour before the case's first meeting."""
    return clock.set_to(desk.view().meetings[0].starts - timedelta(hours=1))


Begin = Callable[..., Desk]


@pytest.fixture
def begin(db: None) -> Iterator[Begin]:
    """Give a function that builds a city, in the place of the one before, and sets the clock to when everybody looks."""
    with ExitStack() as opened:

        def built(most: int | None, scenario: str = "to-self-support", **more: object) -> Desk:
            opened.close()
            plan = Plan((CasePlan(scenario, most=most, **more),))  # type: ignore[arg-type]
            city = opened.enter_context(one_city(plan))
            opened.enter_context(clock.set_to(city.moment))
            return Desk(city)

        yield built
