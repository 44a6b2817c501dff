"""What is written as iCalendar is read as it was meant: by two independent libraries, and by the letter of the standard."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from hemvist.integrations.calendar.ics import Slot, listed, message, stored, uid_of, utc
from tests.support.rfc5545 import components, unfolded

STAMP = datetime(2026, 3, 1, 9, tzinfo=UTC)
TEN = datetime.fromisoformat("2026-03-03T10:00")


def slot(**changed: object) -> Slot:
    """A booked time."""
    known: dict[str, object] = {
        "uid": uid_of("0f3a"),
        "sequence": 2,
        "stamp": STAMP,
        "summary": "Möte i ärende KC-2026-000001",
        "starts": TEN,
        "ends": TEN + timedelta(hours=1),
        "place": "Rum 1, vån. 2; ring på\nGatan 3",
    }
    return Slot(**(known | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
def test_three_readers_agree(method: str) -> None:
    """The library it was written with, another library, and our own strict reading."""
    content = message(slot(cancelled=method == "CANCEL"), method, "hemvist@staden.example", "anna@staden.example")  # type: ignore[arg-type]
    own, [strict] = components(content)
    [one] = Calendar.from_ical(content).walk("VEVENT")
    other = vobject.readOne(content.decode()).vevent
    assert own["METHOD"] == method
    assert strict["UID"][1] == str(one["UID"]) == other.uid.value == "0f3a@hemvist"
    assert strict["SEQUENCE"][1] == str(one["SEQUENCE"]) == other.sequence.value == "2"
    assert one["DTSTART"].dt == other.dtstart.value == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert one["DTEND"].dt == other.dtend.value == datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert str(one["SUMMARY"]) == other.summary.value == "Möte i ärende KC-2026-000001"
    assert str(one["LOCATION"]) == other.location.value == "Rum 1, vån. 2; ring på\nGatan 3"
    assert strict["ORGANIZER"] == (";CN=Hemvist", "mailto:hemvist@staden.example")
    assert ("ATTENDEE" in strict) == (method != "PUBLISH")


@pytest.mark.parametrize(
    ("local", "in_utc"),
    [("2026-03-28T10:00", 9), ("2026-03-30T10:00", 8), ("2026-10-24T10:00", 8), ("2026-10-26T10:00", 9)],
)
def test_summer_time_is_counted(local: str, in_utc: int) -> None:
    """Ten in the morning is another hour in UTC before and after the clocks are changed."""
    assert utc(datetime.fromisoformat(local)).hour == in_utc


def test_a_whole_day_is_a_day() -> None:
    """Days on which something falls due have no time, and take no time."""
    content = listed([slot(starts=None, ends=None, day=date(2026, 3, 3))], "Hemvist")
    own, [strict] = components(content)
    assert own["X-WR-CALNAME"] == "Hemvist"
    assert (strict["DTSTART"], strict["DTEND"]) == ((";VALUE=DATE", "20260303"), (";VALUE=DATE", "20260304"))
    assert strict["TRANSP"][1] == "TRANSPARENT"


def test_a_stored_time_has_no_method() -> None:
    """A calendar on a server keeps no method (RFC 4791)."""
    own, _ = components(stored(slot()))
    assert "METHOD" not in own


def test_the_digest_is_of_what_is_seen() -> None:
    """A new number or stamp is nothing new; another place is."""
    assert slot().content == slot(sequence=9, stamp=STAMP + timedelta(days=1)).content
    assert slot().content != slot(place="Rum 2").content


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=300))
def test_any_text_is_folded_by_the_rules(text: str) -> None:
    """Whatever stands in a place: lines of at most 75 octets, whole letters, CRLF, and it comes back as it was."""
    content = message(slot(place=text), "PUBLISH")
    assert unfolded(content)
    components(content)
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert str(event.get("LOCATION", "")) == text
