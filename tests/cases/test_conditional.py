"""The mark of a case as one sees it: another one when something in it is so to them, and nothing told of what is not theirs to see."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection

from hemvist import clock
from hemvist.cases.conditional import ChangedSince, mark_of, record_as_seen
from hemvist.cases.entries import CaseNotFound, Entry
from hemvist.cases.recording import record_event
from hemvist.cases.viewing import view_case
from hemvist.routines.telling import Told
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, found_town, opened


@dataclass
class Watched(Player):
    """Plays a scenario and looks, after each event, at how much each worker sees of what happened and at the mark of the case."""

    seen: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: {"c-caseworker": [], "consultant": []})

    def _record(self, told: Told) -> None:
        super()._record(told)
        assert self.case
        for name, found in self.seen.items():
            try:
                view = view_case(self.town.viewer(name, clock.today()), self.case, "test")
            except CaseNotFound:
                continue  # the consultant has not got the case yet
            assert mark_of(view) == mark_of(view)
            found.append((len(view.history), mark_of(view)))


def test_every_event_that_one_sees_gives_the_case_another_mark(town: Town) -> None:
    """Whoever looks; and looking changes nothing."""
    player = Watched(town, scenario("to-self-support"))
    player.play()
    for name, found in player.seen.items():
        steps = list(pairwise(found))
        assert len(steps) > 10, name
        assert all(old[1] != new[1] for old, new in steps if old[0] != new[0]), name
    marks = [mark for _, mark in player.seen["c-caseworker"]]
    assert len(set(marks)) == len(marks)


def test_the_mark_does_not_tell_that_something_was_recorded_that_one_may_not_see(town: Town) -> None:
    """The social services assess anew: the consultant's mark of the case is the same as before, the caseworker's is not."""
    played = scenario("to-self-support")
    told = [each for each in played.told if not each.expect_refused]
    number = next(number for number, each in enumerate(told) if each.event.type == "enrolment-prepared")
    player = Player(town, played, most=number + 1).play()
    assert player.case
    with clock.set_to(told[number].event.recorded):
        looking = {name: town.viewer(name, clock.today()) for name in ("c-caseworker", "consultant")}
        before = {name: mark_of(view_case(viewer, player.case, "test")) for name, viewer in looking.items()}
        record_event(looking["c-caseworker"], player.case, Entry("need-assessed", clock.today(), {"needs": "Boende."}))
        after = {name: mark_of(view_case(viewer, player.case, "test")) for name, viewer in looking.items()}
    assert {name: before[name] == after[name] for name in looking} == {"c-caseworker": False, "consultant": True}


@pytest.fixture
def busy_town(transactional_db: None) -> Iterator[Town]:
    """A town whose rows are committed, so that other connections see them."""
    yield found_town()
    connection.close()


def test_of_several_who_record_at_once_on_what_they_saw_one_does(busy_town: Town) -> None:
    """The others are told that the case has changed, whoever comes first."""
    case, viewer = opened(busy_town), busy_town.viewer("c-caseworker")
    seen, together = mark_of(view_case(viewer, case, "test")), Barrier(4)

    def write(number: int) -> bool:
        entry = Entry("wish-noted", TODAY, {"kind": "wish", "description": f"Nr {number}"}, idempotency_key=str(number))
        together.wait()
        try:
            record_as_seen(viewer, case, lambda _: entry, lambda view: mark_of(view) == seen)
        except ChangedSince:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as tabs:
        assert sorted(tabs.map(write, range(4))) == [False, False, False, True]
    assert [each.type for each in view_case(viewer, case, "test").history].count("wish-noted") == 1
