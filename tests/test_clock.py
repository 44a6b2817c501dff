"""The one clock: the present, or what a block of code has set it to."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from hemvist import clock

MIDSUMMER = datetime(2026, 6, 19, 23, 30, tzinfo=UTC)


def test_the_clock_gives_the_present_moment_in_utc() -> None:
    """Between two readings of the computer's own clock."""
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_today_is_the_day_it_is_in_the_city() -> None:
    """Half past eleven at night in UTC is already the next day in Göteborg in summer."""
    with clock.set_to(MIDSUMMER):
        assert clock.today() == date(2026, 6, 20)


def test_a_clock_set_for_a_block_is_the_block_s_own() -> None:
    """Another thread still has the present; after the block so has this one."""
    seen: list[datetime] = []
    with clock.set_to(MIDSUMMER):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
        assert clock.now() == MIDSUMMER
    assert seen[0] != MIDSUMMER
    assert clock.now() != MIDSUMMER


def test_a_clock_set_in_every_thread_is_set_for_a_server_too() -> None:
    """What a browser test sets, the server that it talks to goes by; a block's own time goes before it."""
    seen: list[datetime] = []
    with clock.set_in_every_thread(MIDSUMMER):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
        with clock.set_to(MIDSUMMER + timedelta(days=1)):
            assert clock.now() == MIDSUMMER + timedelta(days=1)
    assert seen == [MIDSUMMER]
    assert clock.now() != MIDSUMMER


@pytest.mark.parametrize("setting", [clock.set_to, clock.set_in_every_thread])
def test_a_moment_without_a_time_zone_is_refused(setting: type) -> None:
    """A bare time means different moments in different places."""
    with pytest.raises(ValueError, match="time zone"), setting(MIDSUMMER.replace(tzinfo=None)):
        pass
