"""How long a writer waits when four write at once, against one alone. Each is a process of its own, as under gunicorn."""

import multiprocessing
from functools import partial
from statistics import median
from uuid import UUID

from django.db import connection, connections

from benchmarks import database
from benchmarks.interleaved import Row, at_most, timed
from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from tests.cases.town import TODAY, Town, add_person, found_town, opened

WRITERS = 4
EVENTS = 40
NOTE = "city-area-learnt"


def measure(repeats: int) -> list[Row]:
    """Give the row: the longest wait of four writers at once against the longest of one alone, each the median of so many tries."""
    with database.fresh_database():
        town = found_town()
        alone, together = [], []
        for number in range(repeats):
            alone.append(_longest(town, 1, number))
            together.append(_longest(town, WRITERS, number))
    name = f"longest wait, {WRITERS} writers, {database.vendor()}"
    return [at_most(name, median(together), median(alone), "the longest wait of one writer", 10)]


def _longest(town: Town, writers: int, number: int) -> float:
    """Give the longest that any of the writers had to wait for one event, in milliseconds."""
    cases = [opened(town, add_person(number * 10 + writer)) for writer in range(writers)]
    connections.close_all()  # a connection does not survive a fork
    fork = multiprocessing.get_context("fork")
    with fork.Pool(writers) as pool:
        waits = pool.starmap(_write, [(town, case) for case in cases], chunksize=1)
    return max(max(each) for each in waits)


def _write(town: Town, case: UUID) -> list[float]:
    viewer = town.viewer("c-caseworker")
    connection.ensure_connection()
    entries = [Entry(NOTE, TODAY, {"city_area": "centrum"}) for _ in range(EVENTS)]
    return [timed(partial(record_event, viewer, case, entry)) for entry in entries]
