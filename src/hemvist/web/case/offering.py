"""What the form of an event may choose among, and what is known beforehand."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from hemvist.cases.views import CaseView, EventView
from hemvist.organisation.models import Administration, Unit
from hemvist.organisation.unit_staff import Colleague, staff_of, units_elsewhere
from hemvist.routines.fields import plain_fields
from hemvist.routines.meetings import OUTCOMES
from hemvist.routines.model import Edition, EventType
from hemvist.routines.status import STANDING
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.duties import role_label
from hemvist.web.case.history import carried_on, since_last, written
from hemvist.web.case.known_from import known_from
from hemvist.web.forms.event_form import ABOUT, AT, ON, ORDER, Offered, Pairs, named_role
from hemvist.web.meetings.known import known_of_meeting

# Which side's units an event chooses among, by what it does.
UNITS_BY_EFFECT = {"unit-changed": Administration.Side.DECIDER, "executor-assigned": Administration.Side.EXECUTOR}

# What a consent that is renewed says again.
RENEWED = ("recipient", "recipient_name", "purpose", "kinds", "given_by", "given_by_name")


def offered(view: CaseView, viewer: Viewer, event: EventType) -> Offered:
    """Gather the choices of an event's form. Asks the database only for workers and units, and only where the form has such a field."""
    asked = {field.type for field in event.fields}
    days = {each.on for each in view.history if each.annulled_by is None}
    return Offered(
        about=tuple((each.uid, told(each)) for each in candidates(view, event)),
        workers=_workers(view, viewer.today, named_role(event)) if "worker" in asked else (),
        roles=_roles(view.edition) if "role" in asked else (),
        units=_units(event) if "unit" in asked else (),
        others_on=days.__contains__,
    )


def _roles(edition: Edition) -> Pairs:
    """Give the roles that have something to do in the routine: what other routines' roles do is nothing to choose here."""
    used = {role for duty in edition.duties.values() for role in duty.holder}
    used |= {role for event in edition.events.values() for role in event.recorded_by}
    return tuple((role.id, role.label) for role in edition.roles.values() if role.id in used)


def candidates(view: CaseView, event: EventType) -> list[EventView]:
    """Give the events that this one may concern, newest first.

    Those that an open duty waits for come alone; else all that stand, but for those that have had what they wait for (a meeting that was held).
    """
    standing = [each for each in reversed(view.history) if each.type in event.about and each.annulled_by is None]
    hangs_on: dict[bool, set[str]] = {True: set(), False: set()}
    for duty in view.status.duties:
        known = view.edition.duties.get(duty.id)
        if event.id in duty.closes and known is not None and known.every is None and not known.per_round:
            is_open = duty.state in STANDING
            hangs_on[is_open].update(uid for uid in (duty.about, duty.opened_by) if uid)
    waited = [each for each in standing if each.uid in hangs_on[True]]
    return waited or [each for each in standing if each.uid not in hangs_on[False]] or standing


def told_already(view: CaseView, event: EventType) -> str:
    """Say of a form that tells what came of a meeting that no booked meeting waits to be told of; empty if one does, or for another form.

    It is easily sent all the same, and would then say two things of one meeting.
    """
    saying = event.meeting
    if saying is None or not (saying.word in OUTCOMES or saying.field_name):
        return ""
    possible = {each.uid for each in candidates(view, event)}
    meetings = [each for each in view.meetings if each.event_uid in possible]
    if not meetings or any(not each.outcome for each in meetings):
        return ""
    last = max(meetings, key=lambda each: each.starts)
    words = gettext(
        "Inget bokat möte väntar på besked. Om mötet %(starts)s är det redan antecknat: %(outcome)s. "
        "Gäller det ett annat möte, boka det först. Är uppgiften fel, rätta den."
    )
    return words % {"starts": f"{last.starts:%Y-%m-%d %H:%M}", "outcome": last.outcome_label}


def told(event: EventView) -> str:
    """Name an event that another may concern: what it was, when it happened and, for a booking, the time booked."""
    starts = next((each for each in event.values.values() if isinstance(each, datetime)), None)
    return f"{event.label} {starts:%Y-%m-%d %H:%M}" if starts else f"{event.label} {written(event.on, event.at)}"


def known_before(view: CaseView, event: EventType, about: str) -> dict[str, Any]:
    """Give what a new form is prefilled with: what it concerns, where the page said so or only one thing is possible."""
    known = (
        _known_worker(view, event)
        | _known_name(view, event)
        | _known_consent(view, event, about)
        | _known_text(view, event)
    )
    if told_already(view, event):
        return known
    possible, given = [each.uid for each in candidates(view, event)], about
    if about not in possible:
        about = possible[0] if len(possible) == 1 else ""
    known |= known_of_meeting(view, event, given or about)
    known |= {name: before.value for name, before in known_from(view, event, given or about).items()}
    return known | ({ABOUT: about} if about else {})


def _known_name(view: CaseView, event: EventType) -> dict[str, Any]:
    """Give what the person is called, where it is to be changed: mostly one of the two names stays."""
    if event.effect != "name-learnt" or view.person is None:
        return {}
    return {"given_name": view.person.given_name, "family_name": view.person.family_name}


def _known_text(view: CaseView, event: EventType) -> dict[str, Any]:
    """Give the texts that this event says anew, as they stand: a plan is updated from the plan, and what holds still is not typed again."""
    last = since_last(view, event.id)[0] if carried_on(view, event.id) else None
    said = plain_fields(last.values) if last else {}
    return {each.name: said[each.name] for each in event.fields if each.type == "long-text" and each.name in said}


def _known_consent(view: CaseView, event: EventType, before: str) -> dict[str, Any]:
    """Give whom a consent is towards and for what, where the form knows only one; and all that an earlier one which is renewed says of it.

    How it is given this time, and for how long, is always asked.
    """
    if event.effect not in ("consent-given", "consent-refused"):
        return {}
    known: dict[str, Any] = {
        f.name: f.choices[0].value for f in event.fields if f.type == "choice" and len(f.choices) == 1
    }
    earlier = next((each for each in view.history if each.uid == before and each.type == event.id), None)
    said = plain_fields(earlier.values) if earlier else {}
    return known | {name: said[name] for name in RENEWED if name in said}


def _known_worker(view: CaseView, event: EventType) -> dict[str, Any]:
    """Give the one who has the role that the event appoints to, where it is another side's: they are contacted again, seldom replaced.

    Of one's own side somebody is appointed to make a change, so there nobody is chosen beforehand.
    """
    sides = {view.edition.roles[role].side for role in view.my_roles if role in view.edition.roles}
    role = named_role(event)
    if event.effect != "party-appointed" or not role or view.edition.roles[role].side in sides:
        return {}
    return next(({"worker": str(each.worker_id)} for each in view.parties if each.role == role), {})


def known_of(event: EventView) -> dict[str, Any]:
    """Give what the form of a correction is prefilled with: what was recorded."""
    known: dict[str, Any] = dict(plain_fields(event.values))
    known |= {
        ON: event.on.isoformat(),
        AT: f"{event.at:%H:%M}" if event.at else "",
        ORDER: "",
        ABOUT: event.about or "",
    }
    return known


def _workers(view: CaseView, day: date, role: str = "") -> Pairs:
    """Give those who work today at the units of the case, with their roles, in order of name; with ``role`` only those who hold it.

    Where no unit executes yet, or none any longer, that is all on the executing side: where the person is protected, somebody of the unit
    that is to get the case is named beforehand.
    """
    elsewhere = view.edition.roles.get(role)
    if elsewhere is not None and elsewhere.any_unit:
        units = units_elsewhere(elsewhere.side, view.owner_unit_id)
        return _of_units(view, units, day, role)
    units = {view.owner_unit_id: view.owner_unit}
    if view.executor_unit_id is not None:
        units[view.executor_unit_id] = view.executor_unit
    if view.executor_unit_id is None or view.is_recalled:
        executing = Unit.objects.filter(administration__side=Administration.Side.EXECUTOR).order_by("name")
        units |= dict(executing.values_list("pk", "name"))
    return _of_units(view, units, day, role)


def _of_units(view: CaseView, units: dict[int, str], day: date, role: str) -> Pairs:
    return tuple(
        (str(each.worker_id), _worker_words(view, each, units[unit_id]))
        for unit_id, staff in staff_of(tuple(units), day).items()
        for each in staff
        if not role or role in each.roles
    )


def _worker_words(view: CaseView, worker: Colleague, unit: str) -> str:
    """Name a worker with their roles and unit."""
    return f"{worker.name} · {', '.join(role_label(view.edition, role) for role in worker.roles)}, {unit}"


def _units(event: EventType) -> Pairs:
    """Give the units that the event may choose among, in order of name."""
    units = Unit.objects.order_by("administration__name", "name")
    side = UNITS_BY_EFFECT.get(event.effect or "")
    chosen = units.filter(administration__side=side) if side else units
    return tuple(
        (str(pk), f"{name}, {administration}")
        for pk, name, administration in chosen.values_list("pk", "name", "administration__name")
    )
