"""Puts the page of a case together from what the viewer may see of it. Asks the database nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from hemvist.cases.conditional import mark_of
from hemvist.cases.views import CaseView
from hemvist.routines.model import Routine
from hemvist.routines.status import BreachStatus, Offered, SpanStatus
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.duties import (
    Action,
    ClauseRef,
    Step,
    action_of,
    clause_ref,
    may_record,
    next_steps,
    not_yet,
    role_label,
)
from hemvist.web.case.history import Moment, Section, sections, timeline
from hemvist.web.forms.event_form import SEEN


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be done, or holds all the time; and how it is recorded."""

    label: str
    who: str
    clause: ClauseRef
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that stands although the routine asked otherwise."""

    kind: str
    tone: str
    event: str
    reason: str
    given_reason: str
    clause: ClauseRef


@dataclass(frozen=True, slots=True)
class DraftLink:
    """A form that the viewer has begun."""

    label: str
    url: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Undo:
    """What was just recorded, where it is taken back with one click, and a mark of the case as it is shown, as (name, mark)."""

    label: str
    url: str
    seen: tuple[str, str]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the template of a case shows."""

    public_id: UUID
    heading: str
    lead: str
    state: str
    state_tone: str
    wish: Action | None
    undo: Undo | None
    spans: tuple[SpanStatus, ...]
    steps: list[Step]
    nothing_to_do: str
    offers: list[Offer]
    standing: list[Offer]
    not_yet: list[Action]
    breaches: list[Breach]
    series: list[Section]
    timeline: list[Moment]
    person: list[tuple[str, str | None]]
    to_note: list[tuple[str, str]]
    parties: list[tuple[str, str]]
    drafts: list[DraftLink]
    grounds: tuple[str, ...]


def case_page(view: CaseView, viewer: Viewer, routine: Routine, just_recorded: str = "") -> CasePage:
    """Put the page together. ``just_recorded`` is the uid of an event that this browser has just recorded."""
    closed = view.state == "closed"
    return CasePage(
        public_id=view.public_id,
        heading=view.person_name,
        lead=_lead(view),
        state=_state_words(view.state),
        state_tone="neutral" if closed else "info",
        wish=wish(view),
        undo=_undo(view, just_recorded),
        spans=tuple(each for each in view.spans if each.state != "ended" and each.last_day is not None),
        steps=next_steps(view, viewer, {each.edition: each for each in routine.editions}),
        nothing_to_do=gettext("Ärendet är avslutat.") if closed else gettext("Ingenting är att göra just nu."),
        offers=_offers(view, (each for each in view.status.offers if not set(view.my_roles).isdisjoint(each.holder))),
        standing=_offers(view, view.status.standing),
        not_yet=[] if closed else not_yet(view),
        breaches=[breach_of(view, each) for each in view.status.breaches],
        series=sections(view),
        timeline=timeline(view, viewer.today),
        person=_person(view),
        to_note=_to_note(view),
        parties=_parties(view),
        drafts=[DraftLink(each.label, _form(view, each.event_type), each.saved_at) for each in view.drafts],
        grounds=tuple(_ground_words(each) for each in view.grounds),
    )


def wish(view: CaseView) -> Action | None:
    """Give the way to note the person's own wish or objection (14 kap. 6 § SoL): at hand on every page of a case."""
    noted = next((each for each in view.edition.events.values() if each.effect == "wish-noted"), None)
    if noted is None or not may_record(view, noted.id):
        return None
    return replace(action_of(view, noted.id), label=gettext("Anteckna önskan eller invändning"))


def _lead(view: CaseView) -> str:
    """Say which case it is, and by which edition of which routine it goes."""
    words = gettext("Ärende %(reference)s · %(title)s, utgåva %(edition)s")
    return words % {"reference": view.reference, "title": view.edition.title, "edition": view.edition.edition}


def _ground_words(ground: str) -> str:
    """Say why the case is shown to this worker."""
    words = {
        "own-board": gettext("din enhet handlägger det"),
        "executor": gettext("din enhet genomför uppdraget"),
        "named": gettext("du är handläggare i det"),
        "own-record": gettext("du ser det som er sida har dokumenterat"),
        "given-back": gettext("du får veta hur insatsen går"),
        "asked": gettext("er nämnd har frågat och fått svar"),
        "hand-over": gettext("du har nyss lämnat över det"),
        "emergency": gettext("du har öppnat det för någons liv eller hälsa"),
    }
    return words.get(ground, ground)


def _state_words(state: str) -> str:
    """Say what state the case is in."""
    return {"open": gettext("Pågår"), "ending": gettext("Avslutas"), "closed": gettext("Avslutat")}[state]


def _form(view: CaseView, event_type: str) -> str:
    return reverse("record_event", args=[view.public_id, event_type])


def _undo(view: CaseView, uid: str) -> Undo | None:
    """Give the one-click way back for what was just recorded, as long as it may still be undone."""
    event = next(
        (each for each in view.history if each.uid == uid and each.undoable and each.annulled_by is None), None
    )
    if event is None:
        return None
    return Undo(event.label, reverse("undo_event", args=[view.public_id, uid]), (SEEN, mark_of(view)))


def _offers(view: CaseView, offered: Iterable[Offered]) -> list[Offer]:
    """Give what may be done, with the forms that this worker may open for it."""
    return [
        Offer(
            each.label,
            ", ".join(role_label(view.edition, role) for role in each.holder),
            clause_ref(view.edition, each.clause),
            tuple(action_of(view, event) for event in each.records if may_record(view, event)),
        )
        for each in offered
    ]


def breach_of(view: CaseView, status: BreachStatus, not_recorded_yet: str = "") -> Breach:
    """Give a breach or deviation in words. ``not_recorded_yet`` names an event that is only being considered."""
    label = next((each.label for each in view.history if each.uid == status.event), not_recorded_yet)
    must = status.kind == "breach"
    return Breach(
        kind=gettext("Avsteg från måste") if must else gettext("Avsteg från bör"),
        tone="danger" if must else "warning",
        event=label or gettext("Händelse som du inte ser"),
        reason=status.reason,
        given_reason=status.given_reason,
        clause=clause_ref(view.edition, status.clause),
    )


def _person(view: CaseView) -> list[tuple[str, str | None]]:
    """Give what is known of the person, where it is granted; what is not known is said to be missing."""
    person = view.person
    if person is None:
        return []
    kinds = {
        "personal": gettext("Personnummer"),
        "coordination": gettext("Samordningsnummer"),
        "reserve": gettext("Reservnummer"),
    }
    numbers: list[tuple[str, str | None]] = [(kinds[each.kind], grouped(each.number)) for each in person.numbers]
    told: list[tuple[str, str | None]] = [
        (gettext("Namn"), person.name),
        *(numbers or [(gettext("Personnummer"), None)]),
    ]
    # Where they live and how they are reached is not missing where it is kept back: then nothing is said of it.
    if not view.protected and not view.is_limited:
        told += [
            (gettext("Stadsområde"), _city_area(view, person.city_area)),
            (gettext("Telefon"), person.phone or None),
            (gettext("Adress"), person.address or None),
        ]
    return told


def _to_note(view: CaseView) -> list[tuple[str, str]]:
    """Give what the viewer can note of who the person is, where they live and how they are reached, each with its form."""
    if view.person is None or view.is_limited:
        return []
    words = {"name-learnt": gettext("namn"), "identity-number-learnt": gettext("nummer")}
    effects = () if view.person.protection == "assumed-identity" else tuple(words)
    effects += () if view.protected else ("reach-learnt",)
    asked = (each for each in view.edition.events.values() if each.effect in effects)
    can = (each for each in asked if may_record(view, each.id) and each.id not in view.status.refused)
    return [(words.get(each.effect or "") or each.fields[0].label.lower(), _form(view, each.id)) for each in can]


def _city_area(view: CaseView, area: str) -> str | None:
    """Give a city area in the words of the routine's own list of them; None if it is not known."""
    asked = (field for event in view.edition.events.values() for field in event.fields if field.name == "city_area")
    words = {choice.value: choice.label for field in asked for choice in field.choices}
    return words.get(area, area) or None


def grouped(number: str) -> str:
    """Write twelve digits as people read them, ÅÅÅÅMMDD-NNNN; another number as it is."""
    return f"{number[:8]}-{number[8:]}" if len(number) == 12 and number.isdigit() else number


def _parties(view: CaseView) -> list[tuple[str, str]]:
    """Say who holds which role, and which units decide and execute."""
    told = [(each.role_label, each.worker_name) for each in view.parties]
    told.append((gettext("Handläggs av"), view.owner_unit))
    if view.executor_unit_id is not None:
        told.append((gettext("Genomförs av"), view.executor_unit))
    return told
