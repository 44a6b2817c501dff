"""Recording an event: what follows from it, and why it can be refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hemvist import clock
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.models import Case, CaseEvent, DutyRow, OutboxMessage
from hemvist.cases.recording import open_case, record_event
from hemvist.cases.viewing import view_case
from hemvist.persons.models import Person
from hemvist.secrecy.models import AccessLogEntry
from tests.cases.playing import Player, scenario
from tests.cases.town import ROUTINE, TODAY, Town, add_person, opened, record


def test_a_case_is_opened_with_a_reference_and_its_first_duty(town: Town) -> None:
    """Opening gives a number of the year and the duties that follow from it; until protection is known the person counts as protected."""
    row = Case.objects.get(public_id=opened(town, protection=None))
    assert row.reference == "KC-2026-000001"
    assert row.protected
    assert DutyRow.objects.filter(
        case=row, duty="check-protection", open=True, assignee=town.workers["c-caseworker"]
    ).exists()


def test_references_follow_one_another_without_a_gap(town: Town) -> None:
    """A refused opening uses up no number."""
    opened(town)
    with pytest.raises(Refused):
        open_case(
            town.viewer("c-caseworker"),
            add_person(2).pk,
            ROUTINE,
            town.units["centrum"].pk,
            TODAY,
            Entry("case-opened", TODAY),
        )
    opened(town, add_person(3))
    assert list(Case.objects.order_by("id").values_list("reference", flat=True)) == ["KC-2026-000001", "KC-2026-000002"]


def test_a_case_can_only_be_opened_at_a_unit_where_the_worker_has_the_role(town: Town) -> None:
    """A caseworker opens no case for another board's unit."""
    entry = Entry("case-opened", TODAY, {"reason": "x"})
    with pytest.raises(NotYourRole):
        open_case(town.viewer("c-caseworker"), add_person().pk, ROUTINE, town.units["hisingen"].pk, TODAY, entry)
    assert not Case.objects.exists()


def test_an_event_in_another_role_is_refused_with_the_roles_that_may(town: Town) -> None:
    """Only the roles in the document's recorded_by record it; the answer says which."""
    case = opened(town)
    with pytest.raises(NotYourRole) as answer:
        record(town, "c-manager", case, "need-assessed", needs="Språk.")
    assert "caseworker" in answer.value.roles
    assert "socialsekreterare" in str(answer.value)
    assert CaseEvent.objects.count() == 2


def test_a_colleague_at_the_unit_may_record(town: Town) -> None:
    """The role at the case's unit is enough; one need not be the appointed one."""
    case = opened(town)
    assert record(town, "c-colleague", case, "need-assessed", needs="Språk.").sequence == 3


def test_every_reason_is_given_at_once(town: Town) -> None:
    """What is wrong with the answers and what the routine requires come in one refusal, each with a code, and nothing is recorded."""
    case = opened(town)
    with pytest.raises(Refused) as answer:
        record(town, "c-caseworker", case, "assignment-sent", on=TODAY, unit="no-unit")
    assert "requirement" in answer.value.codes
    assert "unit-of-another-side" in answer.value.codes or "field-missing" in answer.value.codes
    assert all(r.clause and r.reason for r in answer.value.refusals)
    assert CaseEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("on", "code"),
    [(TODAY + timedelta(days=1), "in-the-future"), (TODAY - timedelta(days=1), "before-the-case")],
    ids=["future", "before"],
)
def test_a_day_that_cannot_be_is_refused(town: Town, on: date, code: str) -> None:
    """Nothing has happened tomorrow, nor before the case was opened."""
    case = opened(town)
    with pytest.raises(Refused) as answer:
        record_event(town.viewer("c-caseworker"), case, Entry("need-assessed", on, {"needs": "Språk."}))
    assert answer.value.codes == (code,)


@pytest.mark.parametrize("type_", ["no-such-event", "case-opened", "annulled"])
def test_an_event_that_cannot_stand_here_is_refused(town: Town, type_: str) -> None:
    """Unknown kinds, a second opening, and taking back without saying what: each has its own answer and records nothing."""
    case = opened(town)
    with pytest.raises(Refused):
        record(town, "c-caseworker", case, type_, reason="x", kind="slip")
    assert CaseEvent.objects.count() == 2


def test_the_same_key_records_once(town: Town) -> None:
    """A form sent twice gives the same answer and one event."""
    case = opened(town)
    entry = Entry("need-assessed", TODAY, {"needs": "Språk."}, idempotency_key="k1")
    first = record_event(town.viewer("c-caseworker"), case, entry)
    again = record_event(town.viewer("c-caseworker"), case, entry)
    assert (again.event_uid, again.repeated) == (first.event_uid, True)
    assert CaseEvent.objects.filter(type="need-assessed").count() == 1


def test_a_key_that_was_used_for_something_else_is_refused(town: Town) -> None:
    """A key stands for one form; another event under it is a mistake, told as one."""
    case = opened(town)
    entry = Entry("need-assessed", TODAY, {"needs": "Språk."}, idempotency_key="k1")
    record_event(town.viewer("c-caseworker"), case, entry)
    with pytest.raises(Refused) as answer:
        record_event(town.viewer("c-caseworker"), case, replace(entry, type="wish-noted"))
    assert answer.value.codes == ("key-reused",)


def test_opening_with_the_same_key_opens_one_case(town: Town) -> None:
    """A double click on the opening gives the case that was opened."""
    person = add_person().pk
    entry = Entry("case-opened", TODAY, {"reason": "x"}, idempotency_key="o1")
    viewer, unit = town.viewer("c-caseworker"), town.units["centrum"].pk
    assert open_case(viewer, person, ROUTINE, unit, TODAY, entry) == open_case(
        viewer, person, ROUTINE, unit, TODAY, entry
    )
    assert Case.objects.count() == 1


def test_a_fact_that_a_must_speaks_against_is_a_breach_and_tells_nobody_outside(town: Town) -> None:
    """Refused first with its reasons; then recorded with the reason why, shown as a breach, and nothing leaves the house because of it."""
    told = scenario("decided-before-consultation-in-the-world")
    place = next(n for n, t in enumerate(told.told) if t.event.passed_over)
    decision = told.told[place]
    player = Player(town, told, most=sum(not t.expect_refused for t in told.told[:place])).play()
    assert player.case
    viewer = town.viewer("c-caseworker", decision.event.on)
    entry = Entry(decision.event.type, decision.event.on, dict(decision.raw_fields), decision.event.at)
    with clock.set_to(decision.event.recorded):
        with pytest.raises(Refused) as answer:
            record_event(viewer, player.case, entry)
        assert answer.value.can_be_passed_over
        assert any(r.level == "must" for r in answer.value.refusals)
        uid = record_event(viewer, player.case, replace(entry, passed_over=decision.event.passed_over)).event_uid
        view = view_case(viewer, player.case, "case")
    assert [b.kind for b in view.status.breaches if b.event == uid] == ["breach"] * len(
        [b for b in view.status.breaches if b.event == uid]
    )
    assert view.status.breaches
    assert DutyRow.objects.filter(case__public_id=player.case, duty="handle-breach", open=True).exists()
    assert not OutboxMessage.objects.filter(event=uid).exists()


def test_an_act_that_a_must_speaks_against_is_refused_whatever_the_reason(town: Town) -> None:
    """A reason does not open what the routine closes: nothing is recorded."""
    case = opened(town)
    centre = str(town.units["centre"].pk)
    entry = Entry(
        "assignment-sent", TODAY, {"unit": centre, "needs": "x", "contents": "x", "goals": "x"}, passed_over="Bråttom"
    )
    edition_fields = {
        f.name for f in view_case(town.viewer("c-caseworker"), case, "case").edition.events["assignment-sent"].fields
    }
    entry = replace(entry, fields={k: v for k, v in entry.fields.items() if k in edition_fields})
    with pytest.raises(Refused) as answer:
        record_event(town.viewer("c-caseworker"), case, entry)
    assert not answer.value.can_be_passed_over
    assert CaseEvent.objects.count() == 2


def test_what_is_learnt_of_the_person_is_on_the_persons_page(town: Town) -> None:
    """The page of the person shows the newest birth date and protection."""
    person = add_person()
    case = opened(town, person, protection="confidentiality-marking")
    record(town, "c-caseworker", case, "birth-date-learnt", birth_date="1990-05-01")
    person = Person.objects.get(pk=person.pk)
    assert (person.birth_date, person.protection) == (date(1990, 5, 1), "confidentiality-marking")


def test_recording_is_logged_and_so_is_a_refused_attempt(town: Town) -> None:
    """Who wrote stands in the access log; so does who tried and was not let in."""
    case = opened(town)
    row = Case.objects.get(public_id=case)
    with pytest.raises(CaseNotFound):
        record(town, "h-caseworker", case, "need-assessed", needs="x")
    assert AccessLogEntry.objects.filter(
        worker=town.workers["c-caseworker"], outcome="written", case_rows=str(row.pk)
    ).exists()
    assert AccessLogEntry.objects.filter(
        worker=town.workers["h-caseworker"], outcome="refused", case_rows=str(row.pk)
    ).exists()


def test_someone_who_gets_a_turn_is_told_of_it_but_never_of_a_protected_person(town: Town) -> None:
    """A message for another's new turn waits in the outbox with ids only; none is written where the person is or may be protected."""
    open_to_tell = Player(town, scenario("to-self-support")).play()
    assert open_to_tell.case
    bodies = OutboxMessage.objects.filter(case__public_id=open_to_tell.case).values_list("body", flat=True)
    assert bodies
    assert not any("Provsson" in body for body in bodies)
    hidden = Player(town, scenario("protected-from-the-start")).play()
    assert not OutboxMessage.objects.filter(case__public_id=hidden.case).exists()


def test_the_view_shows_what_was_recorded(town: Town) -> None:
    """Field labels, shown values, clause and the one who recorded it."""
    case = opened(town)
    record(town, "c-caseworker", case, "need-assessed", needs="Språk och rutiner.")
    view = view_case(town.viewer("c-colleague"), case, "case")
    newest = view.history[-1]
    assert (newest.actor_name, newest.clause) == ("C-caseworker", "KC-02")
    assert [shown for field, shown in newest.fields if field.name == "needs"] == ["Språk och rutiner."]
    assert view.person is not None
    assert view.person.name == "Kim Provsson1"
