"""A meeting is its booking and all that is said of it: one object, with one id, however it is moved."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases.casefile import CaseFile, CaseRow, find_case, open_file, open_file_anew
from hemvist.cases.chain import EventRow
from hemvist.cases.entries import CaseNotFound, Entry
from hemvist.cases.library import edition, routine
from hemvist.cases.meeting_chains import chains_of, tells_of_meetings
from hemvist.cases.meeting_terms import meeting_terms, unusual
from hemvist.cases.meetings import Meeting, meetings_of, view_meeting, view_meetings
from hemvist.cases.recording import record_event
from hemvist.cases.storing import stored_meetings
from hemvist.routines.history import Event, FieldValue
from hemvist.routines.telling import Told
from tests.cases.playing import Player, scenario
from tests.cases.town import Town

ROUTINE, EDITION = "kompetenscenter", "e2"
pytestmark = pytest.mark.django_db
START = datetime(2026, 2, 1, 9, tzinfo=UTC)
MARCH = datetime.fromisoformat("2026-03-01T00:00")  # local, without a zone, as the fields of events are
BOOKINGS = ("enrolment-meeting-booked", "enrolment-booked-with-coordinator", "follow-up-meeting-booked")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in March, local."""
    return MARCH + timedelta(days=day - 1, hours=hour, minutes=minute)


# -- a case in memory ------------------------------------------------------------------------------------------------------------------------


class Scribe:
    """Writes events into a case that is kept in memory."""

    def __init__(self) -> None:
        day = date(2026, 2, 1)
        row = CaseRow(
            1, uuid4(), "KC-2026-000001", 1, ROUTINE, 1, day, 1, 1, 2, EDITION, "open", False, None, None, day, 0, "", 0, "none"
        )  # fmt: skip
        self.file = CaseFile(row, [], routine(ROUTINE))
        self.write("case-opened", reason="Ansökan")

    def write(
        self, type_: str, *, about: str | None = None, annuls: str | None = None, day: int = 0, **fields: FieldValue
    ) -> str:
        """Append an event; ``day``: so many days after the case was opened. Gives its uid."""
        number = len(self.file.rows) + 1
        on, recorded = date(2026, 2, 1) + timedelta(days=day), START + timedelta(minutes=number)
        event_type = edition(ROUTINE, EDITION).events[type_]
        role = event_type.recorded_by[0]
        row = EventRow(
            1, number, f"e{number:03}", type_, EDITION, event_type.information, on, None, None, recorded, 1, role, about, annuls,
            "", None, "{}", "", f"c{number}", None,
        )  # fmt: skip
        self.file.append(row, Event(row.uid, type_, on, recorded, None, None, role, about, annuls, dict(fields)))
        return row.uid

    def book(self, kind: str = BOOKINGS[0], *, day: int = 0, hour: int = 10, **more: FieldValue) -> str:
        """Book a meeting."""
        return self.write(kind, day=day, starts=at(3, hour), place="Rum 1", **more)

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The case's meetings, for one who sees everything."""
        return meetings_of(self.file, lambda _: True)


def test_a_moved_meeting_is_the_same_meeting_at_another_time() -> None:
    """It keeps its id; the number of changes counts the moving and the new time; the reason stays with it."""
    scribe = Scribe()
    first = scribe.book()
    scribe.write("enrolment-meeting-moved", about=first, day=1, reason="Klienten är sjuk")
    [waiting] = scribe.meetings
    assert (waiting.state, waiting.reason, waiting.sequence) == ("moved", "Klienten är sjuk", 1)
    second = scribe.book(day=2, hour=13)
    [meeting] = scribe.meetings
    assert (meeting.id, meeting.booking, meeting.state, meeting.sequence) == (first, second, "booked", 2)
    assert meeting.starts == at(3, 13)
    assert [(c.word, c.reason) for c in meeting.changes] == [
        ("booked", ""),
        ("moved", "Klienten är sjuk"),
        ("booked", ""),
    ]


def test_a_cancelled_meeting_stays_cancelled_and_a_new_one_is_another() -> None:
    """What was cancelled is not carried on."""
    scribe = Scribe()
    first = scribe.book()
    scribe.write("enrolment-meeting-cancelled", about=first, day=1, reason="Uppdraget ändras")
    second = scribe.book(day=2, hour=14)
    assert [(m.id, m.state) for m in scribe.meetings] == [(first, "cancelled"), (second, "booked")]


def test_another_kind_of_booking_does_not_carry_on_a_moved_meeting() -> None:
    """A follow-up is not the new time of an enrolment."""
    scribe = Scribe()
    first = scribe.book()
    scribe.write("enrolment-meeting-moved", about=first, day=1, reason="Tolken kan inte")
    scribe.book("follow-up-meeting-booked", day=2, hour=13)
    assert [(m.id == first, m.state) for m in scribe.meetings] == [(True, "moved"), (False, "booked")]


def test_a_booked_time_that_is_corrected_is_the_same_meeting() -> None:
    """A correction keeps the id and counts as a change."""
    scribe = Scribe()
    first = scribe.book()
    scribe.write(BOOKINGS[0], annuls=first, starts=at(4, 9), place="Rum 2")
    [meeting] = scribe.meetings
    assert (meeting.id, meeting.sequence, meeting.place) == (first, 1, "Rum 2")


def test_the_word_can_be_an_answer() -> None:
    """A three-party meeting did not come about: why is a choice, and the choice says what becomes of it."""
    scribe = Scribe()
    first = scribe.book("three-party-meeting-booked", occasion="other")
    scribe.write("three-party-meeting-not-held", about=first, day=1, why="moved")
    assert [m.state for m in scribe.meetings] == ["moved"]


def test_the_end_of_the_case_cancels_what_was_to_come() -> None:
    """A meeting that was already held stays held."""
    scribe = Scribe()
    held = scribe.book()
    scribe.write("enrolment-meeting-held", about=held, day=30, caseworker_attended="yes")
    scribe.book("follow-up-meeting-booked", day=31, hour=15)
    scribe.write("person-died", day=20)
    assert [m.state for m in scribe.meetings] == ["held", "cancelled"]


def test_what_is_said_of_every_booking_is_said_of_those_that_there_were() -> None:
    """A cancelling that is corrected later does not reach a meeting booked in between; a booking that is corrected stays cancelled."""
    scribe = Scribe()
    first = scribe.book()
    cancelled = scribe.write("enrolment-time-cancelled", day=1)
    second = scribe.book(day=2, hour=14)
    scribe.write("enrolment-time-cancelled", annuls=cancelled, day=1)
    scribe.write(BOOKINGS[0], annuls=first, starts=at(3, 9), place="Rum 2")
    assert [(m.id, m.state) for m in scribe.meetings] == [(first, "cancelled"), (second, "booked")]


def test_place_participants_and_interpreter_are_derived() -> None:
    """Nobody types what is known: who takes part follows from the case and the booking, the place from what was said last."""
    scribe = Scribe()
    first = scribe.book(interpreter_needed="yes", interpreter_language="tigrinska")
    scribe.write("interpreter-booked", about=first, language="tigrinska")
    scribe.write("meeting-place-changed", about=first, day=1, way="video", place="https://video.exempel.se/1")
    scribe.write("meeting-participants-invited", about=first, day=1, others=("employment-service",))
    [meeting] = scribe.meetings
    assert (meeting.place, meeting.is_video) == ("https://video.exempel.se/1", True)
    assert (meeting.needs_interpreter, meeting.interpreter_booked) == ("yes", "tigrinska")
    told = [(p.kind, p.role or p.label) for p in meeting.participants]
    assert told == [
        ("client", "client"), ("worker", "caseworker"), ("worker", "coordinator"), ("interpreter", "interpreter"),
        ("external", "Arbetsförmedlingen"),
    ]  # fmt: skip


def test_the_agenda_of_a_follow_up_is_what_the_routine_asks() -> None:
    """KC-70 to KC-77, in the order of the document, with the answers when it was held."""
    scribe = Scribe()
    first = scribe.book("follow-up-meeting-booked")
    [meeting] = scribe.meetings
    clauses = list(dict.fromkeys(point.clause for point in meeting.agenda))
    assert sorted(clauses) == [f"KC-{number}" for number in range(70, 78)]
    assert all(point.answer is None for point in meeting.agenda)
    scribe.write("follow-up-meeting-held", about=first, day=30, progress="Enligt plan.")
    assert {p.field.name: p.answer for p in scribe.meetings[0].agenda}["progress"] == "Enligt plan."


def test_minutes_say_who_has_signed_and_who_has_not() -> None:
    """Those who were to sign, each with the day; newer minutes are signed anew."""
    scribe = Scribe()
    first = scribe.book()
    minutes = scribe.write(
        "meeting-minutes-written", about=first, day=30, attended=("client",), decided="Praktik.", signers=("caseworker", "client")
    )  # fmt: skip
    scribe.write("minutes-approved-by-caseworker", about=minutes, day=31)
    written = scribe.meetings[0].minutes
    assert written is not None
    assert [(s.who, s.on is not None) for s in written.signatures] == [("caseworker", True), ("client", False)]
    assert (written.decided, written.attended) == ("Praktik.", ("Personen själv",))


def test_what_stands_in_another_booking_system_is_current_until_something_changes() -> None:
    """The number there is shown; after a change it is said to be older than the meeting."""
    scribe = Scribe()
    first = scribe.book()
    scribe.write("meeting-entered-elsewhere", about=first, system="gwa", reference="4711")
    entered = scribe.meetings[0].entered
    assert entered is not None
    assert (entered.system, entered.reference, entered.is_current) == ("GWA", "4711", True)
    scribe.write("meeting-place-changed", about=first, way="room", place="Rum 9")
    entered = scribe.meetings[0].entered
    assert entered is not None
    assert not entered.is_current


def test_what_may_not_be_seen_takes_no_part() -> None:
    """Events that are not shown leave no word, reason or number of changes behind."""
    scribe = Scribe()
    first = scribe.book()
    hidden = scribe.write("meeting-place-changed", about=first, way="room", place="Hemligt")
    seen_by_all, seen = scribe.meetings, meetings_of(scribe.file, lambda row: row.uid != hidden)
    assert (seen_by_all[0].place, seen[0].place) == ("Hemligt", "Rum 1")
    assert (seen_by_all[0].sequence, seen[0].sequence) == (1, 0)
    assert meetings_of(scribe.file, lambda row: row.uid != first) == ()


# -- whatever happens ------------------------------------------------------------------------------------------------------------------------

STEPS = ("book", "moved", "cancelled", "held", "missed", "place", "not-held", "recalled", "annul", "correct", "died")


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_ids_never_change_and_the_number_of_changes_never_goes_down(data: st.DataObject) -> None:
    """Whatever is recorded, back-dated, taken back or corrected, in whatever order.

    Each booking stays with the meeting that it was first part of, and what a calendar shows never changes without the number going up.
    """
    scribe, ids, numbers, shown = Scribe(), dict[str, str](), dict[str, int](), dict[str, tuple[object, ...]]()
    for _ in range(data.draw(st.integers(1, 14))):
        _step(scribe, data)
        for chain in chains_of(scribe.file):
            for booking in chain.bookings:
                assert ids.setdefault(booking.row.uid, chain.id) == chain.id
        for meeting in scribe.meetings:
            before = shown.get(meeting.id)
            now = (meeting.starts, meeting.place, meeting.state in ("moved", "cancelled"))
            assert meeting.sequence >= numbers.get(meeting.id, 0)
            assert before in (None, now) or meeting.sequence > numbers[meeting.id]
            shown[meeting.id], numbers[meeting.id] = now, meeting.sequence


def _step(scribe: Scribe, data: st.DataObject) -> None:
    """Record something, on a day before or after what is there."""
    step, day = data.draw(st.sampled_from(STEPS)), data.draw(st.integers(0, 40))
    rows, hour = scribe.file.rows, data.draw(st.integers(8, 16))
    known = scribe.file.history.known(None)
    bookings = [r for r in rows if r.type in (*BOOKINGS, "three-party-meeting-booked") and r.uid not in known.annulled]
    if step == "book" or not bookings:
        scribe.book(data.draw(st.sampled_from(BOOKINGS)), day=day, hour=hour)
        return
    booking = data.draw(st.sampled_from(bookings))
    prefix = "follow-up" if booking.type.startswith("follow") else "enrolment"
    if step in ("moved", "cancelled", "held", "missed"):
        scribe.write(f"{prefix}-meeting-{step}", about=booking.uid, day=day, reason="skäl")
    elif step == "place":
        scribe.write("meeting-place-changed", about=booking.uid, day=day, way="room", place=f"Rum {hour}")
    elif step == "not-held":
        scribe.book("three-party-meeting-booked", day=day, hour=hour, occasion="other")
    elif step == "recalled":
        scribe.write("enrolment-time-cancelled", day=day)
    elif step == "died":
        scribe.write("person-died", day=day)
    else:
        _take_back(scribe, data, step, day)


def _take_back(scribe: Scribe, data: st.DataObject, step: str, day: int) -> None:
    known = scribe.file.history.known(None)
    standing = [r for r in scribe.file.rows[1:] if r.uid not in known.annulled and r.type != "annulled"]
    target = data.draw(st.sampled_from(standing))
    if step == "annul":
        scribe.write("annulled", annuls=target.uid, day=day, kind="correction", reason="fel")
        return
    fields = dict(next(e for e in scribe.file.events if e.id == target.uid).fields)
    if "starts" in fields:
        fields["starts"] = at(4, data.draw(st.integers(8, 16)))
    scribe.write(target.type, about=target.about, annuls=target.uid, day=day, **fields)


# -- in the record ---------------------------------------------------------------------------------------------------------------------------


def test_a_played_meeting_is_folded_from_the_record(town: Town) -> None:
    """Minutes, place, entry in the other system and signatures, as the caseworker sees them."""
    player = Player(town, scenario("meeting-minutes-written-and-signed")).play()
    assert player.case
    [meeting] = view_meetings(town.viewer("c-caseworker"), player.case)
    assert (meeting.state, meeting.is_video, meeting.protected) == ("held", True, True)
    assert meeting.minutes is not None
    signed = {"client": date(2026, 2, 20), "consultant": date(2026, 2, 24), "coordinator": date(2026, 2, 20)}
    assert {s.who: s.on for s in meeting.minutes.signatures} == signed
    assert view_meeting(town.viewer("c-caseworker"), player.case, meeting.booking) == meeting
    assert view_meeting(town.viewer("c-caseworker"), player.case, "e-what") is None


def test_one_who_does_not_see_the_case_sees_no_meeting(town: Town) -> None:
    """It is as if there were no such case."""
    player = Player(town, scenario("enrolment-moved-before-it-starts")).play()
    assert player.case
    with pytest.raises(CaseNotFound):
        view_meetings(town.viewer("h-caseworker"), player.case)


def test_what_is_told_of_a_booking_is_no_outcome(town: Town) -> None:
    """That the client knows the time does not make the meeting one that has been; the place is where it was changed to last."""
    player = Player(town, scenario("outcome-of-meeting-not-recorded")).play()
    assert player.case
    uid, day = player.uids["m1"], date(2026, 2, 9)
    with clock.set_to(datetime(2026, 2, 9, 9, tzinfo=UTC)):
        viewer = town.viewer("c-caseworker", day)
        record_event(viewer, player.case, Entry("client-told-enrolment-time", day, {"way": "phone"}, about=uid))
        record_event(
            viewer, player.case, Entry("meeting-place-changed", day, {"way": "room", "place": "Rum 7"}, about=uid)
        )
    row = find_case(player.case)
    assert row
    stored = stored_meetings(row.id)[uid]
    assert (stored.outcome, stored.place, stored.new_place) == ("", "Kompetenscenter", "Rum 7")
    assert open_file(row).row.sequence == row.sequence


@pytest.mark.parametrize(
    ("starts", "day_off", "hours"),
    [
        (at(3, 10), "", False),
        (at(7, 10), "lördag", False),
        (datetime.fromisoformat("2026-06-19T10:00"), "midsommarafton", False),
        (at(3, 16, 30), "", True),
        (at(3, 6, 0), "", True),
    ],
)
def test_an_unusual_time_is_told(starts: datetime, day_off: str, hours: bool) -> None:
    """Days off by law and by custom, and times outside office hours, which are the city's own setting."""
    found = unusual(starts)
    assert (found.day_off, found.hours, bool(found)) == (day_off, hours, bool(day_off or hours))
    assert meeting_terms().length.minutes == 60


def test_a_case_that_goes_on_from_memory_tells_of_meetings_like_one_read_anew(town: Town) -> None:
    """Before the first booking nothing does; from then on what moves a meeting, and who takes part, does, after each event alike."""
    told: list[bool] = []

    class Asking(Player):
        def _by(self, told_event: Told, entry: Entry) -> str:
            uid = super()._by(told_event, entry)
            row = find_case(self.case) if self.case else None
            assert row is not None
            remembered, anew = open_file(row), open_file_anew(row)
            told.append(tells_of_meetings(remembered, remembered.rows[-1:]))
            assert told[-1] == tells_of_meetings(anew, anew.rows[-1:])
            return uid

    Asking(town, scenario("missed-with-new-time-twice")).play()
    assert not told[0]
    assert any(told)
