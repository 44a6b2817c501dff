"""The day that a routine plans back from is read from its own duties."""

from datetime import date

from hemvist.cases.library import library
from hemvist.routines.counting_back import (
    arrivals,
    asks_whether_happened,
    by_the_day,
    counted_from,
    hangs_on,
    period_after,
    wanted_on,
)
from hemvist.routines.model import Edition, NamedDate
from tests.support.small_edition import small_edition


def edition(routine: str) -> Edition:
    """The newest edition of a routine."""
    return library().routines[routine].editions[-1]


def day_of_insluss() -> NamedDate:
    """The day that insluss is planned back from."""
    named = counted_from(edition("insluss"))
    assert named is not None
    return named


def test_the_day_is_the_one_that_most_duties_are_due_before() -> None:
    """In insluss the planned release, and not the last day of the supervision, after which one duty opens."""
    assert day_of_insluss().id == "planned-release"


def test_a_routine_without_such_a_day_has_none() -> None:
    """Kompetenscenter and the small document plan back from nothing."""
    assert counted_from(edition("kompetenscenter")) is None
    assert counted_from(small_edition()) is None


def test_what_says_that_the_day_has_come_begins_the_period_after_it() -> None:
    """The release begins the supervision."""
    named = day_of_insluss()
    assert arrivals(edition("insluss"), named) == ("released",)
    period = period_after(edition("insluss"), named)
    assert period is not None
    assert period.id == "supervision"


def test_the_wanted_day_is_the_one_without_regard_to_how_short_the_time_is() -> None:
    """Eight weeks before, however late the case came; none for a duty that is not counted from the day."""
    found, named, release = edition("insluss"), day_of_insluss(), date(2026, 3, 23)
    assert wanted_on(found, found.duties["hold-first-video-meeting"], named, release) == date(2026, 1, 26)
    assert wanted_on(found, found.duties["book-planning-after-release"], named, release) == release
    assert wanted_on(found, found.duties["map-needs"], named, release) is None


def test_conditions_are_followed_into_what_they_are_put_together_of() -> None:
    """Short notice is one of two conditions by the day; whether the person is released stands in conditions of its own."""
    found, named = edition("insluss"), day_of_insluss()
    assert by_the_day(found, "short-notice", named)
    assert not by_the_day(found, "person-is-released", named)
    assert asks_whether_happened(found, "not-released", ("released",))
    assert not asks_whether_happened(found, "short-notice", ("released",))
    assert hangs_on(found, found.duties["confirm-release"], named)
    assert not hangs_on(found, found.duties["map-needs"], named)
