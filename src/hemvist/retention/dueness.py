"""When a case is due to leave, what becomes of it and what holds it back: the law's arithmetic, and nothing else. Pure.

SoL 16:1: five years after the last note was made; finished at the latest in the calendar year after. 16:2 and 16:2 a: what stays.
16:4: what is preserved. The numbers are the rule's (`hemvist.retention.rules`). What is not known holds a case back.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from hemvist.retention.rules import Rule
from hemvist.routines.deadlines import add_months, age_on

Outcome = Literal["preserve", "destroy"]
Code = Literal["open", "held", "never", "birth-date-unknown", "child"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the answer depends on. ``last_note_on``: the day the newest event was recorded, wherever in time it belongs."""

    routine: str
    opened_on: date
    last_note_on: date
    closed: bool
    held: bool
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a case stays although its time has come: a stable code, a sentence in Swedish, the law, and until when if that is known."""

    code: Code
    text: str
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``leaves_on``: the first day the case is due to leave; ``latest_on``: the last day to have it done.

    ``due``: that day has come. ``may_leave``: it has, and nothing holds the case back. ``outcome``: what becomes of it, and by which law.
    """

    leaves_on: date
    latest_on: date
    due: bool
    obstacles: tuple[Obstacle, ...]
    outcome: Outcome
    source: str
    outcome_source: str

    @property
    def may_leave(self) -> bool:
        """Whether it is due and nothing holds it back."""
        return self.due and not self.obstacles

    def is_late(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.due and today > self.latest_on

    @property
    def legal_source(self) -> str:
        """The law that the case leaves by, in one line."""
        return "; ".join(dict.fromkeys((self.source, self.outcome_source)))


def judge(facts: Facts, rule: Rule, today: date) -> Verdict:
    """Say of a case, by the rule and on a day, whether it is due to leave, what holds it back, and what becomes of it."""
    leaves_on = due_on(facts.last_note_on, rule)
    outcome, outcome_source = _outcome(facts.birth_date, rule)
    return Verdict(
        leaves_on=leaves_on,
        latest_on=date(leaves_on.year + rule.finished_by_end_of_calendar_years_after, 12, 31),
        due=leaves_on <= today,
        obstacles=tuple(_obstacles(facts, rule, today)),
        outcome=outcome,
        source=rule.source,
        outcome_source=outcome_source,
    )


def due_on(last_note_on: date, rule: Rule) -> date:
    """Give the first day that a case is due: the same day so many years later; for 29 February the 28th where the year has no 29th."""
    return add_months(last_note_on, 12 * rule.years_after_last_note)


def newest_last_note(rule: Rule, today: date) -> date:
    """Give the newest day of a last note by which a case can be due today."""
    day = add_months(today, -12 * rule.years_after_last_note)
    while due_on(next_day := date.fromordinal(day.toordinal() + 1), rule) <= today:
        day = next_day
    return day


def _outcome(birth_date: date | None, rule: Rule) -> tuple[Outcome, str]:
    """What is to be destroyed is preserved of those born on certain days, and where the day is not known."""
    if rule.outcome == "destroy" and (birth_date is None or birth_date.day in rule.preserved_birth_days):
        return "preserve", rule.preserved_birth_days_source
    return rule.outcome, rule.outcome_source


def _obstacles(facts: Facts, rule: Rule, today: date) -> list[Obstacle]:
    found = []
    if not facts.closed:
        found.append(Obstacle("open", "Ärendet är inte avslutat.", rule.source))
    if facts.held:
        found.append(Obstacle("held", "Ärendet har en gallringsspärr.", ""))
    if facts.routine in rule.never:
        found.append(Obstacle("never", "Ärenden av det här slaget gallras inte.", rule.never_source))
    return found + _of_a_child(facts, rule, today)


def _of_a_child(facts: Facts, rule: Rule, today: date) -> list[Obstacle]:
    """A case about a child stays until the child is of a certain age. Where the birth date is not known it may be one."""
    if rule.child_under is None or rule.child_stays_until is None:
        return []
    source = rule.child_source or ""
    if facts.birth_date is None:
        return [Obstacle("birth-date-unknown", "Födelsedatum saknas: det kan vara ett barns ärende.", source)]
    stays_until = add_months(facts.birth_date, 12 * rule.child_stays_until)
    if age_on(facts.birth_date, facts.opened_on) < rule.child_under and today < stays_until:
        return [
            Obstacle(
                "child", f"Ärendet gäller ett barn och stannar till {stays_until.isoformat()}.", source, stays_until
            )
        ]
    return []
