"""The page *Samtycken* of a case: what is in force now, everything that was said, and what has been shared under it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hemvist.cases.consents import Consent
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.ledger import LedgerEntry, shared_so_far, view_ledger
from hemvist.cases.library import library
from hemvist.cases.views import CaseView
from hemvist.routines.history import FieldValue
from hemvist.routines.model import EventType, Field
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.duties import Action, ClauseRef, action_of, clause_ref, may_record
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.case.papers import attach_url, papers_of

GIVEN, REFUSED, WITHDRAWN = "consent-given", "consent-refused", "consent-withdrawn"
TONES = {"in-force": ("success", "check"), "not-yet": ("info", "clock"), "expired": ("warning", "clock")}
ENDED = ("neutral", "close")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party may be told of one kind of information: a word, always, and a drawing beside it."""

    word: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Column:
    """A party that a consent in force is towards."""

    heading: str
    purpose: str
    until: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """What is in force: a row for each kind of information, a column for each party."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class SharedRow:
    """What was shared on one day with the same parties."""

    on: date
    parties: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One consent or refusal in words, with what can be done about it."""

    uid: str
    party: str
    state: str
    tone: str
    icon: str
    told: list[tuple[str, str | None]]
    clause: ClauseRef
    is_over: bool
    first_day: date
    last_day: date | None
    shared: tuple[SharedRow, ...]
    number_shared: int
    openings: tuple[str, ...] | None
    withdraw_url: str
    renew_url: str
    papers: tuple[tuple[str, str], ...]
    attach_url: str


@require_GET
def show_consents(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the ledger of consents. The opening is logged as that of every page of a case is."""
    view, viewer = open_case_page(request, case_id, "consents"), viewer_of(request)
    try:
        ledger = view_ledger(viewer, case_id)
    except CaseNotFound:
        raise Http404 from None
    given = framed(
        view,
        matrix=matrix_of(ledger),
        entries=[entry_of(view, each, ledger) for each in ledger],
        actions=new_actions(view),
        today=viewer.today,
    )
    return render(request, "case/consents.html", given)


def may_open_consents(view: CaseView) -> bool:
    """Whether there is something on the page for this worker: they see consents, or record some."""
    events = [each for each in view.edition.events.values() if each.effect == GIVEN]
    return any(each.information in view.kinds or may_record(view, each.id) for each in events)


def shared_under_withdrawn(view: CaseView, viewer: Viewer, event: EventType, about: str | None) -> Entry | None:
    """Give the consent that is about to be withdrawn, with what has been shared under it; None where nothing is withdrawn."""
    if event.effect != WITHDRAWN or not about:
        return None
    found = shared_so_far(viewer, view.public_id, about)
    return entry_of(view, found, (found,)) if found is not None else None


# -- what is in force ------------------------------------------------------------------------------------------------------------------------


def matrix_of(ledger: tuple[LedgerEntry, ...]) -> Matrix:
    """Give who may be told what today. Kinds that no consent in force asks about have no row."""
    in_force = [each.consent for each in reversed(ledger) if each.consent.state == "in-force"]
    asked = {kind for each in in_force for kind in each.askable}
    return Matrix(
        columns=tuple(Column(party_of(each), _purpose(each), _until(each)) for each in in_force),
        rows=tuple(
            (label, tuple(_cell(each, kind) for each in in_force))
            for kind, label in library().vocabulary.information.items()
            if kind in asked
        ),
    )


def _cell(consent: Consent, kind: str) -> Cell:
    if kind in consent.kinds:
        return Cell(gettext("Ja"), "success", "check")
    if kind in consent.askable:
        return Cell(gettext("Nej"), "neutral", "close")
    return Cell(gettext("Ingår inte"), "neutral", "none")


def party_of(consent: Consent) -> str:
    """Name whom a consent is towards: an outside party by its own name."""
    label = library().vocabulary.recipients.get(consent.recipient, consent.recipient)
    return consent.recipient_name or label


def _purpose(consent: Consent) -> str:
    return library().vocabulary.purposes.get(consent.purpose, consent.purpose)


def _until(consent: Consent) -> str:
    return (
        gettext("till och med %(day)s") % {"day": consent.last_day}
        if consent.last_day
        else gettext("tills det tas tillbaka")
    )


# -- everything that was said -----------------------------------------------------------------------------------------------------------------


def entry_of(view: CaseView, entry: LedgerEntry, ledger: tuple[LedgerEntry, ...]) -> Entry:
    """Put one consent into words."""
    consent = entry.consent
    tone, icon = TONES.get(consent.state, ENDED)
    return Entry(
        uid=entry.uid,
        party=party_of(consent),
        state=state_words(consent),
        tone=tone,
        icon=icon,
        told=_told(entry),
        clause=clause_ref(view.edition, consent.event_type.source.clause),
        is_over=consent.state not in ("in-force", "not-yet"),
        first_day=consent.first_day,
        last_day=consent.last_day,
        shared=_shared(entry),
        number_shared=len(entry.shared),
        openings=None
        if entry.openings is None
        else tuple(f"{each.at:%Y-%m-%d %H:%M} {each.name}" for each in entry.openings),
        withdraw_url=_withdraw_url(view, consent),
        renew_url=_renew_url(view, consent, ledger),
        papers=papers_of(view, entry.uid),
        attach_url=attach_url(view, entry.uid) if consent.was_given else "",
    )


def state_words(consent: Consent) -> str:
    """Say what a consent is today, and since when it is over."""
    words = {
        "in-force": gettext("Gäller"),
        "not-yet": gettext("Gäller inte än"),
        "expired": gettext("Har gått ut"),
        "withdrawn": gettext("Återtaget"),
        "refused": gettext("Nekat"),
        "replaced": gettext("Ersatt av ett nyare"),
    }
    on = consent.ended_on if consent.was_given else consent.given_on
    return f"{words[consent.state]} {on}" if on and consent.state != "in-force" else words[consent.state]


def _told(entry: LedgerEntry) -> list[tuple[str, str | None]]:
    """Give what the consent says, in the words of its own form."""
    consent = entry.consent
    told: list[tuple[str, str | None]] = [(gettext("För vad"), _purpose(consent))]
    if consent.was_given:
        told += [(gettext("Vilka uppgifter"), _kinds(consent)), (gettext("Gäller"), _period(consent))]
        told.append((gettext("Lämnat"), _how(consent)))
    else:
        told += [(field.label, str(value)) for field, value in _answers(consent, ("reason",))]
    told += [(field.label, str(value)) for field, value in _answers(consent, ("witness", "reference"))]
    by = gettext("%(name)s, %(role)s, %(day)s")
    told.append(
        (
            gettext("Registrerat av"),
            by % {"name": entry.recorded_by, "role": entry.role_label.lower(), "day": consent.row.recorded_at.date()},
        )
    )
    return told


def _shared(entry: LedgerEntry) -> tuple[SharedRow, ...]:
    rows: dict[tuple[date, str], list[str]] = {}
    for each in entry.shared:
        rows.setdefault((each.shared.on, ", ".join(each.shared.parties)), []).append(each.label)
    return tuple(SharedRow(on, parties, tuple(labels)) for (on, parties), labels in rows.items())


def _kinds(consent: Consent) -> str:
    labels = library().vocabulary.information
    return ", ".join(labels.get(each, each) for each in consent.kinds)


def _period(consent: Consent) -> str:
    """Say from when until when it counts, or counted: a withdrawal ends it before its last day."""
    ended = consent.ended_on if consent.ended_by is not None or consent.replaced_by is not None else None
    until = gettext("till och med %(day)s") % {"day": ended} if ended else _until(consent)
    return gettext("från och med %(first)s, %(until)s") % {"first": consent.first_day, "until": until}


def _how(consent: Consent) -> str:
    """Say who gave it and how, in the words of the form: "Personen själv · skriftligt · 2026-01-27"."""
    said = [
        _choice(consent, "given_by"),
        str(consent.values.get("given_by_name") or ""),
        _choice(consent, "form"),
        str(consent.given_on),
    ]
    return " · ".join(each for each in said if each)


def _choice(consent: Consent, name: str) -> str:
    labels = {c.value: c.label for field in consent.event_type.fields if field.name == name for c in field.choices}
    value = str(consent.values.get(name) or "")
    return labels.get(value, value)


def _answers(consent: Consent, names: tuple[str, ...]) -> list[tuple[Field, FieldValue]]:
    return [
        (field, consent.values[field.name])
        for field in consent.event_type.fields
        if field.name in names and consent.values.get(field.name)
    ]


# -- what can be done ---------------------------------------------------------------------------------------------------------------------------


def new_actions(view: CaseView) -> tuple[Action, ...]:
    """Give the forms of new consents and refusals that this worker records, those that give before those that refuse."""
    return tuple(
        action_of(view, each.id)
        for effect in (GIVEN, REFUSED)
        for each in view.edition.events.values()
        if each.effect == effect and may_record(view, each.id)
    )


def _withdraw_url(view: CaseView, consent: Consent) -> str:
    """Give the form that withdraws a consent that still counts; empty where this worker records no such thing."""
    if consent.state not in ("in-force", "not-yet"):
        return ""
    found = (e.id for e in view.edition.events.values() if e.effect == WITHDRAWN and consent.row.type in e.about)
    return next((action_of(view, each, consent.row.uid).url for each in found if may_record(view, each)), "")


def _renew_url(view: CaseView, consent: Consent, ledger: tuple[LedgerEntry, ...]) -> str:
    """Give the form of a new consent, filled in from the newest one towards the same party."""
    later = [e for e in ledger if e.consent.party == consent.party and e.consent.row.sequence > consent.row.sequence]
    if later or not consent.was_given or not may_record(view, consent.row.type):
        return ""
    return action_of(view, consent.row.type, consent.row.uid).url
