"""Taking on staff, giving and ending roles, absence and stand-ins, and leaving. Nothing is deleted: periods end."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from hemvist import clock
from hemvist.organisation.models import RoleHolding, StandIn, Unit, Worker


class StaffingError(ValueError):
    """Something that cannot be so. ``code`` is stable; the text says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@transaction.atomic
def hire(
    username: str, name: str, password: str | None = None, language: str = "sv", *, is_person: bool = True
) -> Worker:
    """Take on a worker with an account of their own; without a password they sign in another way. Raises StaffingError ORG-01: the name is taken."""
    users = get_user_model().objects
    if users.filter(username__iexact=username).exists():
        raise StaffingError("ORG-01", "Användarnamnet är upptaget. Välj ett annat.")
    user = users.create_user(username=username, password=password)
    return Worker.objects.create(user=user, name=" ".join(name.split()), language=language, is_person=is_person)


def give_role(worker: Worker, unit: Unit, role: str, first_day: date, last_day: date | None = None) -> RoleHolding:
    """Let a worker hold a role at a unit for a period. ``role`` is an identifier of the governing documents' vocabulary.

    The caller has checked that there is such a role.
    Raises StaffingError: ORG-02 ends before it begins, ORG-03 already held on some day of the period, ORG-04 the worker has left.
    """
    _ends_after_it_begins(first_day, last_day)
    _not_left(worker, last_day or first_day)
    if RoleHolding.objects.filter(_overlaps(first_day, last_day), worker=worker, unit=unit, role=role).exists():
        raise StaffingError(
            "ORG-03", "Rollen finns redan på enheten under en del av tiden. Ändra den perioden i stället."
        )
    return RoleHolding.objects.create(worker=worker, unit=unit, role=role, first_day=first_day, last_day=last_day)


def end_role(holding: RoleHolding, last_day: date) -> None:
    """Let a role end: ``last_day`` is the last one it is held. Raises StaffingError ORG-02 if that is before the first."""
    _ends_after_it_begins(holding.first_day, last_day)
    holding.last_day = last_day
    holding.save(update_fields=["last_day"])


def set_absence(worker: Worker, stand_in: Worker, first_day: date, last_day: date) -> StandIn:
    """Let ``stand_in`` have the worker's turns for a period.

    Raises StaffingError: ORG-02 ends before it begins, ORG-04 the stand-in has left, ORG-05 nobody stands in for themselves,
    ORG-06 the worker has a stand-in already on some day of the period.
    """
    _ends_after_it_begins(first_day, last_day)
    _not_left(stand_in, last_day)
    if worker.pk == stand_in.pk:
        raise StaffingError("ORG-05", "Ingen kan vara sin egen ersättare. Välj någon annan.")
    if StandIn.objects.filter(_overlaps(first_day, last_day), worker=worker).exists():
        raise StaffingError(
            "ORG-06", "Det finns redan en ersättare under en del av tiden. Ändra den perioden i stället."
        )
    return StandIn.objects.create(worker=worker, stand_in=stand_in, first_day=first_day, last_day=last_day)


@transaction.atomic
def leave(worker: Worker, day: date) -> None:
    """Let a worker leave: ``day`` is the last one. Their roles and what they stand in for end with it; the account is closed once the day has passed.

    What they have on their desk is taken over by ``cases.assigning.take_over``, and before that, by themselves, what only they see: whoever
    calls this asks ``cases.unattended`` how much of it would be nobody's.
    """
    for holding in worker.role_holdings.filter(Q(last_day=None) | Q(last_day__gt=day)):
        if holding.first_day > day:
            holding.delete()  # it never began, so nobody ever acted in it
        else:
            end_role(holding, day)
    worker.standing_in.filter(first_day__gt=day).delete()
    worker.standing_in.filter(last_day__gt=day).update(last_day=day)
    worker.left_on = day
    worker.save(update_fields=["left_on"])
    if day < clock.today():
        get_user_model().objects.filter(pk=worker.user_id).update(is_active=False)


def _overlaps(first_day: date, last_day: date | None) -> Q:
    """A condition: the row's period shares a day with this one."""
    goes_on = Q(last_day=None) | Q(last_day__gte=first_day)
    return goes_on if last_day is None else goes_on & Q(first_day__lte=last_day)


def _ends_after_it_begins(first_day: date, last_day: date | None) -> None:
    if last_day is not None and last_day < first_day:
        raise StaffingError("ORG-02", "Sista dagen är före den första. Rätta någon av dem.")


def _not_left(worker: Worker, day: date) -> None:
    if worker.left_on is not None and worker.left_on < day:
        raise StaffingError("ORG-04", "Personen har slutat före den dagen. Välj någon annan, eller kortare tid.")
