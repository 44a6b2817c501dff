"""What the executing side sees follows what the person consents to: the kinds, the days, and what is withdrawn."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.casefile import find_case, open_file
from hemvist.cases.consents import consents_of
from hemvist.cases.correcting import correct
from hemvist.cases.covering import coverage
from hemvist.cases.daily import reevaluate_due
from hemvist.cases.entries import AccessNarrowed, Entry, Refused
from hemvist.cases.granting import last_day_of_hand_over
from hemvist.cases.models import Case
from hemvist.cases.previewing import preview_event
from hemvist.cases.recording import record_event
from hemvist.cases.revealing import HIDDEN_REASON, shown_refusals
from hemvist.cases.standing import standing_of
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.routines.scenarios import Scenario
from hemvist.routines.status import Refusal
from hemvist.secrecy.policy import access_to, who_can_see, why
from tests.cases.playing import Player, scenario
from tests.cases.town import Town

EVERYTHING_ASKED = ("identity", "booking", "assignment", "plan", "journal", "decision")


def consenting(name: str, **fields: object) -> Scenario:
    """A scenario in which the consent to Kompetenscenter says something else than it does there."""
    told = scenario(name)
    changed = tuple(
        replace(t, raw_fields={**t.raw_fields, **fields}) if t.event.type == "kc-consent-given" else t
        for t in told.told
    )
    return replace(told, told=changed)


def played(town: Town, told: Scenario, until: str | None = None) -> tuple[UUID, datetime]:
    """Play a scenario up to and including the first event of a type. Gives the case and the moment."""
    types = [t.event.type for t in told.told if not t.expect_refused]
    most = len(types) if until is None else types.index(until) + 1
    player = Player(town, told, most=most).play()
    assert player.case
    return player.case, [t for t in told.told if not t.expect_refused][most - 1].event.recorded


def seen(town: Town, name: str, case: UUID, at: datetime) -> CaseView:
    """The case as a worker sees it, who goes on where they are told that nothing new is opened to them."""
    with clock.set_to(at):
        viewer = town.viewer(name, clock.today())
        try:
            return view_case(viewer, case, "case")
        except AccessNarrowed:
            return view_case(viewer, case, "case")


def told_by_the_deciders(view: CaseView) -> set[str]:
    """The kinds of what the view shows of the social services' records."""
    return {e.information for e in view.history if e.role_label == "Socialsekreterare"}


def test_a_partial_consent_shows_the_executing_side_exactly_what_it_covers(town: Town) -> None:
    """What the form asks about is shown if it was said yes to; what it cannot ask about follows with the assignment."""
    whole = consenting("to-self-support", kinds=list(EVERYTHING_ASKED))
    partial = consenting("to-self-support", kinds=["identity", "assignment", "booking"])
    case, at = played(town, whole, "enrolment-meeting-held")
    assert "decision" in told_by_the_deciders(seen(town, "consultant", case, at))
    case, at = played(town, partial, "enrolment-meeting-held")
    view = seen(town, "consultant", case, at)
    assert told_by_the_deciders(view) <= {"identity", "assignment", "booking", "protection", "collaboration"}
    assert view.valid_until is None
    assert {span.id for span in view.spans} == {"assignment"}
    assert view.person is not None
    assert {"decision", "consent"} <= told_by_the_deciders(seen(town, "c-caseworker", case, at))


def test_a_withdrawn_consent_ends_what_is_new_at_once_and_leaves_the_own_record(town: Town) -> None:
    """Told once before going on; what there was stays, what the social services then record is not there, one's own record goes on."""
    told = scenario("kc-consent-withdrawn-mid-case")
    case, at = played(town, told, "kc-consent-withdrawn")
    with clock.set_to(at):
        consultant = town.viewer("consultant", clock.today())
        with pytest.raises(AccessNarrowed):
            view_case(consultant, case, "case")
        before = view_case(consultant, case, "case")
        assert before.is_limited
        description = "Klienten vill inte mer."
        wish = Entry("wish-noted", clock.today(), {"kind": "wish", "description": description})
        record_event(town.viewer("c-caseworker", clock.today()), case, wish)
        after = view_case(consultant, case, "case")
        assert [e.uid for e in after.history] == [e.uid for e in before.history]
        assert told_by_the_deciders(after) >= {"assignment", "booking"}
        record_event(consultant, case, replace(wish, fields={"kind": "wish", "description": "Hos oss."}))
        own = view_case(consultant, case, "case")
        assert {e.values.get("description") for e in own.history} & {description, "Hos oss."} == {"Hos oss."}
    assert not verify_record()


def test_a_consent_given_anew_opens_again_what_was_recorded_in_between(town: Town) -> None:
    """It covers the kinds, not the days on which they were recorded."""
    told = scenario("kc-consent-withdrawn-then-renewed")
    case, withdrawn = played(town, told, "kc-consent-withdrawn")
    narrowed = seen(town, "consultant", case, withdrawn)
    case, renewed = played(town, told)
    view = seen(town, "consultant", case, renewed)
    assert (narrowed.is_limited, view.is_limited) == (True, False)
    assert told_by_the_deciders(view) >= told_by_the_deciders(narrowed) > set()


def test_a_consent_with_a_last_day_ends_by_itself_that_night(town: Town) -> None:
    """The grant carries the day: nobody has to run anything. The daily pass then gives back what was had until then."""
    case, at = played(town, consenting("to-self-support", last_day="2026-03-10"), "enrolment-meeting-held")
    row, day = _row(case), date(2026, 3, 10)
    assert at.date() <= day
    last, next_day = town.viewer("consultant", day), town.viewer("consultant", day + timedelta(days=1))
    assert not access_to(last, row).is_limited
    assert access_to(next_day, row).is_limited
    assert not access_to(next_day, row).kinds
    with clock.set_to(datetime.combine(day + timedelta(days=1), at.timetz())):
        assert reevaluate_due(clock.today()) >= 1
        limited = access_to(next_day, row)
        assert (limited.is_limited, "assignment" in limited.kinds) == (True, True)
        assert not verify_record()


def test_one_who_hands_over_a_case_sees_what_there_was_for_a_stated_time(town: Town) -> None:
    """Then no more; the term is local."""
    case, at = played(town, scenario("to-self-support"), "need-assessed")
    with clock.set_to(at):
        today = clock.today()
        lead = town.viewer("c-lead", today)
        record_event(
            lead, case, Entry("unit-changed", today, {"unit": str(town.units["hisingen"].pk), "reason": "Flyttat."})
        )
    row, last = _row(case), last_day_of_hand_over(today)
    assert access_to(town.viewer("c-caseworker", last), row).grounds == ("hand-over",)
    gone = access_to(town.viewer("c-caseworker", last + timedelta(days=1)), row)
    assert (bool(gone), gone.ended_on) == (False, last)
    assert not access_to(town.viewer("c-colleague", today), row)


def test_each_ground_is_told_with_its_paragraph_of_law(town: Town) -> None:
    """For the case's own unit, the named, and the executing side."""
    case, at = played(town, scenario("to-self-support"), "enrolment-meeting-held")
    found = {(reason.who, reason.ground): reason.legal for reason in who_can_see(_row(case), at.date())}
    assert "15 kap. 9 §" in found["Enhet centrum", "given-back"]
    assert "samtyckt" in found["Enhet centre", "executor"]
    assert "14 kap. 3 §" in found["Enhet centre", "own-record"]


def test_the_executing_side_is_told_that_the_consent_towards_it_is_gone(town: Town) -> None:
    """It must know that it may not book anything more; when it asks what would follow, and when it records."""
    case, at = played(town, scenario("kc-consent-withdrawn-mid-case"), "kc-consent-withdrawn")
    with clock.set_to(at):
        starts = f"{clock.today() + timedelta(days=7)}T10:00"
        entry = Entry(
            "three-party-meeting-booked", clock.today(), {"starts": starts, "place": "KC", "occasion": "other"}
        )
        for ask in (preview_event, record_event):
            with pytest.raises(Refused) as refused:
                ask(town.viewer("consultant", clock.today()), case, entry)
            assert "samtycke till Kompetenscenter saknas" in str(refused.value)


def test_a_refusal_tells_nothing_of_a_kind_that_is_not_granted(town: Town) -> None:
    """That there is no consent towards somebody outside is the social services' to know; others are told that something is missing."""
    case, at = played(town, scenario("to-self-support"), "enrolment-meeting-held")
    with clock.set_to(at):
        viewer = town.viewer("consultant", clock.today())
        allowed = access_to(viewer, _row(case))
        edition = view_case(viewer, case, "case").edition
        refusal = Refusal("must", "requirement", "consent-before-social-health-contact", "KC-63", "Samtycket saknas.")
        assert [r.reason for r in shown_refusals(edition, (refusal,), allowed)] == [HIDDEN_REASON]
        everything = access_to(town.viewer("c-caseworker", clock.today()), _row(case))
        assert shown_refusals(edition, (refusal,), everything) == (refusal,)


def _row(case: UUID) -> int:
    return Case.objects.get(public_id=case).pk


def test_a_unit_of_another_board_that_asked_reads_what_it_was_told_and_no_more(town: Town) -> None:
    """The kinds it was told of, as they stood then, for a stated time; nobody says that anything has ended, since nothing more was given."""
    case, at = played(town, scenario("to-self-support"), "decision-made")
    row = _row(case)
    fields = {"question": "Är personen känd?", "kinds": ["identity", "collaboration"], "answer": "Ja."}
    with clock.set_to(at):
        today = clock.today()
        handler, asking = town.viewer("c-caseworker", today), town.viewer("h-lead", today)
        own = Entry("information-given", today, {**fields, "unit": str(town.units["centrum"].pk)})
        with pytest.raises(Refused, match="annan nämnd"):
            record_event(handler, case, own)
        assert not access_to(asking, row)
        record_event(handler, case, replace(own, fields={**fields, "unit": str(town.units["hisingen"].pk)}))
        view = view_case(asking, case, "case")
        assert view.person is not None
        assert {e.information for e in view.history} <= {"identity", "collaboration"}
        assert [reason.legal.split(":")[0] for reason in why(asking, row)] == ["15 kap. 8 § socialtjänstlagen"]
        seen_then = [e.uid for e in view.history]
        wish = Entry("wish-noted", today, {"kind": "wish", "description": "Något nytt."})
        record_event(handler, case, wish)
        assert [e.uid for e in view_case(asking, case, "case").history] == seen_then
        assert not verify_record()
    assert not access_to(town.viewer("h-lead", today + timedelta(days=31)), row)


def test_nothing_of_a_protected_person_is_given_to_a_unit_that_asks(town: Town) -> None:
    """Whoever asks is answered by the one who handles the case, and by nobody's list."""
    case, at = played(town, scenario("to-self-support"), "case-opened")
    with clock.set_to(at):
        fields = {"unit": str(town.units["hisingen"].pk), "question": "Känd?", "kinds": ["identity"], "answer": "Ja."}
        with pytest.raises(Refused, match="skyddade personuppgifter"):
            record_event(
                town.viewer("c-caseworker", clock.today()), case, Entry("information-given", clock.today(), fields)
            )


def test_an_older_consent_does_not_count_again_when_a_newer_is_withdrawn(town: Town) -> None:
    """The newest is what the person says; for the gates, for the ledger and for what the executing side sees."""
    case, at = played(town, scenario("to-self-support"), "kc-consent-given")
    with clock.set_to(at):
        handler = town.viewer("c-caseworker", clock.today())
        said = next(e for e in view_case(handler, case, "case").history if e.type == "kc-consent-given")
        newer = Entry("kc-consent-given", clock.today(), dict(said.values), position=2)
        uid = record_event(handler, case, newer).event_uid
        record_event(handler, case, Entry("kc-consent-withdrawn", clock.today(), {}, about=uid, position=3))
        row = find_case(case)
        assert row
        file = open_file(row)
        assert [c.state for c in consents_of(file, clock.today()) if c.recipient == "kompetenscenter"] == [
            "replaced",
            "withdrawn",
        ]
        (covered,) = coverage(standing_of(file).consents, frozenset({"identity"}), file.rows, clock.today())
        assert covered.last_sequence is not None
        sending = Entry("assignment-sent", clock.today(), {"unit": str(town.units["centre"].pk)}, position=4)
        with pytest.raises(Refused, match="samtycke till Kompetenscenter saknas"):
            record_event(handler, case, sending)


def test_a_withdrawn_consent_that_is_corrected_afterwards_is_still_withdrawn(town: Town) -> None:
    """The withdrawal is about what stands in its place: to the ledger, the gates and what the executing side sees alike."""
    case, at = played(town, scenario("kc-consent-withdrawn-mid-case"), "kc-consent-withdrawn")
    with clock.set_to(at):
        handler = town.viewer("c-caseworker", clock.today())
        said = next(e for e in view_case(handler, case, "case").history if e.type == "kc-consent-given")
        given = Entry("kc-consent-given", said.on, dict(said.values) | {"reference": "En annan akt"}, at=said.at)
        correct(handler, case, said.uid, given, "Fel akt.")
        row = find_case(case)
        assert row
        file = open_file(row)
        assert [c.state for c in consents_of(file, clock.today()) if c.recipient == "kompetenscenter"] == ["withdrawn"]
        (covered,) = coverage(standing_of(file).consents, frozenset({"identity"}), file.rows, clock.today())
        assert covered.last_sequence is not None
        assert access_to(town.viewer("consultant", clock.today()), row.id).is_limited
        assert not verify_record()


def test_a_refusal_told_afterwards_does_not_open_what_came_after_the_withdrawal(town: Town) -> None:
    """What was recorded once the consent was withdrawn stays closed, also when an earlier refusal is then recorded with its own day."""
    case, withdrawn = played(town, scenario("kc-consent-withdrawn-mid-case"), "kc-consent-withdrawn")
    before = {e.uid for e in seen(town, "coordinator", case, withdrawn).history}
    moment = withdrawn + timedelta(days=2)
    with clock.set_to(moment):
        caseworker = town.viewer("c-caseworker", clock.today())
        born = Entry("birth-date-learnt", clock.today(), {"birth_date": "1990-01-01"})
        record_event(caseworker, case, born)
        refused = {"recipient": "kompetenscenter", "purpose": "referral"}
        record_event(caseworker, case, Entry("kc-consent-refused", clock.today() - timedelta(days=4), refused))
    view = seen(town, "coordinator", case, moment + timedelta(hours=1))
    assert {e.uid for e in view.history} == before
