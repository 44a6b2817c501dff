"""The lock that lets one writer at a time into SQLite's file."""

import fcntl
import os
from pathlib import Path
from threading import Thread

from hemvist.cases.turns import lock_at

LET_IN, KEPT_OUT = 0, 1


def tries(path: str) -> int:
    """Whether one who does not want to wait is let in."""
    try:
        fcntl.flock(lock_at(path).file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return KEPT_OUT
    return LET_IN


def opened(path: str) -> int:
    """How many times this process has the file open."""
    found = 0
    for opening in Path("/proc/self/fd").iterdir():
        try:
            found += str(opening.readlink()) == path
        except FileNotFoundError:
            continue  # the listing's own
    return found


def test_a_thread_opens_the_file_once_and_closes_it_when_it_ends(tmp_path: Path) -> None:
    """However many turns it takes; and another file takes the place of the one before."""
    path, other = str(tmp_path / "one.turn"), str(tmp_path / "other.turn")
    seen: list[int] = []

    def work() -> None:
        assert lock_at(path) is lock_at(path)
        seen.append(opened(path))
        lock_at(other)
        seen.extend((opened(path), opened(other)))

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [1, 0, 1]
    assert opened(other) == 0


def test_two_threads_of_a_process_keep_each_other_out(tmp_path: Path) -> None:
    """Each has an opening of its own."""
    path = str(tmp_path / "one.turn")
    assert tries(path) == LET_IN
    seen: list[int] = []
    thread = Thread(target=lambda: seen.append(tries(path)))
    thread.start()
    thread.join()
    assert seen == [KEPT_OUT]


def test_a_process_that_is_forked_off_waits_for_its_parents_turn(tmp_path: Path) -> None:
    """And its end does not take the turn from the parent."""
    path = str(tmp_path / "one.turn")
    assert tries(path) == LET_IN
    for _ in range(2):
        child = os.fork()
        if child == 0:
            os._exit(tries(path))
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == KEPT_OUT
