"""A city of many open duties, written straight into a database of its own. Only for measuring: nothing here goes through ``record_event``."""

import re
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import connection, transaction

from hemvist.organisation.models import Administration, Board, RoleHolding, Unit, Worker

UNITS = 5
WORKERS = 10
DUTIES_PER_CASE = 5
USERNAME = "benchmark"
PASSWORD = "only-for-measuring"  # noqa: S105  # its database is thrown away when the measurement ends

# DAY(x) is the day x days from today, HEX(i) a UUID made of a number; both are put in each database's own words.
_NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {rows}) "
_PEOPLE = """
INSERT INTO persons_person
    (id, public_id, given_name, family_name, search_name, protection, city_area, phone, address)
{numbers}
SELECT i, HEX(i), 'Förnamn', 'Efternamn ' || i, 'efternamn ' || i, 'none', '', '', '' FROM numbers"""
_CASES = """
INSERT INTO cases_case
    (id, public_id, reference, person_id, routine, owner_board_id, opened_on, opened_unit_id, owner_unit_id, edition, state, protected,
     evaluated_on, sequence, chain, mark)
{numbers}
SELECT i, HEX(i), 'KC-' || i, i, 'kompetenscenter', {board}, DAY(-(i % 300)), {unit} + i % {units}, {unit} + i % {units}, 'e2', 'open', 1 = 0,
       DAY(0), 1, '', 0 FROM numbers"""
_GRANTS = """
INSERT INTO secrecy_grant (case_row, unit_id, kinds, ground, source, protected, first_day, event)
{numbers}
SELECT i, {unit} + i % {units}, '*', 'own-board', 'decider', 1 = 0, DAY(-400), '' FROM numbers"""
_NAMED = """
INSERT INTO secrecy_grant (case_row, worker_id, kinds, ground, source, protected, first_day, event)
{numbers}
SELECT i, {worker} + i % {workers}, '*', 'named', 'decider', 1 = 0, DAY(-400), '' FROM numbers"""
_DUTIES = """
INSERT INTO cases_dutyrow
    (case_id, duty, instance, routine, edition, label, clauses, role, unit_id, assignee_id, information, state, open, opened_on, due_on,
     sort_on, due_is_local, waiting_for, missing, reveals)
{numbers}
SELECT 1 + i % {cases}, 'book-meeting', 'i' || i, CASE i / 19 % 3 WHEN 0 THEN 'insluss' ELSE 'kompetenscenter' END, 'e2',
       'Boka inskrivningsmöte', 'KC-40', CASE i / 13 % 7 WHEN 0 THEN 'lead_caseworker' ELSE 'caseworker' END,
       {unit} + (1 + i % {cases}) % {units}, CASE i / 23 % 4 WHEN 0 THEN NULL ELSE {worker} + (1 + i % {cases}) % {workers} END,
       CASE i / 11 % 5 WHEN 0 THEN 'plan' ELSE 'booking' END, CASE i / 17 % 6 WHEN 0 THEN 'waiting' ELSE 'open' END, 1 = 1,
       DAY(-30), DAY(i * 37 % 127 - 20), DAY(i * 37 % 127 - 20), 1 = 0, '', '', '' FROM numbers"""


def build(
    open_duties: int, today: date, units: int = UNITS, workers: int = WORKERS, cases: int | None = None
) -> Worker:
    """Fill an empty, migrated database and give the worker whose list is measured: they hold a role at the first unit and have duties of their own.

    ``cases``: how many there are, if not one for every ``DUTIES_PER_CASE``.
    """
    viewer = _staff(today, units, workers)
    cases = cases or open_duties // DUTIES_PER_CASE
    places = {
        "board": 1,
        "unit": 1,
        "worker": 1,
        "units": units,
        "workers": workers,
        "cases": cases,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        for template, rows in (
            (_PEOPLE, cases),
            (_CASES, cases),
            (_GRANTS, cases),
            (_NAMED, cases),
            (_DUTIES, open_duties),
        ):
            cursor.execute(_worded(template.format(numbers=_NUMBERS.format(rows=rows), **places), today))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return viewer


def _staff(today: date, how_many_units: int, how_many_workers: int) -> Worker:
    """Make the units and the workers, spread over them; the first one can sign in. The ids are the same in every city, so that a query fits all."""
    board = Board.objects.create(id=1, code="bench", name="Socialnämnden Mätning")
    office = Administration.objects.create(id=1, board=board, code="bench", name="SF Mätning", side="decider")
    units = [Unit(id=n, administration=office, code=f"u{n}", name=f"Enhet {n}") for n in range(1, how_many_units + 1)]
    users = [User(id=n, username=f"{USERNAME}-{n}") for n in range(1, how_many_workers + 1)]
    users[0].username, users[0].password = USERNAME, make_password(PASSWORD)
    workers = [Worker(id=user.id, user=user, name=f"Handläggare {user.id}") for user in users]
    first_day = today - timedelta(days=400)
    holdings = [
        RoleHolding(worker=worker, unit=units[number % how_many_units], role=role, first_day=first_day)
        for number, worker in enumerate(workers)
        for role in ("caseworker", "lead_caseworker")
    ]
    Unit.objects.bulk_create(units)
    User.objects.bulk_create(users)
    Worker.objects.bulk_create(workers)
    RoleHolding.objects.bulk_create(holdings)
    return workers[0]


def _worded(statement: str, today: date) -> str:
    """Put DAY(…) and HEX(…) in the words of the database in use."""
    if connection.vendor == "postgresql":
        statement = re.sub(r"DAY\((.+?)\)(?=[,\s])", rf"(DATE '{today}' + (\1))", statement)
        return re.sub(r"HEX\(i\)", "lpad(to_hex(i), 32, '0')::uuid", statement)
    statement = re.sub(r"DAY\((.+?)\)(?=[,\s])", rf"date('{today}', (\1) || ' days')", statement)
    return re.sub(r"HEX\(i\)", "printf('%032x', i)", statement)
