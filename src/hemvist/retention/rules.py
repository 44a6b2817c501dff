"""The city's rules for leaving, as data: how many years, what becomes of the case, and by which law. Each rule applies from its day.

They stand in ``governing/retention.toml``; another city names a file of its own in the environment variable HEMVIST_RETENTION.
"""

import os
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from hemvist.cases.city_terms import Terms, first_fault
from hemvist.routines.closed_lists import LOCAL

Years = Annotated[int, Field(ge=1, le=100)]
Source = Annotated[str, Field(min_length=1, max_length=200)]
ENVIRONMENT = "HEMVIST_RETENTION"


class RulesFault(Exception):  # noqa: N818 (told to a person, with what to do)
    """The rules cannot be read, or none applies on the day. The text says which file and what is wrong, in Swedish."""


class Rule(Terms):
    """One rule. What a key means stands beside it in ``governing/retention.toml``."""

    valid_from: date
    years_after_last_note: Years
    finished_by_end_of_calendar_years_after: Annotated[int, Field(ge=0, le=10)]
    source: Source
    outcome: Literal["preserve", "destroy"]
    outcome_source: Source
    preserved_birth_days: tuple[Annotated[int, Field(ge=1, le=31)], ...]
    preserved_birth_days_source: Source
    never: tuple[str, ...]
    never_source: Source
    child_under: Years | None = None
    child_stays_until: Years | None = None
    child_source: Source | None = None
    access_log_kept_at_least_years: Years
    access_log_source: Source
    known_years: Years
    known_source: Source

    @property
    def access_log_is_local(self) -> bool:
        """Whether the city itself, and no law or document, says for how long the access log is kept."""
        return self.access_log_source == LOCAL

    @model_validator(mode="after")
    def _child_whole(self) -> "Rule":
        """A rule about children says below which age, until which age, and by which law; or nothing of it."""
        if len({value is None for value in (self.child_under, self.child_stays_until, self.child_source)}) > 1:
            raise ValueError("child_under, child_stays_until och child_source hör ihop: skriv alla tre eller ingen")
        return self


def rule_on(day: date) -> Rule:
    """Give the rule that applies on a day. Raises RulesFault."""
    path = os.environ.get(ENVIRONMENT, "")
    return in_force(rules(path), day)


def in_force(known: tuple[Rule, ...], day: date) -> Rule:
    """Give the one of the rules, in order of their days, that applies on a day. Raises RulesFault where none does yet."""
    for rule in reversed(known):
        if rule.valid_from <= day:
            return rule
    raise RulesFault(
        f"Ingen regel för gallring gäller {day.isoformat()}. Lägg till en regel med en tidigare valid_from."
    )


def applied_until(today: date) -> list[tuple[Rule, date]]:
    """Give every rule that has been in force by a day, each with the day from which the next one was; the last with the day after that day.

    Raises RulesFault where none has been.
    """
    rule_on(today)
    known = [rule for rule in rules(os.environ.get(ENVIRONMENT, "")) if rule.valid_from <= today]
    return list(zip(known, [*(rule.valid_from for rule in known[1:]), today + timedelta(days=1)], strict=True))


@cache
def rules(path: str) -> tuple[Rule, ...]:
    """Read every rule of a file ("": the one that comes with Hemvist), in order of their days. Raises RulesFault."""
    name = path or "governing/retention.toml"
    try:
        source = Path(path) if path else files("hemvist") / "governing" / "retention.toml"
        return read_rules(source.read_text(encoding="utf-8"), name)
    except OSError as error:
        raise RulesFault(f"Filen {name} med regler för gallring kan inte läsas: {error.strerror}.") from error


def read_rules(text: str, name: str) -> tuple[Rule, ...]:
    """Read rules from the text of a file, strictly: nothing unknown, nothing missing, no two from the same day. Raises RulesFault."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesFault(f"Filen {name} kan inte läsas som TOML: {error}.") from error
    unknown = sorted(set(told) - {"rule"})
    if unknown or not isinstance(told.get("rule"), list) or not told["rule"]:
        said = f"känner inte till ”{unknown[0]}”" if unknown else "saknar [[rule]]"
        raise RulesFault(f"Filen {name} {said}. Den ska bestå av en eller flera [[rule]].")
    found = [_rule(one, number, name) for number, one in enumerate(told["rule"], start=1)]
    days = [rule.valid_from for rule in found]
    if days != sorted(set(days)):
        raise RulesFault(f"Filen {name}: skriv reglerna i ordning efter valid_from, högst en för varje dag.")
    return tuple(found)


def _rule(told: object, number: int, name: str) -> Rule:
    try:
        return Rule.model_validate(told)
    except ValidationError as error:
        fault = first_fault(error, "regeln", "är inget som en regel kan ha")
        raise RulesFault(f"Filen {name}, regel {number}: {fault}") from error
