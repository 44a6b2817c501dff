"""Delivers what subscribers are told: who is told, by the one rule as it stands when it is sent, and the sending itself.

Two steps, both in the outbox. "recorded": an event has been recorded; a message is put out for each subscriber whose account sees that event.
"webhook": one subscriber is told of one event. Each is a stream of its own for each case (and subscriber), so that all comes in order; one
that is not answered keeps the later ones of that case waiting, and no others. What is sent carries the ids of the case and the event, and
nothing else of them; the signature is HMAC-SHA256 over the moment, a full stop and the body.
"""

import hashlib
import hmac
import json
import uuid
from uuid import UUID

import httpx

from hemvist import clock
from hemvist.cases.outbox import Outgoing, put_out
from hemvist.cases.telling_outside import sees_event
from hemvist.cases.turns import in_turn
from hemvist.integrations.delivering import GiveUp, Message, TryAgain, handles
from hemvist.integrations.webhooks.addresses import AddressRefused, Target, target_of
from hemvist.integrations.webhooks.models import Subscription
from hemvist.integrations.webhooks.subscribing import in_force, secret_of
from hemvist.secrecy.viewer import viewer_of

TIMEOUT_SECONDS = 10
SIGNATURE, MOMENT, DELIVERY = "Hemvist-Signature", "Hemvist-Timestamp", "Hemvist-Delivery"


@handles("recorded")
def tell_subscribers(message: Message) -> None:
    """Put out a message for each subscriber that wants to know of the event. Doing it again puts out nothing more."""
    wanting = [
        s for s in in_force(clock.today()).order_by("pk") if not s.types or message.body["type"] in s.types.split(",")
    ]
    if wanting:
        in_turn(lambda: put_out([_to(subscription, message) for subscription in wanting]))


def _to(subscription: Subscription, message: Message) -> Outgoing:
    ids = {"subscription": str(subscription.public_id), "case": message.body["case"], "event": message.body["event"]}
    return Outgoing(
        "webhook",
        ids,
        message.case,
        message.event,
        stream=hashlib.sha256(f"webhook {subscription.pk} {message.case}".encode()).hexdigest()[:40],
        key=uuid.uuid5(message.key, str(subscription.public_id)),
    )


@handles("webhook")
def tell(message: Message) -> None:
    """Tell one subscriber of one event, if its account still sees that. Raises TryAgain or GiveUp."""
    today = clock.today()
    found = in_force(today).select_related("worker").filter(public_id=UUID(message.body["subscription"])).first()
    if found is None:
        return
    viewer = viewer_of(found.worker, today, strong=False)
    if not sees_event(viewer, UUID(message.body["case"]), message.body["event"], "webhook"):
        return
    body = json.dumps(
        {"case": message.body["case"], "event": message.body["event"], "subscription": str(found.public_id)}
    ).encode()
    try:
        target = target_of(found.address)
    except AddressRefused as refused:
        raise GiveUp(f"Mottagarens adress godtas inte: {refused.code}.") from refused
    except OSError as error:
        raise TryAgain(f"Mottagarens adress gick inte att slå upp: {type(error).__name__}.") from error
    _send(target, body, _headers(found, message, body))


def _headers(subscription: Subscription, message: Message, body: bytes) -> dict[str, str]:
    moment = str(int(clock.now().timestamp()))
    return {
        "Content-Type": "application/json",
        MOMENT: moment,
        DELIVERY: str(message.key),
        SIGNATURE: f"sha256={signature(secret_of(subscription), moment, body)}",
    }


def signature(secret: str, moment: str, body: bytes) -> str:
    """Give the signature of a body that is sent at a moment (seconds since 1970): HMAC-SHA256 in hexadecimal."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def _send(target: Target, body: bytes, headers: dict[str, str]) -> None:
    """Send to the number that was judged, in the name of the host. No redirect is followed, no proxy or password file of the machine is used."""
    host = f"[{target.number}]" if ":" in target.number else target.number
    try:
        with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client:
            answer = client.post(
                f"{target.scheme}://{host}:{target.port}{target.path}",
                content=body,
                headers=headers | {"Host": _host(target)},
                extensions={"sni_hostname": target.host},
            )
    except httpx.HTTPError as error:
        raise TryAgain(f"Mottagaren svarade inte: {type(error).__name__}.") from error
    if not answer.is_success:
        raise TryAgain(f"Mottagaren svarade med status {answer.status_code}.")


def _host(target: Target) -> str:
    name = f"[{target.host}]" if ":" in target.host else target.host
    return name if target.port == {"https": 443, "http": 80}[target.scheme] else f"{name}:{target.port}"
