"""What a letter says, gathered from a case as its maker may see it, and from nothing else.

What is not there, or not shown to the maker, is named as missing: which of the two is not told. Nothing unknown is ever filled in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hemvist.cases.ledger import LedgerEntry
from hemvist.cases.library import library
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.inviting import Passed, passed
from hemvist.letters.kinds import ABOUT, ASK, OF_EVERY_EVENT, Kind
from hemvist.persons.identity import shown_number
from hemvist.routines.history import FieldValue
from hemvist.routines.model import Field


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that the letter needs and that is not known here: what it is, in words, and the events that tell it."""

    label: str
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a letter says. ``kinds``: every kind of information in it. ``left_out``: what the person's consent does not cover.

    ``passed``: the meeting that it asks somebody to, where nobody is asked to it any more.
    """

    about: EventView | None
    facts: dict[str, Any]
    kinds: frozenset[str]
    missing: tuple[Missing, ...]
    left_out: tuple[str, ...] = ()
    passed: Passed | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    value: Any
    kind: str


def subjects(view: CaseView, kind: Kind) -> list[EventView]:
    """Give the events that a letter of this kind can be about, newest first: those that stand and that the maker sees."""
    return [e for e in reversed(view.history) if e.type in kind.about and _stands(e)]


def gather(view: CaseView, kind: Kind, ledger: tuple[LedgerEntry, ...], about: str = "") -> Gathered:
    """Gather what the letter says. ``ledger``: the case's consents.

    ``about``: the event it is about, if not the newest that it can be; of meetings that somebody is asked to, the newest that is still to be.
    """
    possible = [e for e in subjects(view, kind) if about in ("", e.uid)]
    subject = next((e for e in possible if not passed(view, kind, e)), possible[0] if possible else None)
    covered = _covered(kind, ledger)
    facts: dict[str, Any] = {}
    told, missing, left_out = {kind.information}, [], []
    if kind.about and subject is None:
        missing.append(Missing(_either(view.edition.events[e].label for e in kind.about), kind.about))
    for name, paths, required in kind.all_facts:
        found = next((f for f in (_look_up(view, path, subject) for path in paths) if f), None)
        if found and covered is not None and found.kind and found.kind not in covered:
            (missing.append(_not_covered(kind, found.kind)) if required else left_out.append(label_of(view, paths[0])))
            found = None
        elif required and not found and not (subject is None and kind.about and paths[0].startswith(f"{ABOUT}.")):
            missing.append(Missing(label_of(view, paths[0], subject), _events(paths, subject)))
        facts[name] = found.value if found else None
        told |= {found.kind} - {""} if found else set()
    over = passed(view, kind, subject) if subject else None
    return Gathered(
        subject, facts, frozenset(told), tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(left_out)), over
    )


def _stands(event: EventView) -> bool:
    return event.annulled_by is None and event.annuls != event.uid


def _either(words: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(words))


# -- consent -----------------------------------------------------------------------------------------------------------------------------------


def _covered(kind: Kind, ledger: tuple[LedgerEntry, ...]) -> frozenset[str] | None:
    """The kinds of information that the person has agreed to; None where the letter needs no consent."""
    if kind.consent is None:
        return None
    wanted = (kind.consent.recipient, kind.consent.purpose)
    consents = (each.consent for each in ledger)
    return frozenset(
        k for c in consents if (c.recipient, c.purpose) == wanted and c.state == "in-force" for k in c.kinds
    )


def _not_covered(kind: Kind, information: str) -> Missing:
    assert kind.consent  # noqa: S101 (asked by the caller)
    vocabulary = library().vocabulary
    what, whom = vocabulary.information[information], vocabulary.recipients[kind.consent.recipient]
    return Missing(f"Samtycke till att lämna ”{what}” till {whom}")


# -- paths -------------------------------------------------------------------------------------------------------------------------------------


def _look_up(view: CaseView, path: str, subject: EventView | None) -> _Found | None:
    first, _, rest = path.partition(".")
    if first == ABOUT:
        return _of_event(subject, rest)
    if first == ASK:
        return _asked(view, rest)
    if first == "person":
        value = _of_person(view, rest)
        return _Found(value, "identity") if value else None
    if first in ("party", "owner", "executor", "case"):
        value = _of_case(view, path)
        return _Found(value, "") if value else None
    return next((f for e in reversed(this_round(view)) if e.type == first and (f := _of_event(e, rest))), None)


def this_round(view: CaseView) -> list[EventView]:
    """Give the events of the case's present round that stand and are shown, in order; all of them where its beginning is not shown."""
    uids = [e.uid for e in view.history]
    start = view.status.round_started_by
    events = view.history[uids.index(start) :] if start in uids else view.history
    return [e for e in events if _stands(e)]


def _of_event(event: EventView | None, name: str) -> _Found | None:
    if event is None:
        return None
    if name in OF_EVERY_EVENT:
        return _Found(event.on.isoformat() if name == "on" else event.actor_name, event.information)
    for field, shown in event.fields:
        value: Any = event.values.get(field.name)
        if field.name == name and value not in (None, "", "unknown"):
            return _Found(_plain(field, value, shown), event.information)
    return None


def _plain(field: Field, value: FieldValue, shown: str | None) -> Any:
    """An answer as the template gets it: text; a day; a day and a time; or what was chosen, in words."""
    if isinstance(value, datetime):
        return {"day": value.date().isoformat(), "time": f"{value:%H.%M}"}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        labels = {c.value: c.label for c in field.choices}
        return [labels.get(one, one) for one in value]
    if field.type == "yes-no":
        return str(value)
    return shown


def _asked(view: CaseView, path: str) -> _Found | None:
    event, _, name = path.partition(".")
    fields = (f for f in view.edition.events[event].fields if f.name == name)
    return next((_Found([c.label for c in f.choices], "") for f in fields), None)


def _of_person(view: CaseView, name: str) -> str:
    if view.person is None:
        return ""
    numbers = [n.number for n in view.person.numbers]
    number = numbers[0] if numbers else ""
    is_whole = len(number) == 12 and number.isdigit()
    return {"name": view.person.name, "number": shown_number(number) if is_whole else number}[name]


def _of_case(view: CaseView, path: str) -> str:
    if path.startswith("party."):
        role = path.removeprefix("party.")
        return next((p.worker_name for p in view.parties if p.role == role), "")
    bases = library().vocabulary.legal_bases
    return {
        "owner.unit": view.owner_unit,
        "executor.unit": view.executor_unit,
        "case.legal_basis": " och ".join(bases[code].title for code in view.edition.legal_basis),
    }[path]


_OWN_WORDS = {
    "person.name": "Personens namn",
    "person.number": "Personens nummer",
    "owner.unit": "Enheten som har ärendet",
    "executor.unit": "Enheten som verkställer",
    "case.legal_basis": "Lagrum",
}


def label_of(view: CaseView, path: str, subject: EventView | None = None) -> str:
    """Name a fact in words: the event's label and the question it asks."""
    first, _, rest = path.partition(".")
    if first == "party":
        return f"Vem som är {view.edition.roles[rest].label.lower()}"
    if first == ABOUT:
        return f"{subject.label}: {_question(view, subject.type, rest)}" if subject else rest
    if first in view.edition.events:
        return f"{view.edition.events[first].label}: {_question(view, first, rest)}"
    return _OWN_WORDS.get(path, path)


def _question(view: CaseView, event: str, name: str) -> str:
    fields = view.edition.events[event].fields
    return next((f.label for f in fields if f.name == name), {"on": "dag", "actor": "av vem"}.get(name, name))


def _events(paths: tuple[str, ...], subject: EventView | None) -> tuple[str, ...]:
    firsts = [path.partition(".")[0] for path in paths]
    own = ("person", "party", "owner", "executor", "case", ASK)
    return tuple(subject.type if f == ABOUT and subject else f for f in firsts if f not in own)
