"""What leaves the house without anybody asking for a page holds nothing that its receiver may not see: feeds, files, webhooks; nor does a letter."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases import calendar, exchanging, telling_outside
from hemvist.secrecy.policy import Access, SqlCondition, grants_of
from tests.proofs.cities import ALWAYS, WORKERS, CasePlan, City, Plan, one_city, plans
from tests.proofs.looking import looking
from tests.proofs.marks import truth
from tests.proofs.test_broken_rules import broken
from tests.proofs.ways_out import assert_feeds, assert_files, assert_letters, assert_webhooks, every_address

few = settings(
    max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
SETTLED = timedelta(hours=12)
# A case that the executing side sees part of, one of a protected person, and one in which a consent was withdrawn.
PLAN = Plan(
    (
        CasePlan("to-self-support", most=30, kinds=ALWAYS),
        CasePlan("protected-from-the-start", unit="hisingen"),
        CasePlan("kc-consent-withdrawn-mid-case"),
    )
)
Fresh = Callable[[], Path]


@pytest.fixture
def fresh(tmp_path: Path) -> Fresh:
    """A new empty folder each time."""

    def make() -> Path:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        return folder

    return make


def assert_all(city: City, folder: Path) -> tuple[int, int, int, int]:
    """Every way, for everybody. Gives how much each told: it must be something, or nothing was tried."""
    known = truth()
    with clock.set_to(city.moment):
        feeds = assert_feeds(city, known, list(WORKERS))
        hooks = sum(assert_webhooks(city, name) for name in WORKERS)
        letters = sum(assert_letters(known, city, name) for name in WORKERS)
    with clock.set_to(city.moment + SETTLED):
        return feeds, assert_files(known, folder), hooks, letters


@few
@given(plan=plans, data=st.data())
def test_feeds_files_webhooks_and_letters_hold_nothing_that_was_not_granted(
    db: None, fresh: Fresh, plan: Plan, data: st.DataObject
) -> None:
    """Random cities, each text, name, number and place in them marked."""
    with one_city(plan, data.draw) as city, looking(city):
        assert_all(city, fresh())


def test_they_do_tell_something_and_of_a_protected_person_nothing(db: None, fresh: Fresh) -> None:
    """Where all may be told it is; where nobody may be told, nothing leaves at all."""
    with one_city(PLAN) as city, looking(city):
        assert all(assert_all(city, fresh()))
    with one_city(Plan((CasePlan("protected-from-the-start"),))) as city, looking(city):
        assert assert_all(city, fresh())[:3] == (0, 0, 0)


@pytest.mark.parametrize(
    ("where", "name", "wrong"),
    [
        (calendar, "visible", lambda *_, **__: SqlCondition("1 = 1", ())),
        (exchanging, "visible", lambda *_, **__: SqlCondition("1 = 1", ())),
        (telling_outside, "access_to", lambda _, case_row: Access(grants_of(case_row))),
    ],
    ids=["feeds", "files", "webhooks"],
)
def test_a_way_out_that_asks_nobody_is_seen(db: None, fresh: Fresh, where: object, name: str, wrong: object) -> None:
    """The condition is always true in one module."""
    with one_city(PLAN) as city, looking(city), broken(where, name, wrong), pytest.raises(AssertionError):
        assert_all(city, fresh())


def test_newer_pages_are_among_those_that_are_visited(db: None) -> None:
    """By name, so that one that is moved to another address is missed here."""
    with one_city(Plan((CasePlan("to-self-support", most=5),))) as city:
        case = city.cases[0]
        found = set(every_address([case]))
    own = ("brev/", "handling/ny/", "treserva/", "ssbtek/", "samtycken/", "vem-ser/", "loggutdrag/", "loggutdrag/pdf/")
    assert {f"/arende/{case}/{part}" for part in (*own, "sparr/", "jav/", "registrera/", "bedomning/")} <= found
    assert {
        "/notiser/",
        "/kalender/flode/",
        "/enheten/treserva/",
        "/enheten/leveranser/",
        "/enheten/gallring/",
    } <= found
