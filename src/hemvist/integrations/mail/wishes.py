"""How each worker wants to be told, of what kinds: their own choice, or else the city's (``governing/delivery.toml``)."""

from collections.abc import Collection, Mapping

from django.conf import settings

from hemvist import clock
from hemvist.integrations.delivery_terms import How, delivery_terms
from hemvist.integrations.mail.models import Reach, Wish
from hemvist.secrecy.viewer import Viewer


def wishes_of(worker_ids: Collection[int]) -> Mapping[int, Mapping[str, How]]:
    """Give how each of the workers is told of each kind. One query."""
    kinds = delivery_terms().kinds
    found: dict[int, dict[str, How]] = {worker: {kind: k.how for kind, k in kinds.items()} for worker in worker_ids}
    for worker, kind, how in Wish.objects.filter(worker_id__in=worker_ids).values_list("worker_id", "kind", "how"):
        if kind in kinds and how in kinds[kind].choices:
            found[worker][kind] = how
    return found


def choices_of(kind: str) -> tuple[How, ...]:
    """Give what can be chosen for a kind here: text messages only where the city sends them."""
    return tuple(how for how in delivery_terms().kinds[kind].choices if how != "sms" or "sms" in settings.DROP_FOLDERS)


def choose(viewer: Viewer, chosen: Mapping[str, str], phone: str) -> None:
    """Keep what a worker chose for themselves. Raises ValueError for what cannot be chosen."""
    for kind, how in chosen.items():
        if kind not in delivery_terms().kinds or how not in choices_of(kind):
            raise ValueError(f"{how} cannot be chosen for {kind}")
    for kind, how in chosen.items():
        Wish.objects.update_or_create(worker_id=viewer.worker_id, kind=kind, defaults={"how": how})
    Reach.objects.update_or_create(worker_id=viewer.worker_id, defaults={"phone": phone})


def refuse_address(worker_id: int, address: str, status: str) -> None:
    """Note that an address does not take mail. ``status`` is the code the mail system gave, such as 550 or 5.1.1."""
    Reach.objects.update_or_create(
        worker_id=worker_id, defaults={"refused": address, "refused_at": clock.now(), "status": status[:20]}
    )


def try_address_again(worker_id: int) -> None:
    """Forget that an address was refused: the next mail is sent."""
    Reach.objects.filter(worker_id=worker_id).update(refused="", refused_at=None, status="")


def phone_of(viewer: Viewer) -> str:
    """Give the telephone number that the viewer has given for text messages, "" if none."""
    return Reach.objects.filter(pk=viewer.worker_id).values_list("phone", flat=True).first() or ""
