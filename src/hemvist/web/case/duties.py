"""The duties of a case in words: whose turn it is, by when, why, what it waits for, and what can be recorded now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext

from hemvist.cases.entries import NO_FORM_RECORDS
from hemvist.cases.views import CaseView, PartyView
from hemvist.routines.model import Edition
from hemvist.routines.sentences import listed, lowered
from hemvist.routines.status import DutyStatus, Refusal
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.points import NUMBER, number_of_point

# What is said of a letter has its own page, and its place there.
ABOUT_A_LETTER = {"letter-sent": "", "letter-not-sent": "#skickas-inte"}


@dataclass(frozen=True, slots=True)
class ClauseRef:
    """A clause as a chip: where it stands, and what it says."""

    routine: str
    edition: str
    clause_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may not be recorded now, and who can make it possible, in words."""

    level: str
    reason: str
    clause: ClauseRef | None
    lifted_by: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is recorded, with the reasons against it if there are any now. ``url`` is empty where another role records it."""

    event_type: str
    label: str
    url: str
    help: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether something that must hold does not."""
        return any(reason.level == "must" for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Step:
    """One open duty as the case page shows it. ``actions`` are those that nothing stands against: another way to do it is no button.

    ``why``: what led to it, a sentence each: the event that opened it, who has the turn for whom, and how its day came about.
    ``first_way``: the way that the document names first, where that one may not be gone yet though another may; it is told with its reasons.
    """

    id: str
    label: str
    state: str
    mine: bool
    turn: tuple[str, ...]
    due_on: date | None
    due_is_local: bool
    why: tuple[str, ...]
    clauses: tuple[ClauseRef, ...]
    waiting_for: tuple[Reason, ...]
    missing: tuple[str, ...]
    concerns: str
    opened_on: date
    actions: tuple[Action, ...]
    first_way: Action | None
    help: str


def clause_ref(edition: Edition, clause_id: str) -> ClauseRef:
    """Give a clause of an edition as a chip; one that the edition has not keeps its id and says nothing."""
    clause = edition.clauses.get(clause_id)
    return ClauseRef(edition.routine, edition.edition, clause_id, clause.text if clause else "")


def role_label(edition: Edition, role: str) -> str:
    """Give a role's name in the words of the documents."""
    return edition.roles[role].label if role in edition.roles else role


def in_a_sentence(label: str) -> str:
    """Give a label as it stands inside a sentence: a role has no capital letter there. What is no lower-case word keeps its letters (SIP)."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def fact_label(edition: Edition, fact: str) -> str:
    """Give "event.field" (or an event) in the words of the routine."""
    event_id, _, field_name = fact.partition(".")
    event = edition.events.get(event_id)
    if event is None:
        return fact
    asked = next((each.label for each in event.fields if each.name == field_name), "")
    return f"{event.label}: {asked}" if asked else event.label


def reason_of(edition: Edition, refusal: Refusal) -> Reason:
    """Give a refusal in words: the reason, its clause, and who can lift it by recording what."""
    events = [edition.events[each].label for each in refusal.lifted_by_events if each in edition.events]
    roles = [in_a_sentence(role_label(edition, each)) for each in refusal.lifted_by_roles]
    by = gettext("%(who)s, genom att registrera: %(what)s")
    who, what = _either(roles), _either(events)
    lifted = by % {"who": who, "what": what} if who and what else who or what
    return Reason(
        level=refusal.level,
        reason=refusal.reason,
        clause=clause_ref(edition, refusal.clause) if refusal.clause else None,
        lifted_by=lifted,
        missing=tuple(fact_label(edition, each) for each in refusal.missing),
    )


def may_record(view: CaseView, event_id: str) -> bool:
    """Say whether the worker has a role in the case that records this event, or has the turn until somebody has that role."""
    event = view.edition.events.get(event_id)
    held = {party.role for party in view.parties}
    return event is not None and any(
        role in view.my_roles or (role not in held and view.edition.roles[role].until_appointed in view.my_roles)
        for role in event.recorded_by
    )


def action_of(view: CaseView, event_id: str, about: str | None = None) -> Action:
    """Give the way to the form of an event, with the reasons against it now."""
    event = view.edition.events[event_id]
    if event.effect in ABOUT_A_LETTER and about:
        return Action(
            event_id, event.label, reverse("confirm_sent", args=[view.public_id, about]) + ABOUT_A_LETTER[event.effect]
        )
    address = reverse("record_event", args=[view.public_id, event_id])
    reasons = tuple(reason_of(view.edition, each) for each in view.status.refused.get(event_id, ()))
    return Action(event_id, event.label, f"{address}?om={about}" if about else address, event.help, reasons)


def next_steps(view: CaseView, viewer: Viewer, editions: dict[str, Edition]) -> list[Step]:
    """Give the open duties: this worker's own first, what can be done before what waits, then by day; those with no day last.

    Those of one day come in the order of the documents: the first step of a consultation before the second.
    """
    duties = in_order(view.edition, view.status.open_duties)
    steps = [step_of(view, viewer, duty, editions.get(duty.edition, view.edition)) for duty in duties]
    return sorted(steps, key=lambda step: (not step.mine, step.state == "waiting", step.due_on or date.max))


def in_order(edition: Edition, duties: Iterable[DutyStatus]) -> list[DutyStatus]:
    """Give duties in the order of the documents; those that the edition has not (of an earlier round's) last."""
    places = {duty: place for place, duty in enumerate(edition.duties)}
    return sorted(duties, key=lambda duty: places.get(duty.id, len(places)))


def step_of(view: CaseView, viewer: Viewer, duty: DutyStatus, edition: Edition) -> Step:
    """Give one duty in words."""
    holders = {party.role: party for party in view.parties}
    mine = any(
        role in view.my_roles and (role not in holders or holders[role].worker_id in viewer.worker_ids)
        for role in duty.turn
    )
    actions = [_action(view, each, duty) for each in duty.closes if may_record(view, each)]
    allowed = tuple(each for each in actions if not each.is_refused)
    waits_for = tuple(dict.fromkeys(reason_of(edition, each) for each in duty.waiting_for))
    return Step(
        id=duty.id,
        label=duty.label,
        state=duty.state,
        mine=mine,
        turn=tuple(_who(edition, role, holders) for role in duty.turn),
        due_on=duty.due_on,
        due_is_local=duty.due_is_local,
        why=_why(view, duty, edition),
        clauses=tuple(clause_ref(edition, each) for each in duty.clauses),
        # What somebody else can do waits for nothing, whatever stands against doing it in another way.
        waiting_for=waits_for or (_musts(actions) if mine and not allowed else ()),
        # A day that is known by another reckoning lacks nothing.
        missing=()
        if duty.state == "open" and duty.due_on
        else tuple(fact_label(edition, each) for each in duty.missing),
        concerns=_concerns(view, duty),
        opened_on=duty.opened_on,
        actions=allowed,
        first_way=actions[0] if mine and allowed and actions[0].is_refused else None,
        help=edition.duties[duty.id].help if duty.id in edition.duties else "",
    )


def _why(view: CaseView, duty: DutyStatus, edition: Edition) -> tuple[str, ...]:
    """Give what led to a duty. An event that this worker does not see is not told of."""
    opened = next((each for each in view.history if each.uid == duty.opened_by), None)
    told = [gettext("Följer av: %(what)s.") % {"what": f"{opened.label} {opened.on.isoformat()}"}] if opened else []
    held = {party.role for party in view.parties}
    absent = [role_label(edition, each) for each in duty.holder if each not in duty.turn and each not in held]
    if absent:
        who, instead = (
            listed(absent, gettext("och")),
            listed([role_label(edition, each) for each in duty.turn], gettext("och")),
        )
        words = gettext("Ingen är utsedd som %(absent)s än. Så länge har %(who)s turen.")
        told.append(words % {"absent": lowered(who), "who": lowered(instead)})
    return (*told, *duty.steps)


def _action(view: CaseView, event_id: str, duty: DutyStatus) -> Action:
    """Give the way to the form that settles a duty: it begins with what the duty concerns, and with the point that it is for."""
    action, number = (
        action_of(view, event_id, _concerned(view, event_id, duty)),
        number_of_point(view.edition, duty, event_id),
    )
    if not number:
        return action
    return replace(action, url=f"{action.url}{'&' if '?' in action.url else '?'}{NUMBER}={number}")


def _musts(actions: Iterable[Action]) -> tuple[Reason, ...]:
    """Give what must hold before any of these may be recorded, each reason once."""
    return tuple(dict.fromkeys(reason for action in actions for reason in action.reasons if reason.level == "must"))


def not_yet(view: CaseView) -> list[Action]:
    """Give the events that something which must hold keeps from being recorded now: this worker's, and those that an open duty waits for.

    What has nothing to concern is left out: there is nothing to mend in that.
    """
    waited = {event for duty in view.status.open_duties for event in duty.closes}
    refused = [
        action_of(view, event_id) if may_record(view, event_id) else replace(action_of(view, event_id), url="")
        for event_id, refusals in view.status.refused.items()
        if event_id in view.edition.events
        and view.edition.events[event_id].effect not in ("case-opened", *NO_FORM_RECORDS)
        and (event_id in waited or may_record(view, event_id))
        and any(each.level == "must" for each in refusals)
        and not any(each.code == "nothing-to-concern" for each in refusals)
    ]
    return sorted(refused, key=lambda action: (action.event_type not in waited, action.label))


def _who(edition: Edition, role: str, holders: dict[str, PartyView]) -> str:
    """Name who has the turn: the role, and the worker who holds it in this case."""
    party = holders.get(role)
    label = role_label(edition, role)
    return f"{label} {party.worker_name}" if party is not None else label


def _concerned(view: CaseView, event_id: str, duty: DutyStatus) -> str | None:
    """Give the event that recording this would concern, if the duty hangs on one of the right type; what a series hangs on is the last time."""
    known = view.edition.duties.get(duty.id)
    if known is not None and known.every is not None:
        return None
    wanted = view.edition.events[event_id].about
    by_uid = {event.uid: event.type for event in view.history}
    return next((each for each in (duty.about, duty.opened_by) if each and by_uid.get(each) in wanted), None)


def _concerns(view: CaseView, duty: DutyStatus) -> str:
    """Say which letter or booked time the duty hangs on, or which earlier event when the same duty is open for several."""
    named = (each.values.get("title") for each in view.history if each.uid in (duty.opened_by, duty.about))
    title = next((each for each in named if isinstance(each, str)), "")
    if title:
        return title
    event = next((each for each in view.history if each.uid == duty.about), None)
    known = view.edition.duties.get(duty.id)
    in_a_series = known is not None and known.every is not None
    if event is None or in_a_series:
        return ""
    starts = next((each for each in event.values.values() if isinstance(each, datetime)), None)
    if starts is not None:
        return f"{event.label} {starts:%Y-%m-%d %H:%M}"
    several = sum(each.id == duty.id for each in view.status.open_duties) > 1
    return f"{event.label} {event.on.isoformat()}" if several else ""


def _either(words: Iterable[str]) -> str:
    """Join words with commas and "eller"."""
    given = list(dict.fromkeys(words))
    if len(given) < 2:
        return "".join(given)
    return gettext("%(first)s eller %(last)s") % {"first": ", ".join(given[:-1]), "last": given[-1]}
