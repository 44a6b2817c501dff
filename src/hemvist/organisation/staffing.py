"""Taking on staff, giving and ending roles, absence and stand-ins, and leaving. Nothing is deleted: periods end."""

from datetime import date, timedelta

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


@transaction.atomic
def set_absence(worker: Worker, stand_in: Worker | None, first_day: date, last_day: date) -> StandIn:
    """Let a worker be away for a period, and ``stand_in`` have their turns meanwhile; None where that is not settled yet.

    On days on which nobody was to stand in, this is what counts from now on.

    Raises StaffingError: ORG-02 ends before it begins, ORG-04 the stand-in has left, ORG-05 nobody stands in for themselves,
    ORG-06 the worker has a stand-in already on some day of the period.
    """
    _ends_after_it_begins(first_day, last_day)
    if stand_in is not None:
        _not_left(stand_in, last_day)
    if stand_in is not None and worker.pk == stand_in.pk:
        raise StaffingError("ORG-05", "Ingen kan vara sin egen ersättare. Välj någon annan.")
    away = StandIn.objects.filter(_overlaps(first_day, last_day), worker=worker)
    if away.exclude(stand_in=None).exists():
        raise StaffingError(
            "ORG-06", "Det finns redan en ersättare under en del av tiden. Ändra den perioden i stället."
        )
    for unsettled in away.select_for_update():
        _leave_free(unsettled, first_day, last_day)
    return StandIn.objects.create(worker=worker, stand_in=stand_in, first_day=first_day, last_day=last_day)


@transaction.atomic
def leave(worker: Worker, day: date) -> None:
    """Let a worker leave: ``day`` is the last one. Their roles and what they stand in for end with it; the account is closed once the day has passed.

    Those they stood in for are still away: from then on nobody stands in for them, until somebody else is named.

    What they have on their desk is taken over by ``cases.assigning.take_over``, and before that, by themselves, what only they see: whoever
    calls this asks ``cases.unattended`` how much of it would be nobody's.
    """
    for holding in worker.role_holdings.filter(Q(last_day=None) | Q(last_day__gt=day)):
        if holding.first_day > day:
            holding.delete()  # it never began, so nobody ever acted in it
        else:
            end_role(holding, day)
    for away in worker.standing_in.filter(first_day__lte=day, last_day__gt=day):
        StandIn.objects.create(worker_id=away.worker_id, first_day=day + timedelta(days=1), last_day=away.last_day)
    worker.standing_in.filter(first_day__gt=day).update(stand_in=None)
    worker.standing_in.filter(last_day__gt=day).update(last_day=day)
    worker.left_on = day
    worker.save(update_fields=["left_on"])
    if day < clock.today():
        get_user_model().objects.filter(pk=worker.user_id).update(is_active=False)


def _leave_free(away: StandIn, first_day: date, last_day: date) -> None:
    """Take a period's days out of an absence: what lies before it and after it stays."""
    before, after = first_day - timedelta(days=1), last_day + timedelta(days=1)
    for first, last in ((away.first_day, before), (after, away.last_day)):
        if first <= last:
            StandIn.objects.create(worker_id=away.worker_id, stand_in=None, first_day=first, last_day=last)
    away.delete()


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
