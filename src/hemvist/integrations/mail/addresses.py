"""Which workers mail does not reach, for those who lead their unit."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from hemvist import clock
from hemvist.cases.overseeing import units_overseen
from hemvist.integrations.mail.models import Dropped, Reach
from hemvist.integrations.mail.wishes import try_address_again
from hemvist.organisation.holdings import in_force, still_here
from hemvist.organisation.models import RoleHolding
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Trouble:
    """A worker whom mail does not reach: they have no address (``refused_at`` is None), or it was refused with a status such as 550 or 5.1.1."""

    worker_id: int
    name: str
    refused_at: datetime | None
    status: str


def troubles(viewer: Viewer) -> list[Trouble]:
    """Give the workers of the units that the viewer leads whom mail does not reach, in order of name. Two queries.

    Where no mail is sent, nobody lacks an address.
    """
    held = RoleHolding.objects.filter(
        in_force(viewer.today), still_here(viewer.today), unit_id__in=units_overseen(viewer)
    )
    people = {w: (n, a) for w, n, a in held.values_list("worker_id", "worker__name", "worker__user__email")}
    reach = {each.pk: each for each in Reach.objects.filter(pk__in=people).exclude(refused="")}
    found = [_trouble(pk, name, address, reach.get(pk)) for pk, (name, address) in people.items()]
    return sorted((each for each in found if each), key=lambda each: each.name)


def _trouble(worker_id: int, name: str, address: str, reach: Reach | None) -> Trouble | None:
    if not address and settings.MAIL_SERVER is None:
        return None
    if not address:
        return Trouble(worker_id, name, None, "")
    if reach is None or reach.refused != address:
        return None
    at = reach.refused_at.astimezone(clock.LOCAL_ZONE) if reach.refused_at else None
    return Trouble(worker_id, name, at, reach.status)


def mend(viewer: Viewer, worker_id: int) -> bool:
    """Let mail go to a worker's address again. False if the worker is not at a unit that the viewer leads, or nothing is wrong with it."""
    if not any(each.worker_id == worker_id and each.refused_at for each in troubles(viewer)):
        return False
    try_address_again(worker_id)
    return True


def lost_messages(viewer: Viewer, channel: str) -> list[tuple[str, datetime]]:
    """Give whom of the viewer's staff a text message did not reach, or who sent digital post that did not arrive, and when it was left.

    The newest first, at most 50.
    """
    held = RoleHolding.objects.filter(
        in_force(viewer.today), still_here(viewer.today), unit_id__in=units_overseen(viewer)
    )
    failed = Dropped.objects.filter(channel=channel, state=Dropped.State.FAILED)
    lost = failed.filter(worker_id__in=held.values("worker_id")).order_by("-pk")
    return [(name, at.astimezone(clock.LOCAL_ZONE)) for name, at in lost.values_list("worker__name", "left_at")[:50]]
