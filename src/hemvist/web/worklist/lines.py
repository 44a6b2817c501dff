"""A page of duties as lines ready to print. What many lines share (days, holders, clauses) is put together once.

A line holds few values on purpose, each of them escaped here once: the page's speed is the number of values that are escaped. The template draws
the shape of a row once, with names in the places of the values, and each line fills it (``Part.rows``).
"""

from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext
from markupsafe import Markup

from hemvist.cases.worklist import Group, Row, is_next_week
from hemvist.web.dates_in_words import due_icon, due_tone, due_words, waiting_words

# Filled with texts that are escaped; `Markup` would escape each value, and take ten times as long.
_CHIP = ' <a class="hv-clause" href="{page}{clause}" data-clause="{clause}" title="{why}">{clause}</a>'
_NOTE = '<span class="hv-row-note">{}</span>'
_SHIELD = '<span class="hv-shield">{icon}<span class="ds-sr-only">{words}</span></span> '
_TAG = '<span class="ds-tag hv-tag" data-color="{tone}">{icon}<span>{words}</span></span>'
_LOCAL = ' · <span class="hv-nowrap">{words}</span>'
SUNDAY = 7  # of ISO
_DAY = '<time datetime="{day}">{day}</time>{local}'


class Line(NamedTuple):
    """One duty, as the values that fill the shape of a row: all are ready markup, in which every text is escaped.

    ``case`` and ``duty`` make its address, at the duty on the page of the case; ``case`` and ``role`` what its box posts.
    """

    case: str
    duty: str
    role: str
    label: str
    clauses: str
    note: str
    reference: str
    who: str
    due: str
    holder: str


class Part(NamedTuple):
    """The duties of one group of days, under its heading."""

    group: str
    heading: str
    lines: list[Line]

    def rows(self, shape: Markup) -> Markup:
        """Give the rows of the table. ``shape`` is a row with ``%(label)s`` and the like in the places of a line's values."""
        text = str(shape)
        return Markup("".join([text % line._asdict() for line in self.lines]))  # noqa: S704 (its values are escaped)


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
    headings = group_labels(today)
    words = _Words(today, roles, icons or {}, only_unit, own)
    made = groupby(rows, key=lambda row: row.group)
    return [Part(group, headings[group], [words.line(row) for row in found]) for group, found in made]


def group_labels(today: date) -> dict[Group, str]:
    """Name the groups of days. The one after today says what it holds: this week, or the next one too once this one's work is done."""
    return {
        "late": gettext("Försenat"),
        "today": gettext("I dag"),
        "week": _next_week(today) if is_next_week(today) else gettext("Den här veckan"),
        "later": gettext("Senare"),
    }


def _next_week(today: date) -> str:
    """On a Sunday the next week begins tomorrow; before that there are days off first."""
    return gettext("Nästa vecka") if today.isoweekday() == SUNDAY else gettext("Helgen och nästa vecka")


class _Words:
    """Chooses words, and remembers what it has put together."""

    def __init__(
        self, today: date, roles: dict[str, str], icons: dict[str, Markup], only_unit: str | None, own: tuple[int, ...]
    ) -> None:
        self.today, self.roles, self.icons, self.only_unit, self.own = today, roles, icons, only_unit, own
        self.dues: dict[tuple[date | None, str, bool], str] = {}
        self.chips: dict[tuple[str, str, tuple[str, ...]], str] = {}
        self.holders: dict[tuple[str | None, str, str], str] = {}
        self.missing = gettext("Uppgift saknas: %(what)s")
        self.why = escape(gettext("Läs punkten i rutinen"))
        self.local = _LOCAL.format(words=escape(gettext("stadens egen tid")))
        self.shield = _SHIELD.format(icon=self._icon("lock"), words=escape(gettext("Skyddade personuppgifter")))

    def line(self, row: Row) -> Line:
        """Make the line of a duty."""
        missing = self.missing % {"what": row.missing} if row.missing else ""
        note, reference = row.waiting_for or missing, escape(row.reference)
        person = f"{escape(row.person)}{_NOTE.format(reference)}" if row.person else reference
        return Line(
            str(row.case),
            row.duty,
            escape(row.role),
            escape(row.label),
            self._chips(row.routine, row.edition, row.clauses),
            _NOTE.format(escape(note)) if note else "",
            reference,
            f"{self.shield}{person}" if row.protected else person,
            self._due(row.due_on, row.state, row.due_is_local),
            "" if row.assignee_id in self.own else self._holder(row.assignee, row.unit, row.role),
        )

    def _icon(self, name: str) -> str:
        return str(self.icons.get(name, ""))

    def _chips(self, routine: str, edition: str, clauses: tuple[str, ...]) -> str:
        """Draw the clauses that a duty rests on."""
        key = (routine, edition, clauses)
        if key not in self.chips:
            page = escape(f"/rutiner/{routine}/{edition}/#")
            made = (_CHIP.format(page=page, clause=escape(clause), why=self.why) for clause in clauses)
            self.chips[key] = "".join(made)
        return self.chips[key]

    def _due(self, day: date | None, state: str, is_local: bool) -> str:
        """Say by when, or what is in the way: words with their tone and drawing, and the date."""
        key = (day, state, is_local)
        if key not in self.dues:
            words, tone, icon = self._told(day, state)
            tag = _TAG.format(tone=tone, icon=self._icon(icon), words=escape(words))
            told = _NOTE.format(_DAY.format(day=day, local=self.local if is_local else "")) if day else ""
            self.dues[key] = tag + told
        return self.dues[key]

    def _told(self, day: date | None, state: str) -> tuple[str, str, str]:
        """Choose the words of a day or a state, with their tone and drawing."""
        if state == "waiting":
            return waiting_words(day, self.today), "info", "waiting"
        if state == "undetermined":
            return gettext("Uppgift saknas"), "warning", "unknown"
        if day is None:
            return gettext("Utan datum"), "neutral", "none"
        return due_words(day, self.today), due_tone(day, self.today), due_icon(day, self.today)

    def _holder(self, assignee: str | None, unit: str, role: str) -> str:
        """Say who has the turn: a worker, or the unit."""
        key = (assignee, unit, role)
        if key not in self.holders:
            named = self.roles.get(role, role)
            more = f"{named} · {unit}" if assignee and unit != self.only_unit else named
            self.holders[key] = escape(assignee or unit) + _NOTE.format(escape(more))
        return self.holders[key]
