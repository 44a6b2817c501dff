"""A page of duties as lines ready to print: every word is chosen here, once for each day or state, so that the template only prints."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext

from hemvist.cases.worklist import Row
from hemvist.web.dates_in_words import due_icon, due_tone, due_words


class Line(NamedTuple):
    """One duty. ``pick`` is what its box posts; ``clauses`` are (address, id); ``tone`` and ``icon`` go with ``due``."""

    url: str
    pick: str
    label: str
    clauses: tuple[tuple[str, str], ...]
    person: str
    reference: str
    protected: bool
    due: str
    due_on: str
    tone: str
    icon: str
    local: bool
    note: str
    holder: str
    unit: str
    role: str


class Part(NamedTuple):
    """The duties of one group of days, under its heading."""

    group: str
    heading: str
    lines: list[Line]


def parts_of(rows: Iterable[Row], today: date, roles: dict[str, str]) -> list[Part]:
    """Set rows under their headings. ``roles`` names roles in words."""
    headings = {
        "late": gettext("Försenat"),
        "today": gettext("I dag"),
        "week": gettext("Den här veckan"),
        "later": gettext("Senare"),
    }
    words = _Words(today)
    made = groupby(rows, key=lambda row: row.group)
    return [Part(group, headings[group], [words.line(row, roles) for row in found]) for group, found in made]


class _Words:
    """Chooses words, and remembers them for the days it has met."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.days: dict[date, tuple[str, str, str, str]] = {}
        self.states = {
            "waiting": (gettext("Väntar"), "info", "waiting"),
            "undetermined": (gettext("Uppgift saknas"), "warning", "unknown"),
        }
        self.no_date = (gettext("Utan datum"), "", "neutral", "none")
        self.protected_name = gettext("Skyddade personuppgifter")

    def line(self, row: Row, roles: dict[str, str]) -> Line:
        """Make the line of a duty."""
        due, due_on, tone, icon = self._due(row.due_on) if row.due_on else self.no_date
        if row.state in self.states:
            due, tone, icon = self.states[row.state]
        return Line(
            f"/arende/{row.case}/",
            f"{row.case}:{row.role}",
            row.label,
            tuple((f"/rutiner/{row.routine}/{row.edition}/#{clause}", clause) for clause in row.clauses),
            row.person or "",
            row.reference,
            row.protected,
            due,
            due_on,
            tone,
            icon,
            row.due_is_local,
            row.waiting_for or row.missing,
            row.assignee or "",
            row.unit,
            roles.get(row.role, row.role),
        )

    def _due(self, day: date) -> tuple[str, str, str, str]:
        """Say a day in words and as a date, with its tone and drawing."""
        known = self.days.get(day)
        if known is None:
            known = (due_words(day, self.today), day.isoformat(), due_tone(day, self.today), due_icon(day, self.today))
            self.days[day] = known
        return known
