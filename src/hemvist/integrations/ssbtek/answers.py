"""What the agencies answered, read strictly and held only for as long as one page takes. Nothing of it has a readable ``repr``.

What does not say that all is well is never taken for an answer: unknown is not no.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from hemvist.integrations.ssbtek.terms import ssbtek_terms
from hemvist.integrations.ssbtek.trouble import Why

MOST_PARTS = 2000
DEEPEST = 10
NUMBER = "personnummer"
SAYS_NO = ("false", "0", "nej", "none", "")
Contents = TypeVar("Contents")


class Outcome(StrEnum):
    """What came of asking one agency; recorded in the words of the routine (``governing/ssbtek.toml``)."""

    ANSWERED = "answered"
    PARTLY = "partly"
    NO_ANSWER = "no_answer"
    MARKED = "marked"
    """The person is marked as protected: nothing is shown, and the check is made by hand."""


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """A decision on money at Arbetsförmedlingen: what kind, how much of full time in per cent, its first and last day."""

    kind: str
    extent: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, repr=False)
class FromAf:
    """What Arbetsförmedlingen answered; None where it did not say."""

    is_job_seeker: bool | None
    category: str | None
    registered_on: date | None
    extent: int | None
    deregistered_on: date | None
    report: str | None
    last_report_on: date | None
    decisions: tuple[Decision, ...]
    fund: str | None
    status: str


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """A piece of Försäkringskassan's answer: its heading, and a text or pieces of its own."""

    label: str
    text: str = ""
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Agency(Generic[Contents]):
    """What came of asking one agency. ``why`` says why there is no answer or only a part of one; ``contents`` is None where nothing may be shown."""

    outcome: Outcome
    why: Why | None = None
    contents: Contents | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """What came of asking both."""

    af: Agency[FromAf]
    fk: Agency[tuple[Part, ...]]

    @property
    def is_marked(self) -> bool:
        """Whether the person is marked as protected."""
        return Outcome.MARKED in (self.af.outcome, self.fk.outcome)


MARKED: Agency[Any] = Agency(Outcome.MARKED)


def nobody_answered(why: Why) -> Answers:
    """Give the answers where SSBTEK itself gave none."""
    return Answers(none(why), none(why))


def none(why: Why) -> Agency[Any]:
    """Give the outcome of an agency that did not answer."""
    return Agency(Outcome.NO_ANSWER, why)


def read_answers(svarsdata: Any, number: str) -> Answers:
    """Read both agencies' parts of an answer that is as the contract says. Where one marks the person, nothing of the other's is shown either."""
    found = Answers(_af(svarsdata.AF, number), _fk(svarsdata.FK, number))
    return Answers(MARKED, MARKED) if found.is_marked else found


# -- Arbetsförmedlingen ---------------------------------------------------------------------------------------------------------------------


def _af(part: Any, number: str) -> Agency[FromAf]:
    if part is None or part.data is None:
        return none(Why.AGENCY)
    told = part.data.Svar
    if told.IdentitetsbeteckningFysiskPerson != number:
        return none(Why.ANOTHER_PERSON)
    if told.Sekretessmarkering:
        return MARKED
    contents = _af_contents(told)
    whole = told.ArbetssokandeInfo is not None and not _report_failed(told.ArbetssokandeInfo)
    return Agency(Outcome.ANSWERED if whole else Outcome.PARTLY, None if whole else Why.AGENCY, contents)


def _af_contents(told: Any) -> FromAf:
    seeker = told.ArbetssokandeInfo
    report = seeker.AktivetetsRapportDatum if seeker is not None else None
    decided = told.BeslutInfo.EkonomiskaBeslut.Beslut if told.BeslutInfo is not None else []
    return FromAf(
        is_job_seeker=seeker.Arbetssokande if seeker is not None else None,
        category=seeker.ArbetssokandeSKAT if seeker is not None else None,
        registered_on=seeker.ArbetssokandeRegistrerad if seeker is not None else None,
        extent=seeker.ArbetssokandeOmfattning if seeker is not None else None,
        deregistered_on=seeker.ArbetssokandeAvaktualiserad if seeker is not None else None,
        report=_report_words(report.AktivitetsRapportMeddelande) if report is not None else None,
        last_report_on=report.SenasteAktivitetsRapportDatum if report is not None else None,
        decisions=tuple(Decision(d.ErsattningTyp, d.Omfattning, d.BeslutFrom, d.BeslutTom) for d in decided),
        fund=told.Akassetillhorighet,
        status=told.StatusSokandeinformationKodText,
    )


def _report_code(message: str) -> str:
    """The code that a message is, or begins with."""
    return message.split(maxsplit=1)[0].rstrip("=:.,") if message.strip() else ""


def _report_words(message: str) -> str:
    return ssbtek_terms().af.reports.get(_report_code(message), message)


def _report_failed(seeker: Any) -> bool:
    return _report_code(seeker.AktivetetsRapportDatum.AktivitetsRapportMeddelande) in ssbtek_terms().af.failed


# -- Försäkringskassan ----------------------------------------------------------------------------------------------------------------------


def _fk(part: Any, number: str) -> Agency[tuple[Part, ...]]:
    if part is None or part.data is None:
        return none(Why.AGENCY)
    try:
        told = json.loads(part.data.lefiJsonSvar)
    except (ValueError, RecursionError):
        return none(Why.UNREADABLE)
    if not isinstance(told, dict) or not told:
        return none(Why.UNREADABLE)
    pairs = list(_pairs(told, 0))
    if len(pairs) > MOST_PARTS or any(depth > DEEPEST for _, _, depth in pairs):
        return none(Why.TOO_LARGE)
    if any(key == NUMBER and str(value) != number for key, value, _ in pairs):
        return none(Why.ANOTHER_PERSON)
    if any(_is_mark(key, value) for key, value, _ in pairs):
        return MARKED
    well = _is_well(told)
    return Agency(Outcome.ANSWERED if well else Outcome.PARTLY, None if well else Why.AGENCY, _parts(told))


def _pairs(told: Any, depth: int) -> Iterator[tuple[str, Any, int]]:
    """Every key with its value, and how deep it stands; no deeper than one step past what is read at all."""
    if depth > DEEPEST:
        return
    below = told.items() if isinstance(told, dict) else (("", each) for each in told)
    for key, value in below:
        yield key, value, depth + 1
        if isinstance(value, (dict, list)):
            yield from _pairs(value, depth + 1)


def _is_mark(key: str, value: Any) -> bool:
    """Whether it says that the person is protected. What does not clearly say no does."""
    marks = {each.lower() for each in ssbtek_terms().fk.marks}
    return key.lower() in marks and value is not False and str(value).lower() not in SAYS_NO


def _is_well(told: dict[str, Any]) -> bool:
    """Whether everyone behind Försäkringskassan's answer could answer; one of whom nothing is said could not be known to."""
    givers = told.get("utlamnare")
    if not isinstance(givers, list) or not givers:
        return False
    states = [each.get("tillstand") if isinstance(each, dict) else None for each in givers]
    return all(isinstance(each, dict) and each.get("kod") in ssbtek_terms().fk.well for each in states)


def _parts(told: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(_part(key, value) for key, value in told.items() if key != NUMBER and value not in (None, "", [], {}))


def _part(key: str, value: Any) -> Part:
    label = _label(key)
    if isinstance(value, dict):
        return Part(label, parts=_parts(value))
    if isinstance(value, list):
        parts = tuple(_part("", each) for each in value)
        return Part(label, parts[0].text, parts[0].parts) if len(parts) == 1 else Part(label, parts=parts)
    return Part(label, {True: "Ja", False: "Nej"}.get(value, str(value)) if isinstance(value, bool) else str(value))


def _label(key: str) -> str:
    """The words for a key: our own, else the key itself taken apart."""
    known = ssbtek_terms().fk.words.get(key)
    return known or "".join(f" {each.lower()}" if each.isupper() else each for each in key).strip().capitalize()
