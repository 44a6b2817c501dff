"""The calendar."""

from datetime import date

import pytest

from hemvist.web.calendar.weeks import WeekError, days_of, in_words, monday_of, written_week
from tests.factories import City
from tests.web.work_city import ClientOf, opened, record

TODAY = date(2026, 11, 22)


def test_weeks_begin_on_monday_and_follow_iso() -> None:
    """The last days of 2026 are in week 53; a week is written with its own year."""
    assert monday_of("2026-48", TODAY) == date(2026, 11, 23)
    assert monday_of("", TODAY) == date(2026, 11, 16)
    assert written_week(date(2026, 12, 28)) == "2026-53"
    assert written_week(date(2024, 12, 30)) == "2025-01"


@pytest.mark.parametrize(
    "text", ["2025-53", "2026-00", "2026-54", "x", "2026-4", "0000-01", "9999-52", "2026-48'", "2026-٤٨"]
)
def test_a_week_that_does_not_exist_is_refused(text: str) -> None:
    """Neither guessed nor rounded."""
    with pytest.raises(WeekError, match="Veckan finns inte"):
        monday_of(text, TODAY)


def test_a_week_is_told_with_its_days() -> None:
    """Months and years are named once where that is enough."""
    assert in_words(date(2026, 11, 23)) == "Vecka 48, 23–29 november 2026"
    assert in_words(date(2026, 11, 30)) == "Vecka 49, 30 november–6 december 2026"
    assert in_words(date(2026, 12, 28)) == "Vecka 53, 28 december 2026–3 januari 2027"


def test_empty_weekends_are_left_out() -> None:
    """Five days, and today if it is a Sunday."""
    assert [day.name for day in days_of(date(2026, 11, 23), [], TODAY)] == [
        "Måndag",
        "Tisdag",
        "Onsdag",
        "Torsdag",
        "Fredag",
    ]
    assert days_of(date(2026, 11, 16), [], TODAY)[-1].name == "Söndag"


def test_a_bad_week_in_the_address_is_told(city: City, client_of: ClientOf) -> None:
    """With the status of a bad request and what to write instead."""
    answer = client_of(city.caseworker).get("/kalender/?vecka=2026-99")
    assert answer.status_code == 400
    assert "Skriv år och vecka" in answer.content.decode()


def test_a_due_day_stands_in_its_week(city: City, client_of: ClientOf) -> None:
    """What the viewer has to do is there with the client's name."""
    opened(city, days_ago=0)
    client = client_of(city.caseworker)
    pages = [client.get(f"/kalender/?vecka={written_week(monday)}").content.decode() for monday in _coming_mondays()]
    assert any("Bedöm klientens behov av stöd" in page and "Karin Östlund" in page for page in pages)


def _coming_mondays() -> list[date]:
    """Mondays of this week and the five that follow."""
    from datetime import timedelta

    from hemvist import clock

    first = monday_of("", clock.today())
    return [first + timedelta(weeks=number) for number in range(6)]


def test_a_manager_sees_what_nobody_has_been_given(city: City, client_of: ClientOf) -> None:
    """With whose turn it is, and that it waits to be given to somebody."""
    case = opened(city, days_ago=0)
    record(city.caseworker, case, "party-left", role="caseworker", reason="Slutar")
    client = client_of(city.unit_manager)
    pages = [client.get(f"/kalender/?vecka={written_week(monday)}").content.decode() for monday in _coming_mondays()]
    [page] = [page for page in pages if "Bedöm klientens behov av stöd" in page]
    assert "Socialsekreterare" in page
    assert "Inte tilldelad" in page
