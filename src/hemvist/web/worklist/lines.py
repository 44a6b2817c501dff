"""A page of duties as lines ready to print. What many lines share (days, holders, clauses) is put together once, so that the template only prints.

A line holds few values on purpose: the page's speed is the number of values it escapes.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext
from markupsafe import Markup

from hemvist.cases.worklist import Row
from hemvist.web.dates_in_words import due_icon, due_tone, due_words

_CHIP = Markup(' <a class="hv-clause" href="{href}" data-clause="{clause}" title="{why}">{clause}</a>')
_HOLDER = Markup('{holder}<span class="hv-row-note">{more}</span>')


class Line(NamedTuple):
    """One duty. ``case`` and ``role`` make its address and what its box posts; ``clauses``, ``icon`` and ``holder`` are ready markup."""

    case: str
    role: str
    label: str
    clauses: Markup
    note: str
    protected: bool
    person: str
    reference: str
    due: str
    due_on: str
    tone: str
    icon: Markup
    local: str
    holder: Markup


class Part(NamedTuple):
    """The duties of one group of days, under its heading."""

    group: str
    heading: str
    lines: list[Line]


def parts_of(
    rows: Iterable[Row],
    today: date,
    roles: dict[str, str],
    icons: dict[str, Markup] | None = None,
    only_unit: str | None = None,
    own: tuple[int, ...] = (),
) -> list[Part]:
    """Set rows under their headings. ``roles`` names roles in words; ``icons`` are drawings by name.

    ``only_unit`` is the viewer's unit if they have but one: it is not named beside each of its workers.
    ``own``: workers whose name is not told on their rows, as in one's own list.
    """
    headings = {
        "late": gettext("Försenat"),
        "today": gettext("I dag"),
        "week": gettext("Den här veckan"),
        "later": gettext("Senare"),
    }
    words = _Words(today, roles, icons or {}, only_unit, own)
    made = groupby(rows, key=lambda row: row.group)
    return [Part(group, headings[group], [words.line(row) for row in found]) for group, found in made]


class _Words:
    """Chooses words, and remembers what it has put together."""

    def __init__(
        self, today: date, roles: dict[str, str], icons: dict[str, Markup], only_unit: str | None, own: tuple[int, ...]
    ) -> None:
        self.today, self.roles, self.icons, self.only_unit, self.own = today, roles, icons, only_unit, own
        self.dues: dict[tuple[date | None, str], tuple[str, str, str, Markup]] = {}
        self.chips: dict[tuple[str, str, tuple[str, ...]], Markup] = {}
        self.holders: dict[tuple[str | None, str, str], Markup] = {}
        self.why = gettext("Läs punkten i rutinen")
        self.local = " · " + gettext("stadens egen tid")

    def line(self, row: Row) -> Line:
        """Make the line of a duty."""
        return Line(
            str(row.case),
            row.role,
            row.label,
            self._chips(row.routine, row.edition, row.clauses),
            row.waiting_for or row.missing,
            row.protected,
            row.person or "",
            row.reference,
            *self._due(row.due_on, row.state),
            self.local if row.due_is_local and row.due_on else "",
            Markup("") if row.assignee_id in self.own else self._holder(row.assignee, row.unit, row.role),
        )

    def _chips(self, routine: str, edition: str, clauses: tuple[str, ...]) -> Markup:
        """Draw the clauses that a duty rests on."""
        key = (routine, edition, clauses)
        if key not in self.chips:
            page = f"/rutiner/{routine}/{edition}/#"
            made = (_CHIP.format(href=page + clause, clause=clause, why=self.why) for clause in clauses)
            self.chips[key] = Markup("").join(made)
        return self.chips[key]

    def _due(self, day: date | None, state: str) -> tuple[str, str, str, Markup]:
        """Say by when, or what is in the way: words, date, tone and drawing."""
        key = (day, state)
        if key not in self.dues:
            words, tone, icon = self._told(day, state)
            self.dues[key] = (words, day.isoformat() if day else "", tone, self.icons.get(icon, Markup("")))
        return self.dues[key]

    def _told(self, day: date | None, state: str) -> tuple[str, str, str]:
        """Choose the words of a day or a state, with their tone and drawing."""
        if state == "waiting":
            return gettext("Väntar"), "info", "waiting"
        if state == "undetermined":
            return gettext("Uppgift saknas"), "warning", "unknown"
        if day is None:
            return gettext("Utan datum"), "neutral", "none"
        return due_words(day, self.today), due_tone(day, self.today), due_icon(day, self.today)

    def _holder(self, assignee: str | None, unit: str, role: str) -> Markup:
        """Say who has the turn: a worker, or the unit."""
        key = (assignee, unit, role)
        if key not in self.holders:
            named = self.roles.get(role, role)
            more = f"{named} · {unit}" if assignee and unit != self.only_unit else named
            self.holders[key] = _HOLDER.format(holder=assignee or unit, more=more)
        return self.holders[key]
