"""In which role a worker may record something on a case, and who may be appointed to one."""

from datetime import date

from hemvist.cases.casefile import CaseRow
from hemvist.cases.entries import FieldError, NotYourRole
from hemvist.cases.library import library
from hemvist.cases.standing import Standing, side_of
from hemvist.organisation.holdings import Holding, holdings_of
from hemvist.organisation.models import Unit
from hemvist.persons.models import Protection
from hemvist.routines.consenting import consent_errors
from hemvist.routines.history import FieldValue
from hemvist.routines.model import EventType
from hemvist.routines.parties import JOINING
from hemvist.secrecy.viewer import Viewer

FROM_ANYWHERE = ("emergency-opened", "emergency-reviewed")
"""Effects of events that are recorded in a role held anywhere: who opens a case for life or health has none in it."""


def roles_in(viewer: Viewer, case: CaseRow, standing: Standing) -> tuple[str, ...]:
    """Give the roles the viewer acts in on this case.

    Those they (or one they stand in for) hold as a party, and those they hold at the case's own unit (for a deciding role) or at the
    executing unit (for an executing one). A role held at other units counts only as a party's.
    """
    as_party = [role for role, party in standing.parties.items() if party.worker_id in viewer.worker_ids]
    by_unit = [h.role for h in viewer.holdings if h.unit_id == _unit_for(h.role, standing)]
    return tuple(dict.fromkeys([*as_party, *by_unit]))


def _unit_for(role: str, standing: Standing) -> int | None:
    """The unit at which a role is held in a case; None for one held elsewhere, and while no unit executes."""
    role_known = library().vocabulary.roles.get(role)
    side = role_known.side if role_known and not role_known.any_unit else "other"
    return {"decider": standing.owner_unit_id, "executor": standing.executor_unit_id}.get(side)


def acting_role(viewer: Viewer, case: CaseRow, standing: Standing, event_type: EventType, joining: str = "") -> str:
    """Give the role in which the viewer records an event of this type. Raises NotYourRole.

    A role that has another's turn until someone is appointed also records what the other would (a coordinator for a consultant); but nobody
    joins a case in a role that they do not hold. Who joins or opens one does so in a role held elsewhere, if it is one of theirs.
    ``joining`` is one they are about to join in.
    """
    mine = roles_in(viewer, case, standing)
    if event_type.effect in JOINING:
        mine = (*mine, *roles_held_elsewhere(viewer, standing.owner_unit_id))
    if joining:
        mine = (*mine, joining)
    if event_type.effect in FROM_ANYWHERE:
        mine = (*mine, *sorted(viewer.roles))
    for role in event_type.recorded_by:
        if role in mine:
            return role
    for role in event_type.recorded_by if event_type.effect not in JOINING else ():
        deputy = library().vocabulary.roles[role].until_appointed
        if deputy in mine and role not in standing.parties:
            return deputy
    raise not_your_role(event_type)


def roles_held_elsewhere(viewer: Viewer, owner_unit_id: int) -> tuple[str, ...]:
    """Give the roles held at other units than a case's own in which the viewer could be named in a case of that unit."""
    known = library().vocabulary.roles
    elsewhere = [h for h in viewer.holdings if h.role in known and known[h.role].any_unit]
    if not elsewhere:
        return ()
    board = _board_of(owner_unit_id)
    return tuple(dict.fromkeys(h.role for h in elsewhere if _may_hold(h, known[h.role].side, board)))


def _may_hold(holding: Holding, side: str, board: int) -> bool:
    """Whether a role held there can be held in a case of the board: at another unit of it, or, for another side's, at an office outside."""
    if side == "decider":
        return holding.side == side and holding.board_id == board
    return holding.side == side and holding.outside


def _board_of(unit_id: int) -> int:
    return Unit.objects.values_list("administration__board_id", flat=True).get(pk=unit_id)


def not_your_role(event_type: EventType) -> NotYourRole:
    """Say who records it."""
    roles = library().vocabulary.roles
    return NotYourRole(event_type.recorded_by, tuple(roles[r].label for r in event_type.recorded_by))


def effect_errors(
    event_type: EventType, fields: dict[str, FieldValue], standing: Standing, today: date, on: date
) -> list[FieldError]:
    """Check what an effect needs: that the worker holds the role, that the unit is of the right side, that a consent can be shown.

    ``on`` is the day it happened.
    """
    match event_type.effect:
        case "party-appointed" | "party-received":
            return _appointment_errors(str(fields.get("role") or ""), fields.get("worker"), standing, today)
        case "executor-assigned":
            unit = fields.get("unit")
            wrong = _unit_errors(unit, "executor", "Välj en enhet på den verkställande sidan.")
            return wrong or _named_elsewhere(_number(unit), standing, today)
        case "information-given":
            return _asking_errors(fields.get("unit"), standing)
        case "unit-changed":
            return _unit_errors(fields.get("unit"), "decider", "Välj en enhet på en socialförvaltning.")
        case "consent-given":
            born, adult_from = standing.birth_date, library().vocabulary.adult_from
            wrong_in_it = consent_errors(event_type, fields, on, born, adult_from)
            return [FieldError(e.field, e.code, e.message) for e in wrong_in_it]
        case _:
            return []


def _appointment_errors(role: str, worker: object, standing: Standing, today: date) -> list[FieldError]:
    if role not in library().vocabulary.roles:
        return [FieldError("role", "unknown-role", "Välj en roll i listan.")]
    held = holdings_of(_number(worker), today)
    known = library().vocabulary.roles[role]
    if known.any_unit:
        board = _board_of(standing.owner_unit_id)
        if any(h.role == role and _may_hold(h, known.side, board) for h in held):
            return []
        return [FieldError("worker", "worker-without-role", "Välj någon som har den rollen i dag.")]
    unit = None if standing.is_recalled and side_of(role) == "executor" else _unit_for(role, standing)
    if any(h.role == role and (h.unit_id == unit or (unit is None and h.side == side_of(role))) for h in held):
        return []
    return [FieldError("worker", "worker-without-role", "Välj någon som har den rollen på enheten i dag.")]


def _asking_errors(unit: object, standing: Standing) -> list[FieldError]:
    if standing.protection != Protection.NONE:
        message = "Personen har eller kan ha skyddade personuppgifter. Svara den som frågar direkt, och anteckna det i journalen."
        return [FieldError("unit", "protected-is-not-given-here", message)]
    asking, own = Unit.objects.filter(pk=_number(unit)), Unit.objects.filter(pk=standing.owner_unit_id)
    if not asking or asking[0].administration.board_id == own[0].administration.board_id:
        return [FieldError("unit", "unit-of-the-own-board", "Välj en enhet i en annan nämnd.")]
    return []


def _unit_errors(unit: object, side: str, message: str) -> list[FieldError]:
    found = Unit.objects.filter(pk=_number(unit), administration__side=side).exists()
    return [] if found else [FieldError("unit", "unit-of-another-side", message)]


def _named_elsewhere(unit_id: int, standing: Standing, today: date) -> list[FieldError]:
    """Refuse to send a protected case to a unit where none of those named for it works: nobody there would see it.

    Whom the routine wants named before the first assignment, it says itself; before a later one to another unit only this does.
    """
    before = standing.assignment
    if standing.protection == Protection.NONE or (before is not None and before.unit_id == unit_id):
        return []
    named = [p.worker_id for p in standing.parties.values() if side_of(p.role) == "executor" and not p.last_sequence]
    if before is not None and not (standing.is_recalled and named):
        message = "Ingen på den enheten är utsedd i ärendet, så ingen där skulle se det. Kontakta samordnaren där först, och anteckna det."
        return [FieldError("unit", "unit-where-nobody-is-named", message)]
    if not named or any(h.unit_id == unit_id for worker in named for h in holdings_of(worker, today)):
        return []
    message = "Den som är utsedd i ärendet på den verkställande sidan arbetar inte på den enheten. Välj hens enhet."
    return [FieldError("unit", "unit-where-nobody-is-named", message)]


def _number(value: object) -> int:
    """Give the row number that a field holds as text; 0 (which nothing has) for anything else."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
