"""Subscriptions: begun, read and ended by the account they belong to. Nobody reads another's."""

import hashlib
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from hemvist import clock
from hemvist.integrations.webhooks.models import Subscription
from hemvist.secrecy.viewer import Viewer

MOST_OF_ONE_ACCOUNT = 20


class TooMany(Exception):  # noqa: N818 (an answer, not a fault)
    """The account has as many subscriptions as it may."""


class KeyReused(Exception):  # noqa: N818 (an answer, not a fault)
    """The same key was sent before, with something else."""


def subscribe(
    viewer: Viewer, token: UUID, last_day: date, address: str, types: Sequence[str], idempotency_key: str
) -> Subscription:
    """Begin a subscription; the same one again with the same key. Raises TooMany, or KeyReused. The address has been judged."""
    key = hashlib.sha256(idempotency_key.encode()).hexdigest()
    wanted = ",".join(sorted(set(types)))
    before = Subscription.objects.filter(worker_id=viewer.worker_id, idempotency_key=key).first()
    if before is not None:
        if (before.address, before.types) != (address, wanted):
            raise KeyReused
        return before
    if in_force(viewer.today).filter(worker_id=viewer.worker_id).count() >= MOST_OF_ONE_ACCOUNT:
        raise TooMany
    return Subscription.objects.create(
        worker_id=viewer.worker_id,
        token=token,
        address=address,
        types=wanted,
        made_at=clock.now(),
        last_day=last_day,
        idempotency_key=key,
    )


def in_force(today: date) -> QuerySet[Subscription]:
    """Give the subscriptions that count on a day."""
    return Subscription.objects.filter(Q(ended_at=None) & Q(last_day__gte=today))


def subscriptions_of(viewer: Viewer) -> list[Subscription]:
    """Give the account's own subscriptions that count today, oldest first."""
    return list(in_force(viewer.today).filter(worker_id=viewer.worker_id).order_by("pk"))


def subscription_of(viewer: Viewer, public_id: UUID) -> Subscription | None:
    """Give one of the account's own subscriptions; None if it has none such."""
    return in_force(viewer.today).filter(worker_id=viewer.worker_id, public_id=public_id).first()


def unsubscribe(viewer: Viewer, public_id: UUID) -> bool:
    """End one of the account's own subscriptions. Gives whether there was one."""
    mine = in_force(viewer.today).filter(worker_id=viewer.worker_id, public_id=public_id)
    return mine.update(ended_at=clock.now()) > 0


def end_those_of(token: UUID) -> None:
    """End what was subscribed to with a token."""
    Subscription.objects.filter(token=token, ended_at=None).update(ended_at=clock.now())


def secret_of(subscription: Subscription) -> str:
    """Give the secret that signs what is sent. It follows from the server's own key, and is new when that is."""
    return salted_hmac("hemvist.integrations.webhooks", str(subscription.public_id), algorithm="sha256").hexdigest()
