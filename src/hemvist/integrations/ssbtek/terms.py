"""What is asked and for what, and how the outcome is recorded: ``governing/ssbtek.toml``, and the period that ``terms.toml`` names."""

from datetime import date
from functools import cache

from pydantic import Field, model_validator

from hemvist.cases.city_terms import Terms, read_terms
from hemvist.cases.library import library
from hemvist.routines.deadlines import add, length_of

FILE = "ssbtek.toml"
PERIOD = "ssbtek-period"
"""The local term that says how far back is asked for."""


class Fields(Terms):
    """Which question of the event each agency's outcome answers."""

    af: str
    fk: str


class Outcomes(Terms):
    """Which choice of those questions says what came of it."""

    answered: str
    partly: str
    no_answer: str
    marked: str


class CheckTerms(Terms):
    """One event of a routine that says that SSBTEK was checked, the purpose for which it is asked, and the events that end it."""

    routine: str
    event: str
    purpose: str = Field(min_length=1)
    ends_with: tuple[str, ...]
    fields: Fields
    outcomes: Outcomes


class LegalText(Terms):
    """The law by which the agencies give the information, from a day on."""

    valid_from: date
    text: str = Field(min_length=1)


class AfTerms(Terms):
    """Arbetsförmedlingen's codes."""

    reports: dict[str, str]
    failed: tuple[str, ...]


class FkTerms(Terms):
    """What Försäkringskassan is asked for, and how its answer is read."""

    version: str
    benefits: tuple[str, ...]
    well: tuple[str, ...]
    marks: tuple[str, ...]
    words: dict[str, str]


class SsbtekTerms(Terms):
    """All of ``ssbtek.toml``. An unknown or missing key is an error when the file is read."""

    checks: tuple[CheckTerms, ...]
    legal_texts: tuple[LegalText, ...] = Field(min_length=1)
    af: AfTerms
    fk: FkTerms

    @model_validator(mode="after")
    def _in_order(self) -> "SsbtekTerms":
        days = [each.valid_from for each in self.legal_texts]
        if days != sorted(set(days)):
            raise ValueError("legal_texts: the newest last, each from another day")
        return self

    def legal_text(self, day: date) -> str:
        """Give the law that applies on a day; the oldest where none did."""
        return next(
            (each.text for each in reversed(self.legal_texts) if each.valid_from <= day), self.legal_texts[0].text
        )


@cache
def ssbtek_terms() -> SsbtekTerms:
    """Give the terms. Read at the first call, then kept."""
    return read_terms(FILE, SsbtekTerms)


def first_day_asked(day: date) -> date:
    """Give the first day of the period that is asked for when it is asked on a day."""
    return add(day, length_of(library().terms[PERIOD]), "before").on
