"""Cases that begin outside the city: who gets them, what the probation officer and the income caseworker see of them, and until when."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from hemvist.cases.casefile import find_case
from hemvist.cases.covering import Consent
from hemvist.cases.daily import reevaluate_due
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.granting import wanted_grants
from hemvist.cases.history_view import may_see
from hemvist.cases.library import edition_in_force
from hemvist.cases.listing import list_cases
from hemvist.cases.recording import open_case, record_event
from hemvist.cases.standing import Appointment, standing_of
from hemvist.cases.storing import stored_duties
from hemvist.cases.viewing import view_case
from hemvist.persons import registry
from hemvist.persons.identity import parse_number
from hemvist.secrecy.policy import grants_of
from tests.cases.reentry import KINDS, file_of, initiated, sight, taken_over, tell, what, with_probation
from tests.cases.town import TODAY, Town

DAY = timedelta(days=1)
NUMBER = parse_number("199103022381", TODAY)


@pytest.fixture
def city(town: Town) -> Town:
    """The town with an adult unit at each social services, and the probation service."""
    return with_probation(town)


def test_an_initiation_is_recorded_whole_and_reaches_one_who_can_appoint_somebody(city: Town) -> None:
    """The consent, the initiation and the signed form stand in a case of the receiving unit, where the lead caseworker is named."""
    file = file_of(initiated(city))
    assert [row.type for row in file.rows] == [
        "case-opened", "received-at-unit", "insluss-consent-given", "insluss-initiated", "document-attached"
    ]  # fmt: skip
    assert file.rows[-1].about == file.rows[2].uid
    assert sight(city, "c-adult-lead", file.row.public_id)
    assert file.row.protected
    assert not sight(city, "c-adult", file.row.public_id)  # nobody knows yet whether the person is protected


def test_it_is_refused_too_early_with_the_first_possible_day_and_nothing_is_kept(city: Town) -> None:
    """More than four months before release: refused, and it is told when it can be done. No case is left behind."""
    with pytest.raises(Refused) as refused:
        initiated(city, TODAY + timedelta(days=200))
    assert refused.value.refusals[0].first_day is not None
    assert not list_cases(city.viewer("officer"), "test").rows


def test_it_is_refused_without_a_written_consent(city: Town) -> None:
    """An oral one is not enough."""
    told = what(TODAY + 60 * DAY)
    told = told._replace(
        consent=told.consent.__class__(
            told.consent.type, TODAY, told.consent.fields | {"form": "oral", "witness": "Kim"}
        )
    )
    with pytest.raises(Refused):
        initiated(city, told=told)


def test_it_is_refused_at_a_unit_that_does_not_receive(city: Town) -> None:
    """Whichever address the form is sent with."""
    with pytest.raises(Refused) as refused:
        initiated(city, unit="centrum")
    assert refused.value.codes == ("unit-does-not-receive",)


def test_it_joins_the_case_of_a_person_who_wrote_first(city: Town) -> None:
    """The open case that nobody has begun becomes the officer's too; the watch is over."""
    first = opened_by_the_person(city)
    case = initiated(city, number=NUMBER)
    assert case == first
    assert sight(city, "officer", case)
    assert any(
        d.done_on
        for d in view_case(city.viewer("c-adult"), case, "test").status.duties
        if d.id == "watch-that-probation-takes-over"
    )


def test_a_case_that_has_begun_is_never_told_of(city: Town) -> None:
    """One that came on paper stays as it is; the officer gets a case of their own, and nothing says why."""
    first = opened_by_the_person(city)
    fields = {
        "in_target_group": "yes",
        "release_date": (TODAY + 50 * DAY).isoformat(),
        "officer": "Någon",
        "support_needed": "Allt",
    }
    tell(city, "c-adult", first, "initiation-received", **fields)
    case = initiated(city, number=NUMBER)
    assert case != first
    assert not sight(city, "officer", first)


def test_a_case_at_another_administration_is_not_joined(city: Town) -> None:
    """What is open at Centrum is nothing that Hisingen's case becomes."""
    first = opened_by_the_person(city)
    assert initiated(city, number=NUMBER, unit="hisingen-adult") != first


def test_a_case_is_joined_by_the_right_number_and_not_by_one_that_was_wrong(city: Town) -> None:
    """What somebody initiates for whom the number really is of is a case of theirs."""
    first = opened_by_the_person(city)
    right = parse_number("198503022389", TODAY)
    tell(city, "c-adult", first, "identity-number-learnt", number=right.digits12, change="was-wrong")
    assert initiated(city, number=NUMBER) != first
    assert initiated(city, number=right) == first


def opened_by_the_person(city: Town) -> UUID:
    """Somebody wrote from prison, and was told whom to turn to."""

    person = registry.add_person("Kim", "Provsson", number=NUMBER)
    viewer = city.viewer("c-adult")
    first = Entry("case-opened", TODAY, {"reason": "Brev från anstalt"})
    case = open_case(viewer, person.pk, "insluss", city.units["centrum-adult"].pk, TODAY, first)
    wrote = tell(city, "c-adult", case, "person-contacted-first", way="letter", about_what="Bostad")
    tell(city, "c-adult", case, "person-informed-and-referred", about=wrote.event_uid, through_prison_contact="no")
    return case


def test_an_officer_sees_exactly_the_consented_kinds_and_what_officers_recorded(city: Town) -> None:
    """Of what the city recorded no more than the person agreed to; of the city's other cases nothing."""
    case = initiated(city)
    taken_over(city, case)
    record_event(city.viewer("c-adult"), case, Entry("needs-mapped", TODAY, mapped(), passed_over="Inget möte än"))
    allowed, file = sight(city, "officer", case), file_of(case)
    for row in file.rows:
        expected = row.role == "probation_officer" or row.information in KINDS
        assert may_see(row, allowed) == expected, (row.type, row.information)
    assert [each.case for each in list_cases(city.viewer("officer"), "test").rows] == [case]
    assert not sight(city, "other-officer", case)
    grants = grants_of(file.row.id)
    assert not [g for g in grants if g.unit_id == city.units["probation"].pk]


def test_what_the_city_s_duties_wait_for_is_told_an_officer_only_as_far_as_the_consent(city: Town) -> None:
    """That no meeting is booked tells of bookings: without consent to those, a duty of the city's stands there as if it waited for nothing."""
    case = initiated(city, told=what(TODAY + 60 * DAY, kinds=("identity", "plan")))
    taken_over(city, case)
    before = told_to_the_officer(city, case)
    assert before["hold-first-video-meeting"] == ("open", ())
    starts = datetime.combine(TODAY + timedelta(days=5), time(10))
    tell(city, "c-adult", case, "first-video-meeting-booked", starts=starts, place="https://video.example/1")
    assert told_to_the_officer(city, case) == before


def told_to_the_officer(city: Town, case: UUID) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The state of the city's own duties as an officer sees them, and what they wait for."""
    duties = view_case(city.viewer("officer", TODAY), case, "case").status.open_duties
    ours = [duty for duty in duties if "probation_officer" not in duty.turn]
    return {duty.id: (duty.state, tuple(reason.reason for reason in duty.waiting_for)) for duty in ours}


def mapped() -> dict[str, object]:
    """The needs, each answered that there is none, as the form asks for them."""

    event = edition_in_force("insluss", TODAY).events["needs-mapped"]
    found: dict[str, object] = {}
    for field in event.fields:
        if field.required:
            found[field.name] = (
                field.choices[0].value if field.choices else ("no" if "yes-no" in field.type else "text")
            )
    return found


def test_a_consent_towards_another_recipient_opens_nothing_to_an_officer(city: Town) -> None:
    """And one towards the probation service nothing to an executing side: each side is bounded by its own."""

    case = initiated(city)
    taken_over(city, case)
    file = file_of(case)
    standing = standing_of(file)
    consultant = city.workers["consultant"].pk
    standing.parties["consultant"] = Appointment("consultant", consultant, TODAY, "x")
    standing.given["executor"] = {"identity", "plan"}
    wanted = wanted_grants(standing, file.rows, False, TODAY)
    assert [g.source for g in wanted if g.worker_id == consultant] == ["executor"]
    standing.consents[:] = [Consent(c.party, c.told, c.askable, c.last_sequence, "executor") for c in standing.consents]
    wanted = wanted_grants(standing, file.rows, False, TODAY)
    officer = city.workers["officer"].pk
    assert [g.source for g in wanted if g.worker_id == officer] == ["probation_officer"]
    assert "decider" in [g.source for g in wanted if g.worker_id == consultant]
    file.standing = None


def test_access_ends_with_supervision_by_itself(city: Town) -> None:
    """On the day after the last day nothing is left, whether or not anything has run; the daily pass agrees."""
    last = TODAY + 90 * DAY
    case = initiated(city, supervision_last_day=last)
    taken_over(city, case)
    assert sight(city, "officer", case, last)
    assert not sight(city, "officer", case, last + DAY)
    reevaluate_due(last + DAY)
    assert not sight(city, "officer", case, last + DAY)
    with pytest.raises(CaseNotFound):
        view_case(city.viewer("officer", last + DAY), case, "test")


def test_access_follows_the_day_when_it_moves(city: Town) -> None:
    """Prolonged it lasts longer, ended early it ends in the transaction that records it; unknown, it has no last day."""
    case = initiated(city, supervision_last_day=TODAY + 90 * DAY)
    taken_over(city, case)
    tell(city, "officer", case, "supervision-changed", last_day=(TODAY + 200 * DAY).isoformat(), why="prolonged")
    assert sight(city, "officer", case, TODAY + 150 * DAY)
    later = TODAY + 100 * DAY  # after the release: before it supervision cannot have ended
    tell(city, "c-adult", case, "supervision-changed", later, last_day=(later - DAY).isoformat(), why="ended-early")
    assert not sight(city, "officer", case, later)
    tell(city, "c-adult", case, "supervision-changed", later, last_day=(later + 10 * DAY).isoformat(), why="prolonged")
    assert sight(city, "officer", case, later + 10 * DAY)
    assert not sight(city, "officer", case, later + 11 * DAY)


def test_access_ends_when_the_case_is_closed(city: Town) -> None:
    """Whatever the day of supervision."""
    case = initiated(city)
    taken_over(city, case)
    closing = {"why": "moved"}

    record_event(
        city.viewer("c-adult"), case, Entry("insluss-closed", TODAY, closing, passed_over="Personen har flyttat")
    )
    assert not sight(city, "officer", case)
    assert sight(city, "c-adult", case)


def test_a_withdrawn_consent_stops_what_is_new(city: Town) -> None:
    """What was told stays told; what is recorded afterwards by the city is not theirs."""
    case = initiated(city)
    taken_over(city, case)
    consent = next(row.uid for row in file_of(case).rows if row.type == "insluss-consent-given")
    tell(city, "c-adult", case, "insluss-consent-withdrawn", about=consent)
    tell(city, "c-adult", case, "target-group-found-out")
    file, allowed = file_of(case), sight(city, "officer", case)
    assert not may_see(file.rows[-1], allowed)
    assert any(
        may_see(row, allowed) for row in file.rows if row.role != "probation_officer" and row.information in KINDS
    )


def test_an_income_caseworker_sees_the_shared_kinds_only_when_named_and_without_consent(city: Town) -> None:
    """Same authority: no consent is needed. Their unit sees nothing, and the assessment is not theirs."""
    case = initiated(city)
    taken_over(city, case)
    assert not sight(city, "c-income", case)
    income = str(city.workers["c-income"].pk)
    tell(city, "c-adult", case, "income-caseworker-named", role="income_caseworker", worker=income)
    allowed = sight(city, "c-income", case)
    assert "plan" in allowed.kinds
    assert "assessment" not in allowed.kinds
    assert not sight(city, "c-caseworker", case)
    file = file_of(case)
    opening = next(row for row in file.rows if row.type == "insluss-initiated")
    assert may_see(opening, allowed)
    other = str(city.workers["h-income"].pk)
    with pytest.raises(Refused):
        tell(city, "c-adult", case, "income-caseworker-named", role="income_caseworker", worker=other)


def test_a_deputy_does_not_join_in_a_role_they_do_not_hold(city: Town) -> None:
    """The city's caseworker does what an officer without an account would, but never becomes one."""
    first = opened_by_the_person(city)
    fields = {"in_target_group": "yes", "release_date": (TODAY + 50 * DAY).isoformat(), "support_needed": "Allt"}
    with pytest.raises(NotYourRole):
        tell(city, "c-adult", first, "insluss-initiated", **fields)


def test_an_officers_duties_are_theirs_and_before_that_the_citys(city: Town) -> None:
    """Once named the officer has them on their own list; until then the adult caseworker has."""
    case = initiated(city)
    row = find_case(case)
    assert row

    held = {d.role: d.assignee_id for d in stored_duties(row.id).values() if d.open}
    assert held.get("probation_officer") == city.workers["officer"].pk
