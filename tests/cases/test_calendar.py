"""The calendar: whose due dates stand in whose week. What may be seen at all is asked in test_access and by the proofs."""

from datetime import date, timedelta

from hemvist.cases.calendar import CalendarEntry, week
from hemvist.cases.models import DutyRow
from tests.cases.town import TODAY, Town, opened, record


def due(town: Town, name: str) -> list[CalendarEntry]:
    """What falls due in this person's calendar, in the week of the assessment and the one after it."""
    day = DutyRow.objects.get(duty="assess-need", open=True).due_on
    assert isinstance(day, date)
    entries = week(town.viewer(name), day - timedelta(days=day.weekday()))
    return [each for each in entries if each.kind == "due"]


def test_what_nobody_was_given_stands_in_the_calendar_of_those_who_lead_the_unit(town: Town) -> None:
    """Manager and lead caseworker alike, with whose turn it is; a colleague at the unit and those who lead another one do not have it."""
    case = opened(town)
    assert due(town, "c-manager") == []
    assert [(each.label, each.role) for each in due(town, "c-caseworker")] == [("Bedöm klientens behov av stöd", "")]
    record(town, "c-caseworker", case, "party-left", role="caseworker", reason="Slutar")
    for name in ("c-manager", "c-lead"):
        [entry] = [each for each in due(town, name) if each.role == "caseworker"]
        assert (entry.case, entry.label, entry.is_to_be_given) == (case, "Bedöm klientens behov av stöd", True)
    assert due(town, "c-colleague") == due(town, "h-manager") == due(town, "coordinator") == []


def test_what_a_leading_role_has_to_do_is_told_as_that_roles_and_waits_for_nobody(town: Town) -> None:
    """It is the leader's own, and needs no name; what the other leading role has to do is told as theirs."""
    case = opened(town)
    record(town, "c-caseworker", case, "party-left", role="caseworker", reason="Slutar")
    DutyRow.objects.filter(duty="appoint-caseworker-after-leaving").update(due_on=TODAY, sort_on=TODAY)
    for name, other in (("c-lead", "unit_manager"), ("c-manager", "lead_caseworker")):
        found = [each for each in week(town.viewer(name), TODAY) if each.event.startswith("appoint-caseworker-after-")]
        assert {(each.role, each.is_to_be_given) for each in found} == {("", False), (other, False)}


def test_what_may_not_be_seen_is_in_no_leaders_calendar(town: Town) -> None:
    """Nobody at the unit but the one who opened the case sees a person who may be protected, nor that something is to be given."""
    opened(town, protection=None)
    DutyRow.objects.filter(open=True).update(assignee=None)
    assert due(town, "c-manager") == due(town, "c-lead") == []
