"""What must and what should hold before an event, and what stands although it did not: refusals, breaches and deviations."""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from hemvist.routines.case import Case
from hemvist.routines.compiled import Compiled, CompiledRequirement, Failed, compiled
from hemvist.routines.conditions import Answer, Moment, Named, applies, first_day
from hemvist.routines.continuing import case_of, case_with
from hemvist.routines.deadlines import shown
from hemvist.routines.history import Event, History
from hemvist.routines.meetings import OUTCOMES, word_of
from hemvist.routines.model import EventType, Routine
from hemvist.routines.status import BreachStatus, Refusal

LOCAL_ZONE = ZoneInfo("Europe/Stockholm")
ANY_EVENT = ("breach-handled",)  # effects whose event can concern any other


def refusals(routine: Routine, history: History, event: Event) -> tuple[Refusal, ...]:
    """Everything that stands against recording an event, *must* first; empty if it may be recorded.

    It is judged where it stands in order: a back-dated event by what had happened before it. Where ``passed_over`` gives a reason, a *should* is
    waived, and a *must* on a fact too (it becomes a breach); a *must* on an act never is.
    """
    case, place = case_with(compiled(routine), history, event)
    if place < 0 and event.type in case.routine.taking_back:
        return tuple(_taking_back(case, event, history))
    kind = case.types[place] if place >= 0 else None
    if kind is None:
        return (_unknown_event(event),)
    structural = _structural(case, place, kind, history, event)
    found = (*structural, *failing(case, place))
    ordered = sorted(found, key=lambda one: one.level != "must")
    return tuple(_with_first_day(case, place, one) for one in ordered if not _is_waived(one, kind, event))


def _with_first_day(case: Case, place: int, refusal: Refusal) -> Refusal:
    """A refusal of what comes too early says from which day it may be recorded."""
    event, in_round = case.events[place], case.round_of[place]
    ready = case.rounds[in_round].compiled
    barring = ready.requirements.get(event.type)
    one = next((one for one in barring.all if one.requirement.id == refusal.requirement), None) if barring else None
    if one is None:
        return refusal
    moment = Moment(case, place, event.on, in_round, event)
    days = [first_day(named.condition, moment, ready) for named in one.needs if named.answer(moment) is False]
    known = [day for day in days if day is not None]
    if not known:
        return refusal
    day = max(known)
    return refusal._replace(reason=f"{refusal.reason} Första möjliga dag är {shown(day)}.", first_day=day)


def candidates(routine: Routine, history: History, event_type: str, as_of: date) -> tuple[Event, ...]:
    """The events that a new event of a type could be about, newest first; those that wait for one like it come alone if there are any."""
    ready = compiled(routine)
    case, _ = case_of(ready, history, as_of)
    kind = ready.type_in(case.current, event_type)
    if kind is None:
        return ()
    places = possible(case, kind, case.size)
    waiting = [place for place in places if _waits_for(case, place, event_type)]
    return tuple(case.events[place] for place in reversed(waiting or places))


def _waits_for(case: Case, place: int, event_type: str) -> bool:
    from hemvist.routines.instances import instances_of

    names = {duty.duty.id for one in case.editions for duty in one.duties.values() if event_type in duty.duty.closes}
    return any(
        instance.is_standing and place in instance.chain and not instance.of.duty.per_round
        for name in sorted(names)
        for instance in instances_of(case, name)
    )


def taking_back(routine: Routine) -> frozenset[str]:
    """The event types of a routine that only take back another event and stand for nothing themselves."""
    return compiled(routine).taking_back


def possible(case: Case, kind: EventType, before: int) -> list[int]:
    """The places of events that an event of a kind may be about, in order."""
    if kind.effect in ANY_EVENT:
        return list(range(before))
    return [number for number in case.merged(kind.about) if number < before]


def _unknown_event(event: Event) -> Refusal:
    return Refusal("must", "unknown-event", "", "", f"Rutinen har ingen händelse ”{event.type}”.")


def _structural(case: Case, place: int, kind: EventType, history: History, event: Event) -> list[Refusal]:
    found: list[Refusal] = []
    if event.annuls is not None:
        found.extend(_taking_back(case, event, history))
    if kind.about or kind.effect in ANY_EVENT:
        found.extend(_about(case, place, kind, event, history))
    return found


def _taking_back(case: Case, event: Event, history: History) -> list[Refusal]:
    """What is taken back must stand in the case, and not be taken back already."""
    kind = case.routine.type_in(case.current, event.type)
    clause = kind.source.clause if kind is not None else ""
    if all(one.id != event.annuls for one in history.events):
        return [Refusal("must", "nothing-to-annul", "", clause, "Det som ska tas tillbaka finns inte i ärendet.")]
    if event.annuls in history.without_event(event.id).known(None, case.routine.taking_back).annulled:
        return [Refusal("must", "already-annulled", "", clause, "Det är redan tillbakataget.")]
    return []


def _about(case: Case, place: int, kind: EventType, event: Event, history: History) -> list[Refusal]:
    places = possible(case, kind, place)
    if not places:
        return [nothing_to_concern(case, kind)]
    if event.about is None:
        ids = tuple(case.events[number].id for number in places)
        return [Refusal("must", "about-missing", "", kind.source.clause, f"Säg vad ”{kind.label}” gäller.", ids)]
    if case.about[place] not in places:
        reason = f"Det som ”{kind.label}” sägs gälla finns inte i ärendet före den, eller är något annat."
        return [Refusal("must", "about-wrong", "", kind.source.clause, reason, (event.about,))]
    told = _outcome_told(case, event, history) if word_of(kind, event) in OUTCOMES else None
    if told is not None:
        said = case.routine.type_in(case.current, told.type)
        reason = (
            f"Vad som blev av mötet är redan antecknat: ”{said.label if said else told.type}” {told.on}. Är det fel, rätta det i historiken."
            " Var det ett annat möte, anteckna först att det bokades."
        )
        return [Refusal("must", "outcome-told", "", kind.source.clause, reason, (event.about,))]
    return []


def _outcome_told(case: Case, event: Event, history: History) -> Event | None:
    """What stands in the case, before or after, that already says what came of the booking that an event is about."""
    known = history.known(None, case.routine.taking_back)
    booking, replaced = known.resolve(event.about), known.resolve(event.annuls)
    for one in known.events:
        if one.id not in (event.id, replaced) and one.about is not None and known.resolve(one.about) == booking:
            other = case.routine.type_in(case.current, one.type)
            if other is not None and word_of(other, one) in OUTCOMES:
                return one
    return None


def nothing_to_concern(case: Case, kind: EventType) -> Refusal:
    """There is no booking or the like that the event could be about."""
    kept = case.current.kept_concerning
    refusal = kept.get(kind.id)
    if refusal is None:
        refusal = kept[kind.id] = _nothing_to_concern(case, kind)
    return refusal


def _nothing_to_concern(case: Case, kind: EventType) -> Refusal:
    types = [case.routine.type_in(case.current, one) for one in kind.about]
    labels = " eller ".join(f"”{one.label}”" for one in types if one is not None)
    roles = tuple(dict.fromkeys(role for one in types if one is not None for role in one.recorded_by))
    reason = (
        f"Först behöver det vara antecknat: {labels}." if labels else "Det finns inget i ärendet som det kan gälla."
    )
    return Refusal("must", "nothing-to-concern", "", kind.source.clause, reason, (), kind.about, roles)


def _is_waived(refusal: Refusal, kind: EventType, event: Event) -> bool:
    if refusal.code not in ("requirement", "unknown-fact"):
        return False
    return bool(event.passed_over) and (refusal.level == "should" or kind.nature == "fact")


def failing(case: Case, place: int) -> tuple[Refusal, ...]:
    """The requirements that an event of the case fails, where it stands in order. What it was judged by is also what stands against it later."""
    failed = case.kept_failing.get(place)
    if failed is None:
        failed = case.kept_failing[place] = tuple(_failing(case, place))
    return failed


def _failing(case: Case, place: int) -> list[Refusal]:
    event = case.events[place]
    own_round = case.round_of[place]
    ready = case.rounds[own_round].compiled
    barring = ready.requirements.get(event.type)
    if barring is None:
        return []
    yes, no = case.answers(ready.decided).at(place, case.rounds[own_round].start, place)
    moment: Moment | None = None  # most requirements only ask what events alone decide, which is seen without one
    found: list[Refusal] = []
    for one in barring.asked if yes & barring.bits == barring.bits else barring.all:
        holds = yes & one.bits == one.bits
        if holds and not one.others:
            continue
        if not one.hidden_until_filled and (no & one.when_bits or yes & one.unless_bits):
            continue  # it does not apply
        moment = moment or Moment(case, place, event.on, own_round, event)
        if holds and _all_hold(one.others, moment):
            continue
        refusal = _judge(one, moment, ready)
        if refusal is not None:
            found.append(refusal)
    return found


def _all_hold(needs: tuple[Named, ...], moment: Moment) -> bool:
    for named in needs:  # noqa: SIM110 - a generator would cost as much as the questions
        if named.answer(moment) is not True:
            return False
    return True


def would_be(case: Case, ready: Compiled, moment: Moment) -> dict[str, tuple[Refusal, ...]]:
    """What stands against each event type that somebody might record now, *must* first; types that nothing stands against are left out.

    What hangs on an event's own fields is left out until they are filled in. Types that would start a round are left to ``would_start``.
    """
    found: dict[str, list[Refusal]] = {}
    kept, happened = ready.kept_concerning, case.by_type.keys()
    for name, about, event_type in ready.concerning:
        if happened.isdisjoint(about) if about else _concerns_nothing(case, event_type):
            found[name] = [kept.get(name) or nothing_to_concern(case, event_type)]
    yes, no = moment.bits(ready.decided)
    for named, bit in ready.asked:
        answer = named.answer(moment)
        if answer is True:
            yes |= bit
        elif answer is False:
            no |= bit
    for one, events in ready.judged_once:
        needs = one.all_bits
        if yes & needs == needs or no & one.when_bits or yes & one.unless_bits:
            continue
        met = (yes & needs, no & needs)
        refusal = one.kept.get(met)
        if refusal is None:
            refusal = _judge(one, moment, ready, filled=False)
            if not needs & ~(yes | no | one.fixed):
                one.kept[met] = refusal
        if refusal is not None:
            for event in events:
                found.setdefault(event, []).append(refusal)
    return {event: tuple(refusals) for event, refusals in found.items()}


def would_start(case: Case, event_type: EventType, ready: Compiled, moment: Moment) -> tuple[Refusal, ...]:
    """The same for one event type, by the edition and in the round that it would start (or for one of another edition)."""
    found = [nothing_to_concern(case, event_type)] if _concerns_nothing(case, event_type) else []
    barring = ready.requirements.get(event_type.id)
    for one in barring.all if barring is not None else ():
        refusal = None if one.hidden_until_filled else _judge(one, moment, ready, filled=False)
        if refusal is not None:
            found.append(refusal)
    return tuple(found)


def _concerns_nothing(case: Case, event_type: EventType) -> bool:
    if event_type.effect in ANY_EVENT:
        return not case.size
    return bool(event_type.about) and case.by_type.keys().isdisjoint(event_type.about)


def _judge(one: CompiledRequirement, moment: Moment, ready: Compiled, filled: bool = True) -> Refusal | None:
    """A refusal if a need is not met. A requirement of which it is unknown whether it applies is applied."""
    if (one.when or one.unless) and applies(moment, one.when, one.unless) is False:
        return None
    failed: list[tuple[Named, Answer]] | None = None
    for place, named in enumerate(one.needs):
        answer = named.answer(moment)
        if answer is not True and (filled or not one.own_needs[place]):
            failed = [*(failed or ()), (named, answer)]
    if failed is None:
        return None
    key = (one, tuple(failed))
    refusal = ready.kept_refusals.get(key)
    if refusal is None:
        refusal = ready.kept_refusals[key] = _refusal(one, key[1], ready)
    return refusal


def _refusal(one: CompiledRequirement, failed: Failed, ready: Compiled) -> Refusal:
    requirement = one.requirement
    missing = [fact for _, answer in failed if not isinstance(answer, bool) for fact in answer]
    lifters, roles = ready.lifting(tuple(named for named, _ in failed))
    return Refusal(
        requirement.level,
        "requirement" if any(answer is False for _, answer in failed) else "unknown-fact",
        requirement.id,
        requirement.source.clause,
        requirement.told,
        tuple(dict.fromkeys(missing)),
        lifters,
        roles,
        lacking=requirement.reason if requirement.asks else "",
    )


def breaches(case: Case, start: int = 0) -> list[tuple[int, BreachStatus]]:
    """Every event, from a place on, that stands although something that must (breach) or should (deviation) have held did not, with its place."""
    found: list[tuple[int, BreachStatus]] = []
    for place in range(start, case.size):
        event = case.events[place]
        kind = case.types[place]
        failed = list(failing(case, place))
        if kind is not None and kind.about and (case.about[place] < 0 or case.about[place] >= place):
            failed.insert(
                0,
                Refusal(
                    "must",
                    "about-wrong",
                    "about",
                    kind.source.clause,
                    f"Det som ”{kind.label}” gällde står inte längre kvar.",
                ),
            )
        if failed:
            found.extend((place, _stands(event, one)) for one in failed)
    return found


def _stands(event: Event, refusal: Refusal) -> BreachStatus:
    kind: Literal["breach", "deviation"] = "breach" if refusal.level == "must" else "deviation"
    said = refusal.lacking or refusal.reason
    return BreachStatus(kind, event.id, refusal.clause, refusal.requirement, said, event.passed_over)


def breach_known_from(case: Case, place: int, history: History, known_on: datetime | None) -> date:
    """The day from which a breach asks for handling: when its event was recorded, or when a later correction left it standing."""
    event = case.events[place]
    moment = event.recorded
    if not event.passed_over:
        later = [one.recorded for one in history.events if one.annuls is not None and one.recorded > moment]
        moment = max((one for one in later if known_on is None or one <= known_on), default=moment)
    return local_day(moment)


def local_day(moment: datetime) -> date:
    """The day a moment falls on where the city is."""
    return moment.astimezone(LOCAL_ZONE).date()
