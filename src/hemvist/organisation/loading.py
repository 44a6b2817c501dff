"""Brings the organisation up to what a file tells: adds what is new, corrects names, ends what the file ends. Nothing is removed."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from hemvist.organisation.description import Description, DescriptionError, RolePart, WorkerPart
from hemvist.organisation.homes import home_mark
from hemvist.organisation.models import Administration, Board, RoleHolding, Unit, Worker
from hemvist.organisation.receiving import kept, received_twice
from hemvist.organisation.staffing import StaffingError, end_role, give_role, hire

Kept = TypeVar("Kept", bound=models.Model)


@dataclass(slots=True)
class Loaded:
    """How many were added of each kind, and the user names that can log in neither by a password nor by the city's log-in service.

    ``ended``: the workers of whom a role ends earlier than it did before, each with the last such day.
    """

    added: dict[str, int] = field(default_factory=dict)
    without_password: list[str] = field(default_factory=list)
    ended: dict[int, date] = field(default_factory=dict)

    def count(self, what: str, is_new: bool) -> None:
        """Count one that was added."""
        if is_new:
            self.added[what] = self.added.get(what, 0) + 1


@transaction.atomic
def load(told: Description) -> Loaded:
    """Bring the organisation up to a description, all of it or nothing. Raises DescriptionError where it names what there is not."""
    loaded = Loaded()
    for board in told.board:
        loaded.count("boards", Board.objects.update_or_create(code=board.code, defaults={"name": board.name})[1])
    for office in told.administration:
        values = office.model_dump(exclude={"code", "board"}) | {
            "board": _of(Board.objects.all(), "board", office.board, office.code)
        }
        loaded.count("administrations", Administration.objects.update_or_create(code=office.code, defaults=values)[1])
    for unit in told.unit:
        values = {
            "name": unit.name,
            "administration": _of(Administration.objects.all(), "administration", unit.administration, unit.code),
            "receives": kept(unit.receives),
        } | ({} if unit.telephone is None else {"telephone": unit.telephone})
        loaded.count("units", Unit.objects.update_or_create(code=unit.code, defaults=values)[1])
    twice = received_twice({routine for unit in told.unit for routine in unit.receives})
    if twice:
        raise DescriptionError(twice)
    for worker in told.worker:
        _load_worker(worker, loaded)
    return loaded


def _of(kept: QuerySet[Kept], what: str, code: str, named_by: str) -> Kept:
    """Give what a code stands for. Raises DescriptionError if nothing has it."""
    found = kept.filter(code=code).first()
    if found is None:
        raise DescriptionError([f"{named_by}: there is no {what} with the code '{code}'"])
    return found


def _load_worker(told: WorkerPart, loaded: Loaded) -> None:
    worker = Worker.objects.select_related("user").filter(user__username=told.username).first()
    loaded.count("workers", worker is None)
    if worker is None:
        worker = hire(told.username, told.name)
    elif worker.name != told.name:
        worker.name = told.name
        worker.save(update_fields=["name"])
    _load_directory_id(worker, told)
    if told.home_address is not None and home_mark(told.home_address) != worker.home_mark:
        worker.home_mark = home_mark(told.home_address)
        worker.save(update_fields=["home_mark"])
    if told.telephone is not None and told.telephone != worker.telephone:
        worker.telephone = told.telephone
        worker.save(update_fields=["telephone"])
    if told.email is not None and told.email != worker.user.email:
        worker.user.email = told.email
        worker.user.save(update_fields=["email"])
    if not worker.user.has_usable_password() and worker.directory_id is None:
        loaded.without_password.append(told.username)
    for role in told.roles:
        _load_role(worker, role, loaded)


def _load_directory_id(worker: Worker, told: WorkerPart) -> None:
    """Set who the worker is in the city's directory. Raises DescriptionError if somebody else already is."""
    if told.directory_id is None or told.directory_id == worker.directory_id:
        return
    if Worker.objects.filter(directory_id=told.directory_id).exclude(pk=worker.pk).exists():
        raise DescriptionError([f"{told.username}: the directory_id '{told.directory_id}' is somebody else's already"])
    worker.directory_id = told.directory_id
    worker.save(update_fields=["directory_id"])


def _load_role(worker: Worker, told: RolePart, loaded: Loaded) -> None:
    unit = _of(Unit.objects.all(), "unit", told.unit, worker.user.get_username())
    held = RoleHolding.objects.filter(worker=worker, unit=unit, role=told.role, first_day=told.since).first()
    if held is not None:
        if told.until is not None and held.last_day != told.until:
            if held.last_day is None or told.until < held.last_day:
                loaded.ended[worker.pk] = max(told.until, loaded.ended.get(worker.pk, told.until))
            end_role(held, told.until)
        return
    try:
        give_role(worker, unit, told.role, told.since, told.until)
    except StaffingError as error:
        raise DescriptionError(
            [f"{worker.user.get_username()}, {told.role} at {told.unit}: {error.message}"]
        ) from error
    loaded.count("roles", is_new=True)
