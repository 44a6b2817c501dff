"""Old rows of the access log leave after the city's own time, counted, and only when nobody can ask for them any more."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction

from hemvist import clock
from hemvist.cases.emergency import Asked, open_for_emergency
from hemvist.cases.emergency_reviews import review_opening
from hemvist.cases.log_review import accesses, begin_review, reviews_due
from hemvist.cases.log_review_items import judge_access, view_review
from hemvist.cases.models import Case
from hemvist.cases.oversight_terms import period_before
from hemvist.cases.verifying import verify_record
from hemvist.clock import LOCAL_ZONE
from hemvist.retention import access_log
from hemvist.retention.access_log import LogRemoved, kept_at_least, oldest_kept, remove_old_log, removed_so_far
from hemvist.retention.approving import approve
from hemvist.retention.holds import put_hold
from hemvist.retention.models import LogRemoval
from hemvist.retention.rules import rule_on
from hemvist.retention.verifying import verify_retention
from hemvist.secrecy import log
from hemvist.secrecy.models import (
    AccessLogCase,
    AccessLogEntry,
    EmergencyAccess,
    LogReview,
    LogReviewItem,
    LogReviewOutcome,
)
from tests.cases.test_append_only import behind_the_triggers
from tests.cases.town import TODAY, Town
from tests.retention.old import CLOSED, Archive, at, let_go, old_case, row_of, someone
from tests.retention.test_guards import assert_refused

YEARS = rule_on(TODAY).access_log_kept_at_least_years
LATER = date(CLOSED.year + YEARS, CLOSED.month, CLOSED.day) + timedelta(days=1)
"""The first day on which all that was done in 2020 is old enough."""


def leave(town: Town, archive: Archive, *cases: UUID) -> None:
    """Let cases leave, today."""
    let_go(town, *cases)
    archive.package()
    assert archive.remove().done == len(cases)


def on_the_day(day: date = LATER) -> LogRemoved:
    """Remove what may go on a day."""
    with clock.set_to(at(day)):
        return remove_old_log(day, lambda _: None)


@pytest.fixture
def left(town: Town, archive: Archive) -> UUID:
    """A case of 2020 that has left, with all that was logged of it."""
    case = old_case(town)
    leave(town, archive, case)
    return case


def from_2020() -> int:
    """How many rows of the log are from that year."""
    return AccessLogEntry.objects.filter(at__year=2020).count()


def test_rows_about_a_case_that_has_left_go_when_they_are_old_enough_and_are_counted(town: Town, left: UUID) -> None:
    """Not a day before; what is younger stays; the record still holds."""
    old, young = from_2020(), AccessLogEntry.objects.filter(at__year__gt=2020).count()
    assert old
    assert young
    assert on_the_day(date(2020 + YEARS, 3, 2)) == LogRemoved()
    removed = on_the_day()
    assert removed == LogRemoved(entries=old, written=old) == removed_so_far()
    assert from_2020() == 0
    assert AccessLogEntry.objects.count() == young
    assert not AccessLogCase.objects.exclude(entry__in=AccessLogEntry.objects.all()).exists()
    kept = LogRemoval.objects.get()
    assert (kept.entries, kept.kept_years, kept.source) == (old, YEARS, "local setting")
    assert [*verify_record(), *verify_retention()] == []
    assert on_the_day() == LogRemoved()


def test_every_row_about_a_case_that_is_here_stays_however_old(town: Town, archive: Archive) -> None:
    """The client's extract holds every time; also a row that a case that has left shares with one that is here."""
    gone, here = old_case(town), old_case(town, someone("Kvar"))
    put_hold(town.viewer("c-manager"), here, "Tvist", "SoL 16:1", None)
    with clock.set_to(at(CLOSED)):
        log.log_shown(town.viewer("c-colleague", CLOSED), "search", [row_of(gone), row_of(here)])
    about_it = AccessLogCase.objects.filter(case_row=row_of(here)).count()
    leave(town, archive, gone)
    assert on_the_day().entries
    assert AccessLogCase.objects.filter(case_row=row_of(here)).count() == about_it
    assert AccessLogEntry.objects.filter(page="search").count() == 1


def test_rows_about_no_case_go_by_their_age_alone(town: Town) -> None:
    """A search that found nothing, an attempt at what is not there."""
    with clock.set_to(at(CLOSED)):
        log.log_shown(town.viewer("c-colleague", CLOSED), "search", [])
        log.log_refused(town.viewer("c-colleague", CLOSED), "case", None)
    assert on_the_day() == LogRemoved(entries=2, shown=1, refused=1)


def reviewed(town: Town) -> int:
    """A review of the accesses of March 2020, begun then."""
    day = date(2020, 4, 6)
    with clock.set_to(at(day)):
        return begin_review(town.viewer("c-manager", day), town.units["centrum"].pk, period_before(day).first_day)


def test_an_open_review_keeps_all_from_its_first_day_until_it_is_done(town: Town, archive: Archive) -> None:
    """Being asked about is not done; when it is, the accesses that it chose go with the rest, and that it was made stays."""
    case = old_case(town)
    with clock.set_to(at(date(2020, 2, 3))):
        log.log_shown(town.viewer("c-colleague", date(2020, 2, 3)), "search", [])
    review = reviewed(town)
    leave(town, archive, case)
    kept = oldest_kept(LATER)
    assert (kept.day, kept.review) == (date(2020, 3, 1), ("Enhet centrum", date(2020, 3, 1)))
    assert on_the_day() == LogRemoved(entries=1, shown=1)
    manager = town.viewer("c-manager")
    items = view_review(manager, review).items
    for outcome in ("asked", "in-order"):
        assert on_the_day() == LogRemoved()
        for item in items:
            judge_access(manager, review, item.id, outcome, "Svar")
    assert reviews_due(manager)[0].review is None
    removed = on_the_day()
    assert removed.reviewed == len(items) > 0
    assert from_2020() == 0
    assert not LogReviewItem.objects.exists()
    assert not LogReviewOutcome.objects.exists()
    assert LogReview.objects.get().pk == review
    assert [*verify_record(), *verify_retention()] == []


def opened_for_life(town: Town, case: UUID) -> None:
    """Somebody else opens a case for life or health, and its manager finds that in order."""
    asked = Asked(Case.objects.get(public_id=case).reference, "life", "Fara", frozenset({"health"}))
    with clock.set_to(at(CLOSED)):
        open_for_emergency(town.viewer("h-caseworker", CLOSED), asked)
        opening = EmergencyAccess.objects.latest("pk").pk
        review_opening(town.viewer("c-manager", CLOSED), opening, "in-order", "Stämmer.")


def test_openings_for_life_or_health_go_with_the_log(town: Town, archive: Archive) -> None:
    """Of a case that has left; of one that is here they stay."""
    gone, here = old_case(town), old_case(town, someone("Kvar"))
    for case in (gone, here):
        opened_for_life(town, case)
    leave(town, archive, gone)
    assert on_the_day().emergencies == 1
    assert EmergencyAccess.objects.get().case_row == row_of(here)


def test_many_rows_go_in_lots_each_counted(town: Town, left: UUID) -> None:
    """Each lot is whole or not at all; one who breaks off and begins again loses none and counts none twice."""
    old, told = from_2020(), []

    def breaks_off(removed: int) -> None:
        told.append(removed)
        raise KeyboardInterrupt

    with clock.set_to(at(LATER)), pytest.raises(KeyboardInterrupt):
        remove_old_log(LATER, breaks_off, lot=2)
    assert told == [2]
    assert from_2020() == old - 2
    assert removed_so_far().entries == 2
    with clock.set_to(at(LATER)):
        remove_old_log(LATER, told.append, lot=2)
    assert from_2020() == 0
    assert removed_so_far().entries == old
    assert LogRemoval.objects.count() == -(-old // 2) > 1
    assert verify_retention() == []


# -- what the database refuses ---------------------------------------------------------------------------------------------------------------


def written(**other: object) -> str:
    """The statement that lets all rows of 2020 go, with some of it otherwise."""
    entries = AccessLogEntry.objects.filter(at__year=2020).order_by("pk")
    told: dict[str, object] = {
        "oldest_kept": f"'{CLOSED + timedelta(days=1)}'",
        "oldest_kept_at": f"'{CLOSED} 22:00:00'",
        "kept_years": YEARS,
        "source": "'local setting'",
        "first_entry": entries[0].pk,
        "last_entry": entries.reverse()[0].pk,
        "entries": entries.count(),
        **dict.fromkeys(("shown", "written", "refused", "reviewed", "emergencies"), 0),
        "removed_at": f"'{LATER} 10:00:00'",
    } | other
    return f"INSERT INTO retention_logremoval ({', '.join(told)}) VALUES ({', '.join(map(str, told.values()))})"


@pytest.mark.parametrize(
    "other",
    [
        {"removed_at": f"'{LATER - timedelta(days=2)} 10:00:00'"},
        {"kept_years": 0},
        {"entries": 1},
        {"oldest_kept_at": f"'{LATER} 22:00:00'"},
    ],
    ids=["too new", "no years at all", "not the number of rows", "a later moment than the day"],
)
def test_the_database_refuses_to_count_what_may_not_go(left: UUID, other: dict[str, object]) -> None:
    """Whoever asks; as it should be it is let through."""
    assert_refused(written(**other), match="retention_logremoval refused")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(written())
        transaction.set_rollback(True)


def test_the_database_refuses_while_a_review_is_open(town: Town, archive: Archive) -> None:
    """Also where somebody writes to it by hand."""
    case = old_case(town)
    reviewed(town)
    leave(town, archive, case)
    assert_refused(written(), match="retention_logremoval refused")


@pytest.mark.parametrize(
    "table",
    [
        "secrecy_accesslogentry",
        "secrecy_accesslogcase",
        "secrecy_logreviewitem",
        "secrecy_logreviewoutcome",
        "secrecy_emergencyaccess",
    ],
)
def test_no_row_is_deleted_or_changed_that_has_not_been_counted(town: Town, archive: Archive, table: str) -> None:
    """Neither before any has been, nor those of later or of cases here, after some have."""
    gone, here = old_case(town), old_case(town, someone("Kvar"))
    opened_for_life(town, here)
    manager, review = town.viewer("c-manager"), reviewed(town)
    for item in view_review(manager, review).items:
        judge_access(manager, review, item.id, "in-order", "Stämmer.")
    assert_refused(f"DELETE FROM {table}")
    leave(town, archive, gone)
    assert_refused(f"DELETE FROM {table}")
    assert on_the_day().entries
    assert_refused(f"DELETE FROM {table}")
    assert_refused(f"UPDATE {table} SET id = id")


def test_a_case_that_leaves_later_takes_no_row_with_it_uncounted(town: Town, archive: Archive) -> None:
    """What was counted lets those rows go that could go then, and none that only could later."""
    gone, here = old_case(town), old_case(town, someone("Kvar"))
    leave(town, archive, gone)
    assert on_the_day().entries
    about_it = AccessLogCase.objects.filter(case_row=row_of(here), entry__at__year=2020).count()
    with clock.set_to(at(LATER + timedelta(days=1))):
        approve(town.viewer("c-manager", clock.today()), [here])
        archive.package(clock.today())
        assert archive.remove(clock.today()).done == 1
    assert_refused("DELETE FROM secrecy_accesslogcase")
    assert on_the_day(LATER + timedelta(days=2)).entries == about_it > 0


def test_what_has_been_counted_is_never_changed_and_a_missing_guard_is_found(left: UUID) -> None:
    """By the check of the record."""
    on_the_day()
    assert_refused("DELETE FROM retention_logremoval")
    assert_refused("UPDATE retention_logremoval SET entries = 0")
    with behind_the_triggers():
        found = {(d.code, d.place) for d in verify_retention()}
    assert {("REC-T1", "retention_logremoval"), ("REC-T2", "retention_logremoval")} <= found


# -- for how long ----------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A city's own file: from 2027 it keeps the log for three years, from 2028 for twelve."""
    text = Path(access_log.__file__).parents[1].joinpath("governing/retention.toml").read_text(encoding="utf-8")
    rule = text[text.rindex("[[rule]]") :]
    own = tmp_path / "stad.toml"
    for day, years in (("2027-01-01", 3), ("2028-01-01", 12)):
        newer = rule.replace("valid_from = 2026-01-15", f"valid_from = {day}")
        text += "\n" + newer.replace("access_log_kept_at_least_years = 10", f"access_log_kept_at_least_years = {years}")
    own.write_text(text, encoding="utf-8")
    monkeypatch.setenv("HEMVIST_RETENTION", str(own))
    return own


@pytest.mark.parametrize(
    ("today", "years"),
    [("2026-06-01", 10), ("2027-06-01", 10), ("2028-06-01", 12), ("2040-06-01", 12)],
)
def test_the_longest_of_the_times_that_have_been_told_counts(city: Path, db: None, today: str, years: int) -> None:
    """A client who was told of ten years is not told a lie when the city shortens it; a longer time holds at once."""
    day = date.fromisoformat(today)
    assert kept_at_least(day).access_log_kept_at_least_years == years
    assert oldest_kept(day).day == day.replace(year=day.year - years)


def test_a_shortened_time_holds_when_all_that_the_longer_was_told_of_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None, city: Path
) -> None:
    """Then it has outlived every row that it was ever about."""
    text = city.read_text(encoding="utf-8")
    city_two = tmp_path / "annan.toml"
    city_two.write_text(text[: text.rindex("[[rule]]")], encoding="utf-8")
    monkeypatch.setenv("HEMVIST_RETENTION", str(city_two))
    assert kept_at_least(date(2036, 12, 31)).access_log_kept_at_least_years == 10
    assert kept_at_least(date(2037, 1, 1)).access_log_kept_at_least_years == 3


def test_the_day_begins_in_the_citys_own_time(db: None) -> None:
    """At midnight there."""
    kept = oldest_kept(TODAY)
    assert kept.at.astimezone(LOCAL_ZONE) == datetime(2016, 3, 2, tzinfo=LOCAL_ZONE)


def test_a_review_of_a_case_that_has_left_says_nothing_of_relations_that_cannot_be_known(
    town: Town, left: UUID
) -> None:
    """Its grants are gone; nobody is pointed at for that."""
    unit = town.units["centrum"].pk
    found = [one.reasons for one in accesses(unit, period_before(date(2020, 4, 6)))]
    assert found
    assert all("no-relation" not in reasons for reasons in found)
