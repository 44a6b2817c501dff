"""Cases of the same person that belong together: told to one who sees both, and to nobody else; started one from another with nothing typed twice."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from hemvist import clock
from hemvist.cases.casefile import find_case, open_file
from hemvist.cases.chain import EventRow
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.models import Case
from hemvist.cases.recording import open_case, record_event
from hemvist.cases.related import (
    RelatedCase,
    could_be_related,
    own_slips,
    relate,
    related_to,
    start_related,
    startable,
    take_apart,
    undo_tie,
)
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case, view_case_with
from hemvist.organisation.models import Unit, Worker
from hemvist.organisation.staffing import give_role, hire
from hemvist.persons.registry import add_person
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import LONG_AGO, City, small_city, viewer

TODAY = date(2026, 3, 2)
RELEASE = {
    "release_date": TODAY + timedelta(days=90),
    "officer": "Frida Holm, frivården",
    "support_needed": "Bostad och arbete.",
    "in_target_group": "yes",
}
REASON = {"reason": "Vill arbeta i kök."}


@dataclass
class Desk:
    """A city with an adult unit, and one who handles both release planning and economic assistance; a case of each sort is opened below."""

    city: City
    adult: Worker
    both: Worker
    income: Worker
    case: UUID

    def related(self, worker: Worker, case: UUID) -> tuple[RelatedCase, ...]:
        """What a worker sees as belonging to a case."""
        who = viewer(worker)
        return view_case_with(who, case, "test", lambda file, _: related_to(who, file))[1]

    def start(self, worker: Worker, unit: Unit, key: str = "") -> UUID:
        """Start a referral from the case."""
        first = Entry("case-opened", TODAY, dict(REASON), idempotency_key=key or None)
        return start_related(viewer(worker), self.case, "kompetenscenter", unit.pk, first)


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """The city on its day, and a case before a release, with what is known of the person."""
    with clock.set_to(datetime(2026, 3, 2, 10, tzinfo=clock.LOCAL_ZONE)):
        city = small_city()
        adults = Unit.objects.create(administration=city.deciding.administration, code="vuxen", name="Vuxenenheten")
        adult, both, income = (hire(name, name.capitalize()) for name in ("amina", "bodil", "ina"))
        give_role(adult, adults, "adult_caseworker", LONG_AGO)
        for unit, role in ((adults, "adult_caseworker"), (city.deciding, "caseworker")):
            give_role(both, unit, role, LONG_AGO)
        for role in ("caseworker", "income_caseworker"):
            give_role(income, city.deciding, role, LONG_AGO)
        opened = open_case(
            viewer(adult),
            add_person("Karin", "Östlund").pk,
            "insluss",
            adults.pk,
            TODAY,
            Entry("case-opened", TODAY, {"reason": "Ansökan om insluss."}),
            Entry("protection-learnt", TODAY, {"protection": "none"}),
            Entry("birth-date-learnt", TODAY, {"birth_date": date(1990, 5, 17)}),
            Entry("initiation-received", TODAY, dict(RELEASE)),
            Entry("interpreter-need-learnt", TODAY, {"interpreter_needed": "yes", "interpreter_language": "fa"}),
        )
        yield Desk(city, adult, both, income, opened)


def types_of(case: UUID) -> list[str]:
    """The events of a case in the order they were recorded."""
    row = find_case(case)
    assert row
    return [each.type for each in open_file(row).rows]


def test_a_case_started_from_another_has_the_person_and_what_is_known_of_them(desk: Desk) -> None:
    """The facts are there with their values, who told them where stands in the record, and no check of protection is left to do."""
    new = desk.start(desk.both, desk.city.deciding)
    assert Case.objects.get(public_id=new).person_id == Case.objects.get(public_id=desk.case).person_id
    view = view_case(viewer(desk.both), new, "test")
    told = {each.type: each.values for each in view.history}
    assert told["protection-learnt"]["protection"] == "none"
    assert told["birth-date-learnt"]["birth_date"] == date(1990, 5, 17)
    assert told["interpreter-need-learnt"] == {"interpreter_needed": "yes", "interpreter_language": "fa"}
    assert "check-protection" not in [duty.id for duty in view.status.open_duties]
    row = find_case(new)
    assert row
    [said] = [event for event in open_file(row).events if event.type == "case-related"]
    assert said.fields["reference"] == Case.objects.get(public_id=desk.case).reference
    assert "Behov av tolk antecknat 2026-03-02" in str(said.fields["carried"])
    assert types_of(desk.case)[-1] == "case-related"


def test_each_of_two_cases_shows_the_other_to_one_who_sees_both(desk: Desk) -> None:
    """Number, routine, state and whose turn it is; the history of neither tells of it."""
    new = desk.start(desk.both, desk.city.deciding)
    [there] = desk.related(desk.both, desk.case)
    [back] = desk.related(desk.both, new)
    assert (there.case, there.routine, there.state, there.turns[0]) == (
        new,
        "kompetenscenter",
        "open",
        "Socialsekreterare",
    )
    assert (back.case, back.routine) == (desk.case, "insluss")
    for case in (desk.case, new):
        assert "case-related" not in [each.type for each in view_case(viewer(desk.both), case, "test").history]


@pytest.mark.parametrize("who", ["adult", "caseworker", "lead_caseworker"])
def test_one_who_may_not_see_both_sees_neither_line_nor_trace(desk: Desk, who: str) -> None:
    """The same view as before the cases were tied, and nothing of the other case in the log."""
    person = Case.objects.get(public_id=desk.case).person_id
    first = Entry("case-opened", TODAY, dict(REASON))
    other = open_case(viewer(desk.both), person, "kompetenscenter", desk.city.deciding.pk, TODAY, first,
                      Entry("protection-learnt", TODAY, {"protection": "none"}))  # fmt: skip
    worker = desk.adult if who == "adult" else getattr(desk.city, who)
    mine, theirs = (desk.case, other) if who == "adult" else (other, desk.case)
    before = view_case(viewer(worker), mine, "test")
    relate(viewer(desk.both), desk.case, other)
    assert desk.related(worker, mine) == ()
    assert view_case(viewer(worker), mine, "test") == before
    with pytest.raises(CaseNotFound):
        view_case(viewer(worker), theirs, "test")
    row = str(Case.objects.get(public_id=theirs).pk)
    shown = AccessLogEntry.objects.filter(worker=worker, outcome="shown")
    assert row not in [number for entry in shown for number in entry.case_rows.split(",")]


def test_a_wish_for_a_referral_is_answered_by_starting_it(desk: Desk) -> None:
    """Who is named at economic assistance starts it from the case, and the one who asked sees that it is done."""
    tell = {"unit": "Ekonomiskt bistånd"}
    record_event(viewer(desk.adult), desk.case, Entry("reception-unit-contacted", TODAY, dict(tell)))
    named = {"role": "income_caseworker", "worker": str(desk.income.pk)}
    record_event(viewer(desk.adult), desk.case, Entry("income-caseworker-named", TODAY, dict(named)))
    wish = {"routine": "kompetenscenter", "reason": "Har arbetat i kök."}
    record_event(viewer(desk.adult), desk.case, Entry("related-case-wanted", TODAY, dict(wish)))
    view = view_case(viewer(desk.income), desk.case, "test")
    [offered] = startable(viewer(desk.income), view, ())
    assert (offered.known, offered.answers_wish) == ({"reason": "Har arbetat i kök."}, True)
    desk.start(desk.income, desk.city.deciding)
    assert types_of(desk.case)[-2:] == ["case-related", "related-case-answered"]
    seen = view_case(viewer(desk.adult), desk.case, "test")
    assert [d.state for d in seen.status.duties if d.id == "answer-wish-for-related-case"] == ["done"]
    assert desk.related(desk.adult, desk.case) == ()


def test_nobody_starts_a_case_that_they_may_not_open(desk: Desk) -> None:
    """An adult caseworker opens no referral, and is offered none; nothing is recorded."""
    view = view_case(viewer(desk.adult), desk.case, "test")
    assert startable(viewer(desk.adult), view, ()) == ()
    before = types_of(desk.case)
    with pytest.raises(Refused):
        desk.start(desk.adult, desk.city.deciding)
    with pytest.raises(NotYourRole):
        desk.start(desk.both, desk.city.elsewhere)
    with pytest.raises(CaseNotFound):
        desk.start(desk.city.outsider, desk.city.elsewhere)
    assert types_of(desk.case) == before
    assert Case.objects.count() == 1


def test_a_form_sent_twice_starts_one_case(desk: Desk) -> None:
    """And a second referral is not offered while the first goes on."""
    key = uuid4().hex
    assert desk.start(desk.both, desk.city.deciding, key) == desk.start(desk.both, desk.city.deciding, key)
    assert Case.objects.count() == 2
    with pytest.raises(Refused):
        desk.start(desk.both, desk.city.deciding)


def test_only_cases_of_the_same_person_are_tied_and_only_once(desk: Desk) -> None:
    """Another person's case is one that does not exist."""
    first = Entry("case-opened", TODAY, dict(REASON))
    stranger = open_case(
        viewer(desk.both), add_person("Kim", "Prov").pk, "kompetenscenter", desk.city.deciding.pk, TODAY, first
    )
    with pytest.raises(CaseNotFound):
        relate(viewer(desk.both), desk.case, stranger)
    person = Case.objects.get(public_id=desk.case).person_id
    other = open_case(viewer(desk.both), person, "kompetenscenter", desk.city.deciding.pk, TODAY, first)
    who = viewer(desk.both)
    _, [found] = view_case_with(who, desk.case, "test", lambda file, _: could_be_related(who, file))
    assert found.case == other
    relate(who, desk.case, other)
    relate(who, desk.case, other)
    assert types_of(desk.case).count("case-related") == types_of(other).count("case-related") == 1


def test_no_form_records_that_cases_belong_together(desk: Desk) -> None:
    """It is the product that says so: a number that somebody typed might be anybody's."""
    fields: dict[str, object] = {"case": uuid4().hex, "reference": "KC-2026-000001", "routine": "kompetenscenter"}
    with pytest.raises(Refused) as refused:
        record_event(viewer(desk.adult), desk.case, Entry("case-related", TODAY, fields))
    assert refused.value.codes == ("no-form-records-it",)


def the_events(case: UUID) -> list[EventRow]:
    """All that was recorded of a case."""
    row = find_case(case)
    assert row
    return open_file(row).rows


def test_that_cases_belong_together_is_taken_back_in_both_and_the_record_keeps_it(desk: Desk) -> None:
    """Neither shows the other any longer, no history tells of it, the reason stands in both, and they can be tied anew."""
    new, who = desk.start(desk.both, desk.city.deciding), viewer(desk.both)
    take_apart(who, desk.case, new, "Fel ärende.")
    assert desk.related(desk.both, desk.case) == desk.related(desk.both, new) == ()
    for case in (desk.case, new):
        tied, back = (row for row in the_events(case) if row.type in ("case-related", "case-relation-annulled"))
        assert (back.annuls, json.loads(back.payload)) == (tied.uid, {"kind": "correction", "reason": "Fel ärende."})
        shown = {each.type for each in view_case(who, case, "test").history}
        assert shown.isdisjoint({"case-related", "case-relation-annulled"})
    assert verify_record() == []
    relate(who, new, desk.case)
    assert [each.case for each in desk.related(desk.both, desk.case)] == [new]


def test_who_tied_two_cases_by_a_slip_undoes_it_for_some_minutes(desk: Desk) -> None:
    """Afterwards it takes a reason, and somebody else never undoes it."""
    new, who = desk.start(desk.both, desk.city.deciding), viewer(desk.both)
    undo_tie(who, new, desk.case)
    assert desk.related(desk.both, new) == ()
    relate(who, new, desk.case)
    assert view_case_with(who, new, "test", lambda file, _: own_slips(who, file))[1] == {desk.case}
    with clock.set_to(datetime(2026, 3, 2, 10, 6, tzinfo=clock.LOCAL_ZONE)):
        assert view_case_with(who, new, "test", lambda file, _: own_slips(who, file))[1] == frozenset()
        with pytest.raises(Refused) as refused:
            undo_tie(who, new, desk.case)
    assert refused.value.codes == ("too-late-to-undo",)
    assert [each.case for each in desk.related(desk.both, new)] == [desk.case]


def test_only_one_who_sees_both_and_says_what_belongs_together_takes_it_back(desk: Desk) -> None:
    """To anybody else there is no such case, and without a reason nothing is taken back."""
    new, who = desk.start(desk.both, desk.city.deciding), viewer(desk.both)
    before = types_of(desk.case), types_of(new)
    for worker, case, other in ((desk.adult, desk.case, new), (desk.city.caseworker, new, desk.case)):
        with pytest.raises(CaseNotFound):
            take_apart(viewer(worker), case, other, "Fel ärende.")
    with pytest.raises(CaseNotFound):
        take_apart(who, desk.case, uuid4(), "Fel ärende.")
    with pytest.raises(Refused) as refused:
        take_apart(who, desk.case, new, " ")
    assert refused.value.codes == ("field-missing",)
    assert (types_of(desk.case), types_of(new)) == before
