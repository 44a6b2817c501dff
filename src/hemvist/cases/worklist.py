"""The worklist: whose turn it is, by when. Raw SQL that stays flat however many duties are open in the city.

Each page is the first rows of a few short sorted lists, put together: one list for each worker whose turns are mine, or for each role I
act in at each unit. Every list is read from its start (or from the last row of the page before) through an index that holds exactly its
rows in order, so the cost is that of one page. Nothing counts, nothing skips. (design.md §6)
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.cases.turns import writing
from hemvist.organisation.unit_staff import LEADING_ROLES
from hemvist.routines.deadlines import add_working_days
from hemvist.routines.explain import fact_label
from hemvist.secrecy import log
from hemvist.secrecy.kinds import read_kinds
from hemvist.secrecy.policy import SqlCondition, kinds_granted, visible
from hemvist.secrecy.viewer import Viewer

Scope = Literal["mine", "unit"]
Group = Literal["late", "today", "week", "later"]

MOST_ROWS = 100
MOST_SKIPPED = 1000
HIDDEN_WAITING = "Väntar på något som inte visas för dig."


class Cursor(NamedTuple):
    """The last row of a page: the next page begins after it."""

    sort_on: date
    id: int


class Row(NamedTuple):
    """One duty in the list. ``person`` is None where kind identity is not granted or the person is protected; ``waiting_for`` is "" unless the duty waits.

    ``missing``: the facts that must be known before the duty's day can be, in words; "" if there are none.
    """

    id: int
    case: UUID
    reference: str
    person: str | None
    duty: str
    instance: str
    label: str
    clauses: tuple[str, ...]
    routine: str
    edition: str
    role: str
    information: str
    state: str
    opened_on: date
    due_on: date | None
    due_is_local: bool
    group: Group
    waiting_for: str
    missing: str
    unit_id: int
    unit: str
    assignee_id: int | None
    assignee: str | None
    protected: bool


class WorklistPage(NamedTuple):
    """At most ``limit`` rows, and where the next page begins (None: this was the last)."""

    rows: list[Row]
    next: Cursor | None


def worklist(
    viewer: Viewer,
    scope: Scope,
    *,
    group: Group | None = None,
    role: str | None = None,
    routine: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    after: Cursor | None = None,
    limit: int = 50,
    skip: int = 0,
    page: str = "worklist",
) -> WorklistPage:
    """Give one page of open duties, by due date, and log which cases it showed.

    ``mine``: the turns of the viewer and of those they stand in for; for one who leads a unit, also what nobody else has been given of what
    the leading role has to do. ``unit``: those at the viewer's units in the roles they act in there,
    and those that nobody has been given; at a unit that they lead, everybody's. ``role`` shows that role at the viewer's units, whether or
    not they act in it. ``kind`` is the kind of information that the duty is about. Duties without a day come last. ``skip`` leaves out so
    many rows first, at most ``MOST_SKIPPED``;
    ``page`` is the name of what shows it, for the log. Always two statements.
    """
    limit, skip = max(1, min(limit, MOST_ROWS)), max(0, min(skip, MOST_SKIPPED))
    filters = _filters(viewer.today, group, {"routine": routine, "information": kind, "state": state}, after)
    lists = _my_lists(viewer, role) if scope == "mine" else _unit_lists(viewer, role)
    rows = _page(viewer, lists, filters, skip + limit + 1)[skip:] if lists else []
    with writing():  # before anything is shown; nobody who writes waits while the list is read
        log.log_shown(viewer, f"{page}:{scope}", dict.fromkeys(row[-1] for row in rows[:limit]))
    shown = [_row(row, viewer.today) for row in rows[:limit]]
    more = len(rows) > limit
    return WorklistPage(shown, Cursor(shown[-1].due_on or sql.FAR_AWAY, shown[-1].id) if more else None)


def _my_lists(viewer: Viewer, role: str | None) -> list[SqlCondition]:
    chosen = SqlCondition(" AND d.role = %s", (role,)) if role else SqlCondition("", ())
    given = [SqlCondition(f"d.assignee_id = %s{chosen.sql}", (w, *chosen.params)) for w in viewer.worker_ids]
    leads = [(h.unit_id, h.role) for h in viewer.holdings if h.role in LEADING_ROLES and role in (None, h.role)]
    return given + [SqlCondition(f"d.unit_id = %s AND d.role = %s AND {_NOBODY}", key) for key in dict.fromkeys(leads)]


def _unit_lists(viewer: Viewer, role: str | None) -> list[SqlCondition]:
    if role:
        return [SqlCondition("d.unit_id = %s AND d.role = %s", (unit, role)) for unit in viewer.unit_ids]
    led = dict.fromkeys(h.unit_id for h in viewer.holdings if h.role in LEADING_ROLES)
    acts = [(h.unit_id, h.role) for h in viewer.holdings if h.unit_id not in led]
    leads = [(unit, role) for unit in led for role in library().vocabulary.roles]
    mine = [SqlCondition("d.unit_id = %s AND d.role = %s", key) for key in dict.fromkeys(acts + leads)]
    return mine + [
        SqlCondition(f"d.unit_id = %s AND {_NOBODY}", (unit,)) for unit in viewer.unit_ids if unit not in led
    ]


def _filters(today: date, group: Group | None, equal: dict[str, str | None], after: Cursor | None) -> SqlCondition:
    parts: list[tuple[str, tuple[object, ...]]] = [
        (f"d.{column} = %s", (value,)) for column, value in equal.items() if value
    ]
    first, last = _days(today, group)
    if first:
        parts.append(("d.sort_on >= %s", (first,)))
    if last:
        parts.append(("d.sort_on <= %s", (last,)))
    if after:
        parts.append(("(d.sort_on, d.id) > (%s, %s)", (after.sort_on, after.id)))
    return SqlCondition("".join(f" AND {text}" for text, _ in parts), tuple(p for _, params in parts for p in params))


def _days(today: date, group: Group | None) -> tuple[date | None, date | None]:
    """The days that a group holds, both included; None where it has no end."""
    one, end = timedelta(days=1), week_ends(today)
    days: dict[Group | None, tuple[date | None, date | None]] = {
        "late": (None, today - one),
        "today": (today, today),
        "week": (today + one, end),
        "later": (end + one, None),
        None: (None, None),
    }
    return days[group]


@lru_cache(maxsize=64)
def week_ends(today: date) -> date:
    """The last day of the group ``week``: the Sunday of the week in which the next working day comes.

    So what is to be done on Monday never stands under later when people plan for it: on the last working day of a week, and on the days off
    after it, the group goes on to the end of the next week.
    """
    return _sunday(add_working_days(today, 1)[0])


def is_next_week(today: date) -> bool:
    """Whether the group ``week`` goes on into the week after this one."""
    return week_ends(today) > _sunday(today)


def _sunday(day: date) -> date:
    return day + timedelta(days=7 - day.isoweekday())


def group_of(due_on: date | None, today: date) -> Group:
    """The group that a due date belongs to."""
    if due_on is None:
        return "later"
    if due_on < today:
        return "late"
    if due_on == today:
        return "today"
    return "week" if due_on <= week_ends(today) else "later"


_NOBODY = "d.assignee_id IS NULL"
_ROW = (
    "d.id, c.public_id, c.reference, p.given_name || ' ' || p.family_name, d.duty, d.instance, d.label, d.clauses, d.routine, d.edition,"
    " d.role, d.information, d.state, d.opened_on, d.due_on, d.due_is_local, d.waiting_for, d.missing, d.unit_id, u.name, d.assignee_id,"
    " w.name, c.protected, d.reveals, {kinds}, d.case_id"
)
_DUTIES = "SELECT d.sort_on, d.id, d.case_id FROM cases_dutyrow d{by} WHERE d.open AND {which}{filters}"
_PAGE = (
    "SELECT {columns} FROM ({first}) AS page"
    " JOIN cases_dutyrow d ON d.id = page.id JOIN cases_case c ON c.id = d.case_id JOIN persons_person p ON p.id = c.person_id"
    " JOIN organisation_unit u ON u.id = d.unit_id LEFT JOIN organisation_worker w ON w.id = d.assignee_id"
    " ORDER BY page.sort_on, page.id"
)


def _page(viewer: Viewer, lists: Sequence[SqlCondition], filters: SqlCondition, limit: int) -> list[tuple[Any, ...]]:
    """The first ``limit`` rows of all lists together, each row once, with what the page shows of it."""
    first, kinds = _first(viewer, lists, filters, limit), kinds_granted(viewer, "d.case_id")
    page = _PAGE.format(columns=_ROW.format(kinds=kinds.sql), first=first.sql)
    return sql.fetch(page, [*kinds.params, *first.params])


def _first(viewer: Viewer, lists: Sequence[SqlCondition], filters: SqlCondition, limit: int) -> SqlCondition:
    """The places of those rows. SQLite reads the lists side by side and asks of each row once whether it is seen, until there are enough.

    PostgreSQL would read them all to their ends before it puts them together: there each list is cut, and the cut lists are merged as they are read.
    """
    seen = visible(viewer, "d.case_id", row_by_row=True)
    parts = [_DUTIES.format(by=_by(part), which=part.sql, filters=filters.sql) for part in lists]
    params = [[*part.params, *filters.params] for part in lists]
    if sql.is_sqlite():
        together = f"SELECT d.sort_on, d.id FROM ({' UNION '.join(parts)} ORDER BY 1, 2) AS d WHERE {seen.sql} LIMIT %s"  # noqa: S608 (own words)
        return SqlCondition(together, (*(p for some in params for p in some), *seen.params, limit))
    cut = [f"SELECT * FROM ({part} AND {seen.sql} ORDER BY d.sort_on, d.id LIMIT %s) AS part" for part in parts]  # noqa: S608 (own words)
    each = (p for some in params for p in (*some, *seen.params, limit))
    together = f"SELECT DISTINCT sort_on, id FROM ({' UNION ALL '.join(cut)}) AS lists ORDER BY sort_on, id LIMIT %s"  # noqa: S608 (own words)
    return SqlCondition(together, (*each, limit))


def _by(part: SqlCondition) -> str:
    """The index of what nobody has been given is named: SQLite, which thinks of "nobody" as one worker among many, would read the whole city's."""
    if _NOBODY not in part.sql:
        return ""
    return sql.by_index("open_by_unit_role" if "d.role" in part.sql else "open_unassigned_by_unit")


@cache
def _in_words(routine: str, edition: str, facts: str) -> str:
    """Say which facts are missing: the question, and the form in which it stands."""
    known = edition_of(routine, edition)
    return ", ".join(fact_label(fact, known) for fact in facts.split(","))


def _row(row: tuple[Any, ...], today: date) -> Row:
    """What the list shows of a row of the page; the name and the texts only where their kinds are granted."""
    (
        *head,
        due_on,
        local,
        waiting,
        missing,
        unit_id,
        unit,
        assignee_id,
        assignee,
        protected,
        reveals,
        kinds_text,
        _,
    ) = row
    (
        id_,
        case,
        reference,
        person,
        duty,
        instance,
        label,
        clauses,
        routine,
        edition,
        role,
        information,
        state,
        opened_on,
    ) = head
    kinds, due = read_kinds(kinds_text), sql.day_out(due_on)
    told = kinds.covers(frozenset(reveals.split(",")) - {""})
    name = person if "identity" in kinds and not protected else None
    return Row(
        id_, sql.uuid_out(case), reference, name, duty, instance, label, tuple(clauses.split(",")), routine, edition, role,
        information, state, opened_on, due, bool(local), group_of(due, today), waiting if told or not waiting else HIDDEN_WAITING,
        _in_words(routine, edition, missing) if told and missing else "", unit_id, unit, assignee_id, assignee, bool(protected),
    )  # fmt: skip
