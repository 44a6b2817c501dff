"""Cases of protected persons whose only named handler has gone: told as a number, and given a handler without being seen."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.assigning import take_over
from hemvist.cases.casefile import find_case
from hemvist.cases.conflicts import declare_conflict
from hemvist.cases.entries import CaseNotFound, Refused
from hemvist.cases.models import CaseEvent, Party
from hemvist.cases.unattended import appoint_unseen, left_behind_access_unchecked, left_behind_by, unattended
from hemvist.cases.verifying import verify_record
from hemvist.cases.worklist import worklist
from hemvist.organisation.staffing import end_role, leave, set_absence
from hemvist.secrecy.models import AccessLogEntry
from hemvist.secrecy.policy import access_to
from hemvist.secrecy.viewer import viewer_of
from tests.cases.playing import Player, scenario
from tests.cases.recalled import at_noon, recalled_case
from tests.cases.town import TODAY, Town, add_person, opened, record

YESTERDAY = TODAY - timedelta(days=1)


def hidden(town: Town, number: int = 1, by: str = "c-caseworker") -> UUID:
    """A case of a protected person, in which the one who opened it is named and nobody else."""
    return opened(town, add_person(number), by=by, protection="confidentiality-marking")


def gone(town: Town, name: str = "c-caseworker") -> None:
    """Let a worker's last day have been yesterday."""
    leave(town.workers[name], YESTERDAY)


def who_sees(town: Town, case: UUID) -> set[str]:
    """The names of all in town who see the case."""
    row = find_case(case)
    assert row
    return {name for name in town.workers if access_to(town.viewer(name), row.id)}


def count_of(town: Town, name: str) -> dict[int, int]:
    """What somebody is told."""
    return unattended(town.viewer(name))


def appoint(town: Town, by: str, whom: str, expected: int = 1) -> None:
    """Name somebody at Centrum."""
    appoint_unseen(town.viewer(by), town.units["centrum"].pk, town.workers[whom].pk, expected)


def test_whoever_leads_the_unit_is_told_how_many_cases_nobody_sees(town: Town) -> None:
    """A number at their own unit, to the lead and the manager; nothing to a colleague or another unit; an ordinary case does not count."""
    case = hidden(town)
    hidden(town, 2)
    opened(town, add_person(3))
    assert count_of(town, "c-manager") == {}
    gone(town)
    assert who_sees(town, case) == set()
    centrum = town.units["centrum"].pk
    assert count_of(town, "c-manager") == count_of(town, "c-lead") == {centrum: 2}
    for name in ("c-colleague", "h-manager", "coordinator", "c-caseworker"):
        assert count_of(town, name) == {}


@pytest.mark.parametrize("how", ["role-ended", "left-the-case", "moved", "conflict"])
def test_a_case_counts_however_it_came_to_be_without_anybody(town: Town, how: str) -> None:
    """A role that ended, a handler who left the case or had a conflict, and a move to another unit, where it then counts."""
    case = hidden(town)
    unit = "hisingen" if how == "moved" else "centrum"
    match how:
        case "role-ended":
            end_role(town.workers["c-caseworker"].role_holdings.get(), YESTERDAY)
        case "left-the-case":
            record(town, "c-caseworker", case, "party-left", role="caseworker")
        case "moved":
            town.hire("both", "centrum", "lead_caseworker")
            record(
                town,
                "c-caseworker",
                case,
                "party-appointed",
                role="lead_caseworker",
                worker=str(town.workers["both"].pk),
            )
            record(town, "both", case, "unit-changed", unit=str(town.units["hisingen"].pk), reason="Flyttat.")
        case "conflict":
            declare_conflict(town.viewer("c-caseworker"), case, "Släkt.")
    # One without any role is still named, but no page opens to them.
    assert {name for name in who_sees(town, case) if town.viewer(name).has_role} == set()
    manager = "h-manager" if how == "moved" else "c-manager"
    assert count_of(town, manager) == {town.units[unit].pk: 1}
    appoint_unseen(town.viewer(manager), town.units[unit].pk, town.workers[f"{manager[0]}-colleague"].pk, 1)
    assert who_sees(town, case) == {f"{manager[0]}-colleague"}


def test_another_named_handler_who_is_still_there_has_the_case(town: Town) -> None:
    """It is nobody's only when all named on its side have gone."""
    case = hidden(town)
    record(town, "c-caseworker", case, "party-appointed", role="lead_caseworker", worker=str(town.workers["c-lead"].pk))
    gone(town)
    assert count_of(town, "c-manager") == {}
    gone(town, "c-lead")
    assert count_of(town, "c-manager") == {town.units["centrum"].pk: 1}


def away(town: Town, stand_in: str | None, name: str = "c-caseworker") -> None:
    """Let somebody be away since yesterday, until next week."""
    set_absence(town.workers[name], town.workers[stand_in] if stand_in else None, YESTERDAY, TODAY + timedelta(days=7))


@pytest.mark.parametrize("how", ["none", "left", "role-ended", "away", "conflict"])
def test_a_case_whose_only_handler_is_away_with_nobody_there_instead_counts(town: Town, how: str) -> None:
    """Nobody stands in, or who did has left, has no role any more, is away too, or is kept out of the case. With a stand-in who is there it is somebody's."""
    case = hidden(town)
    away(town, None if how == "none" else "c-colleague")
    if how != "none":
        assert count_of(town, "c-manager") == {}
    match how:
        case "left":
            gone(town, "c-colleague")
        case "role-ended":
            end_role(town.workers["c-colleague"].role_holdings.get(), YESTERDAY)
        case "away":
            away(town, "c-lead", "c-colleague")
        case "conflict":
            declare_conflict(town.viewer("c-colleague"), case, "Släkt.")
    assert count_of(town, "c-manager") == {town.units["centrum"].pk: 1}
    assert count_of(town, "c-colleague") == count_of(town, "h-manager") == {}


def test_a_new_stand_in_has_the_case_of_one_who_is_away(town: Town) -> None:
    """Where the stand-in has left another is named for the days that remain: the case is the absent handler's still."""
    case = hidden(town)
    away(town, "c-colleague")
    gone(town, "c-colleague")
    assert count_of(town, "c-manager") == {town.units["centrum"].pk: 1}
    set_absence(town.workers["c-caseworker"], town.workers["c-lead"], TODAY, TODAY + timedelta(days=7))
    assert count_of(town, "c-manager") == {}
    assert "c-lead" in who_sees(town, case)


def test_a_handler_is_named_in_the_case_of_one_who_is_away_with_nobody(town: Town) -> None:
    """They see the case, and the one who is away has it no longer."""
    case = hidden(town)
    away(town, None)
    appoint(town, "c-manager", "c-colleague")
    assert count_of(town, "c-manager") == {}
    assert "c-colleague" in who_sees(town, case)
    assert "c-manager" not in who_sees(town, case)


def test_whoever_hands_over_is_told_how_many_do_not_follow(town: Town) -> None:
    """The manager hands over the one they see; the two others stay, counted, until the handler hands them over."""
    cases = [hidden(town), hidden(town, 2)]
    opened(town, add_person(3))
    old, new, manager = town.workers["c-caseworker"].pk, town.workers["c-colleague"].pk, town.viewer("c-manager")
    assert left_behind_by(manager, old) == 2
    assert len(take_over(manager, old, new, TODAY)) == 1
    assert left_behind_by(manager, old) == 2
    assert left_behind_by(town.viewer("c-caseworker"), old) == left_behind_by(town.viewer("h-manager"), old) == 0
    take_over(town.viewer("c-caseworker"), old, new, TODAY)
    assert left_behind_by(manager, old) == 0
    assert who_sees(town, cases[0]) == {"c-colleague"}


def test_ending_roles_is_counted_on_the_day_after(town: Town) -> None:
    """As long as somebody of the case is there that day, nothing is left behind."""
    hidden(town)
    worker = town.workers["c-caseworker"]
    assert left_behind_access_unchecked([worker.pk], TODAY) == 0
    end_role(worker.role_holdings.get(), TODAY)
    assert left_behind_access_unchecked([worker.pk], TODAY) == 0
    assert left_behind_access_unchecked([worker.pk], TODAY + timedelta(days=1)) == 1
    assert left_behind_access_unchecked([town.workers["c-colleague"].pk], TODAY + timedelta(days=1)) == 0


def test_the_manager_names_a_handler_and_sees_nothing_of_the_case(town: Town) -> None:
    """The one that has waited longest is given by the ordinary event; the manager saw it neither before nor after; the log tells of it."""
    first, second = hidden(town), hidden(town, 2)
    gone(town)
    appoint(town, "c-manager", "c-colleague", expected=2)
    assert who_sees(town, first) == {"c-colleague"}
    assert who_sees(town, second) == set()
    assert {row.case for row in worklist(town.viewer("c-colleague"), "mine").rows} == {first}
    event = CaseEvent.objects.filter(case__public_id=first).order_by("sequence").last()
    assert event
    assert (event.type, event.actor, event.role) == ("party-appointed", town.workers["c-manager"], "unit_manager")
    row = AccessLogEntry.objects.filter(worker=town.workers["c-manager"]).latest("id")
    assert (row.outcome, row.case_rows, row.kinds) == ("written", str(event.case_id), "")
    assert count_of(town, "c-manager") == {town.units["centrum"].pk: 1}
    assert verify_record() == []


@pytest.mark.parametrize(
    ("whom", "expected", "code"),
    [
        ("c-colleague", 2, "number-changed"),
        ("c-manager", 1, "not-oneself"),
        ("c-lead", 1, "nothing-fits"),
        ("h-colleague", 1, "nothing-fits"),
        ("c-caseworker", 1, "nothing-fits"),
    ],
)
def test_nobody_is_named_who_cannot_have_it(town: Town, whom: str, expected: int, code: str) -> None:
    """Not oneself, not one without the role at the unit, and not twice by one page; the reason tells of no case."""
    case = hidden(town)
    gone(town)
    before = CaseEvent.objects.count()
    with pytest.raises(Refused) as answer:
        appoint(town, "c-manager", whom, expected)
    assert answer.value.codes == (code,)
    assert "KC-" not in str(answer.value)
    assert CaseEvent.objects.count() == before
    assert who_sees(town, case) == set()


@pytest.mark.parametrize("by", ["c-lead", "c-colleague", "h-manager", "coordinator"])
def test_only_the_units_manager_names_somebody(town: Town, by: str) -> None:
    """Anybody else is answered as if there were nothing, and the try is logged."""
    hidden(town)
    gone(town)
    with pytest.raises(CaseNotFound):
        appoint(town, by, "c-colleague")
    assert AccessLogEntry.objects.filter(worker=town.workers[by], outcome="refused").count() == 1


def test_a_case_that_somebody_has_is_not_to_be_given_by_this_way(town: Town) -> None:
    """Its handler is there: the manager finds nothing to give."""
    case = hidden(town)
    with pytest.raises(CaseNotFound):
        appoint(town, "c-manager", "c-colleague", 0)
    assert Party.objects.get(case__public_id=case).worker == town.workers["c-caseworker"]


def test_the_executing_side_has_its_own(town: Town) -> None:
    """Its coordinator and consultant have gone: its new coordinator names a consultant, and not the social services. Both sides count by themselves."""
    played = Player(town, scenario("protected-from-the-start")).play()
    assert played.case
    day = played.scenario.told[-1].event.recorded.date()
    town.hire("new-coordinator", "centre", "coordinator")
    with clock.set_to(datetime.combine(day, time(12), clock.LOCAL_ZONE)):
        centre = town.units["centre"].pk
        new = town.viewer("new-coordinator", day)
        assert unattended(new) == {}
        for name in ("coordinator", "consultant"):
            leave(town.workers[name], day - timedelta(days=1))
        assert unattended(new) == {centre: 1}
        assert unattended(town.viewer("c-manager", day)) == {}
        appoint_unseen(new, centre, town.workers["other-consultant"].pk, 1)
        row = find_case(played.case)
        assert row
        assert access_to(town.viewer("other-consultant", day), row.id)
        assert not access_to(town.viewer("new-coordinator", day), row.id)
        assert unattended(new) == {}


def test_an_assignment_that_is_over_needs_somebody_only_for_what_is_left_to_do(town: Town) -> None:
    """The recalled one is to be documented: a case that nobody has. Once it is, that its coordinator has gone is no gap."""
    case = recalled_case(town)
    town.hire("new-coordinator", "centre", "coordinator")
    with at_noon(3):
        before, told = clock.today() - timedelta(days=1), town.viewer("new-coordinator", clock.today())
        end_role(town.workers["coordinator"].role_holdings.get(), before)
        assert unattended(told) == {town.units["centre"].pk: 1}
        record(town, "coordinator", case, "no-enrolment-documented", clock.today(), text="Återkallat innan mötet.")
        assert unattended(told) == {}


def test_a_log_in_that_is_not_strong_is_told_nothing(town: Town) -> None:
    """And names nobody."""
    hidden(town)
    gone(town)
    weak = viewer_of(town.workers["c-manager"], TODAY, strong=False)
    assert unattended(weak) == {}
    with pytest.raises(CaseNotFound):
        appoint_unseen(weak, town.units["centrum"].pk, town.workers["c-colleague"].pk, 1)
