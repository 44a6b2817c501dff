"""Cases opened for life or health, and cases that are held: whoever looks, in whichever way, sees what that gives them and no more."""

import pytest

from hemvist.secrecy.policy import access_to
from tests.proofs.agreeing import REVIEWS, Notified, assert_answers, assert_lawful, assert_ways_agree
from tests.proofs.cities import WORKERS, CasePlan, Plan, file_of, one_city
from tests.proofs.looking import Looker, everywhere, looking
from tests.proofs.marks import marks_in, truth

CASES = (CasePlan("to-self-support", most=30), CasePlan("protected-from-the-start", unit="hisingen"))
LOOKING = ("h-caseworker", "c-manager", "h-manager", "consultant")


def planned(opener: str, hours: int) -> Plan:
    """One of each side's cases, both opened by somebody and held by their managers."""
    opened = ((opener, 0, ("identity", "assessment", "journal")), (opener, 1, ("health", "booking")))
    return Plan(CASES, emergencies=opened, hours_later=hours, holds=(0, 1))


@pytest.mark.parametrize(("opener", "hours"), [("h-caseworker", 1), ("consultant", 1), ("h-manager", 5)])
def test_what_was_opened_is_seen_while_it_lasts_by_whoever_opened_it(db: None, opener: str, hours: int) -> None:
    """Every way of looking agrees; nobody else is shown more; why a case is held or was opened is told only to those who are to know."""
    with one_city(planned(opener, hours), None, Notified()) as city, looking(city):
        assert city.openings
        for name in WORKERS:
            assert_ways_agree(city, city.viewer(name))
            assert_lawful(city, name, city.viewer(name))
        grounds = {g for case in city.cases for g in access_to(city.viewer(opener), file_of(case).row.id).grounds}
        assert ("emergency" in grounds) == (hours == 1)
        known = truth()
        for name in LOOKING:
            looker = Looker(city, name)
            looker.wander([*everywhere(city), REVIEWS], 25)
            assert_answers(city.viewer(name), known, looker.asked)


def test_holds_and_openings_are_really_looked_at(db: None) -> None:
    """The manager of the unit reads why its case is held, and why somebody opened it: the marks are found where they should be."""
    with one_city(planned("h-caseworker", 1)) as city, looking(city):
        known, looker = truth(), Looker(city, "c-manager")
        looker.wander([*everywhere(city), REVIEWS], 25)
        said = {mark for answer in looker.asked.values() for mark in marks_in(answer.body)}
        assert said & set(known.holds)
        assert said & {mark for mark in known.events if mark.startswith("zqe")}
