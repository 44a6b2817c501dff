"""What was shared under a consent: with whom, when, and what.

Two ways. A side of the routine could see the events of the kinds that the consent towards it covers, from when it was given the case and
until it ended. Towards anybody else, and besides, what shares is an act that a *must* lets be done only with that consent: a form that was
sent, a party contacted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile
from hemvist.cases.chain import EventRow
from hemvist.cases.consents import Consent
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.cases.standing import side_of, source_of
from hemvist.clock import LOCAL_ZONE
from hemvist.routines.model import Edition
from hemvist.secrecy.openings import Opening
from hemvist.secrecy.policy import Granted

GROUPS = ("all", "any", "none")


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that was shared: the event, on which day, and with whom (units and workers by name; empty for one outside the city)."""

    row: EventRow
    on: date
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherSide:
    """Who on another side has had to do with a case: the grants to them, and the workers behind the units."""

    grants: tuple[Granted, ...]
    names: dict[tuple[str, int], str]
    worker_ids: frozenset[int]


def other_side(file: CaseFile, grants: Iterable[Granted], side: str) -> OtherSide:
    """Give another side of a case, as all its events and grants tell it. One query."""
    units, workers = _units_and_workers(file, side)
    theirs = tuple(g for g in grants if g.unit_id in units or g.worker_id in workers)
    found = sql.fetch(
        f"SELECT 'unit', id, name FROM organisation_unit WHERE id IN ({sql.marks(units)})"  # noqa: S608 (marks only)
        f" UNION ALL SELECT 'worker', id, name FROM organisation_worker WHERE id IN ({sql.marks(workers)})"
        f" UNION ALL SELECT 'behind', worker_id, '' FROM organisation_roleholding WHERE unit_id IN ({sql.marks(units)})",
        [*units, *workers, *units],
    )
    names = {(kind, number): name for kind, number, name in found if kind != "behind"}
    behind = frozenset(number for kind, number, _ in found if kind == "behind")
    return OtherSide(theirs, names, behind | workers)


def _units_and_workers(file: CaseFile, side: str) -> tuple[frozenset[int], frozenset[int]]:
    """The units and named workers of a side that any event has told of; also one that was taken back: they could see until then."""
    units, workers = set(), set()
    for row, event in zip(file.rows, file.events, strict=True):
        effect = file.type_of(row).effect
        if effect == "executor-assigned" and side == "executor":
            units.add(int(str(event.fields["unit"])))
        elif effect in ("party-appointed", "party-received") and side_of(str(event.fields["role"])) == side:
            workers.add(int(str(event.fields["worker"])))
        elif effect in ("case-opened", "party-joined") and side_of(row.role) == side:
            workers.add(row.actor_id)
    return frozenset(units), frozenset(workers)


def shared_under(
    file: CaseFile, consent: Consent, side: OtherSide | None, others: Iterable[Consent]
) -> tuple[Shared, ...]:
    """Give what was shared under a consent, in the order it was. ``side``: whom it is towards, if that is a side of the routine.

    ``others`` are the case's other consents.
    """
    if not consent.was_given:
        return ()
    found = {each.row.uid: each for each in _contacts(file, consent, others)}
    if side is not None:
        found |= {each.row.uid: each for each in _seen(file, consent, side)}
    return tuple(sorted(found.values(), key=lambda each: (each.on, each.row.sequence)))


def _seen(file: CaseFile, consent: Consent, side: OtherSide) -> Iterable[Shared]:
    """What that side could see: the deciding side's events that a grant opened while the consent counted."""
    for row in file.rows:
        if side_of(row.role) != "decider" or (
            row.information in consent.askable and row.information not in consent.kinds
        ):
            continue
        opened = [
            (since, grant) for grant in side.grants if (since := _seen_from(file, row, grant, consent)) is not None
        ]
        if opened:
            names = (_name(grant, side) for _, grant in sorted(opened, key=lambda each: each[0]))
            yield Shared(row, min(since for since, _ in opened), tuple(dict.fromkeys(names)))


def _seen_from(file: CaseFile, row: EventRow, grant: Granted, consent: Consent) -> date | None:
    """The day from which a grant opened an event under the consent; None if it never did."""
    if not grant.opens(row.information, row.sequence, source_of(row.role)):
        return None
    given_by = file.by_uid(grant.event)
    last = max((row, consent.row, *((given_by,) if given_by else ())), key=lambda each: each.sequence)
    since = max(last.recorded_at.astimezone(LOCAL_ZONE).date(), consent.first_day)
    too_late = consent.last_day is not None and since > consent.last_day
    return None if too_late or consent.had_ended(last) else since


def _name(grant: Granted, side: OtherSide) -> str:
    key = ("worker", grant.worker_id) if grant.worker_id is not None else ("unit", grant.unit_id or 0)
    return side.names[key]


def _contacts(file: CaseFile, consent: Consent, others: Iterable[Consent]) -> Iterable[Shared]:
    """The acts that stand and that could be done only with this consent, while it counted."""
    elsewhere = {c.recipient_name.casefold() for c in others if c.party[:2] == consent.party[:2]} - {
        consent.party[2],
        "",
    }
    taken_back = file.history.known(None).annulled
    for row, event in zip(file.rows, file.events, strict=True):
        guarded = _guarded(edition_of(file.row.routine, row.edition), consent)
        if row.type not in guarded or row.uid in taken_back or row.sequence < consent.row.sequence:
            continue
        texts = {value.casefold() for value in event.fields.values() if isinstance(value, str)}
        if row.occurred_on < consent.first_day or consent.had_ended(row) or texts & elsewhere:
            continue
        party = consent.recipient_name or library().vocabulary.recipients.get(consent.recipient, consent.recipient)
        yield Shared(row, row.occurred_on, (party,))


def _guarded(edition: Edition, consent: Consent) -> frozenset[str]:
    """The event types that some *must* lets be recorded only with a consent towards this recipient for this purpose."""
    asking = {
        name
        for name, each in edition.conditions.items()
        if each.kind == "consent" and (each.recipient, each.purpose) == (consent.recipient, consent.purpose)
    }
    asking |= {
        name for name, each in edition.conditions.items() if each.kind in ("all", "any") and asking & set(each.names)
    }
    musts = (each for each in edition.requirements if each.level == "must" and asking & set(each.needs))
    return frozenset(event for each in musts for event in each.events)


def openings_under(consent: Consent, openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """Give those of another side's openings of the case that were made while a consent towards it counted."""
    if side_towards(consent) is None:
        return ()
    ending = consent.ended_by or consent.replaced_by
    return tuple(
        each
        for each in openings
        if consent.row.recorded_at <= each.at
        and consent.first_day <= each.at.date()
        and (consent.last_day is None or each.at.date() <= consent.last_day)
        and (ending is None or each.at < ending.recorded_at)
    )


def side_towards(consent: Consent) -> str | None:
    """The side of the routine whose sight the consent bounds; None where it is towards anybody else, or was refused."""
    return library().vocabulary.recipient_sides.get(consent.recipient) if consent.was_given else None
