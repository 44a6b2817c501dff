"""Subscriptions to be told that something has been recorded."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja.params import functions as params
from pydantic import Field

from hemvist.api.calling import ApiRequest, noted
from hemvist.api.documenting import operation
from hemvist.api.paging import Listing, Paging, sliced
from hemvist.api.problems import Problem
from hemvist.api.recording_routes import KEY
from hemvist.api.service import reply
from hemvist.api.shapes import FieldErrorShape, Given, Moment, Shape, told
from hemvist.integrations.webhooks import subscribing
from hemvist.integrations.webhooks.addresses import AddressRefused, check_address
from hemvist.integrations.webhooks.models import Subscription

router = Router(tags=["webhooks"])
SCOPE = "webhooks:manage"
A_SUBSCRIPTION = "1d0f8b4a-5f0c-4d77-9e02-6c1b3e5f8a90"


class SubscriptionGiven(Given):
    """What to be told, and where."""

    address: str = told(
        "Where to send: https; no redirect is followed.",
        "https://system.example.org/hemvist",
        min_length=1,
        max_length=500,
    )
    types: list[Annotated[str, Field(min_length=1, max_length=60)]] = told(
        "Only of these event types; of all if it is empty.", ["enrolment-meeting-booked"], default=[], max_length=100
    )


class SubscriptionShape(Shape):
    """A subscription of the account's own."""

    id: UUID = told("Its id.", A_SUBSCRIPTION)
    address: str = told("Where it is sent.", "https://system.example.org/hemvist")
    types: list[str] = told("The event types; all if it is empty.", ["enrolment-meeting-booked"])
    made_at: Moment = told("When it was made.", "2026-02-10T09:12:03.000000Z")
    last_day: date = told("Its last day: that of the token that made it.", "2026-12-31")


class SubscriptionMade(SubscriptionShape):
    """A subscription that was made."""

    secret: str = told("What signs what is sent. It is told here and nowhere else.", "c2b1…")


@operation(router, "GET", "/webhook-subscriptions", Listing[SubscriptionShape], scope=SCOPE, name="listSubscriptions")
def subscriptions(request: ApiRequest, asked: Query[Paging]) -> HttpResponse:
    """List the account's own subscriptions."""
    noted(request, "subscriptions")
    mine = subscribing.subscriptions_of(request.viewer)
    return reply(Listing[SubscriptionShape](**sliced(request, asked, mine, _subscription)))


@operation(
    router,
    "POST",
    "/webhook-subscriptions",
    SubscriptionMade,
    scope=SCOPE,
    name="subscribe",
    status=201,
    also=(409, 413, 422),
)
def subscribe(
    request: ApiRequest,
    given: SubscriptionGiven,
    idempotency_key: Annotated[
        str, params.Header(alias="Idempotency-Key", min_length=1, max_length=200, description=KEY)
    ],
) -> HttpResponse:
    """Subscribe to what is recorded in the cases that the account sees.

    What is sent carries ids only, is signed with the secret, comes in order for each case, and is sent again until it is answered with a status of 2xx.
    """
    if not settings.WEBHOOKS:
        raise Problem("webhooks-off")
    try:
        check_address(given.address)
        made = subscribing.subscribe(
            request.viewer, request.token.public_id, request.token.last_day, given.address, given.types, idempotency_key
        )
    except AddressRefused as refused:
        wrong = FieldErrorShape(field="address", code=refused.code, message=refused.message)
        raise Problem("refused", errors=[wrong]) from refused
    except subscribing.TooMany as full:
        raise Problem("too-many") from full
    except subscribing.KeyReused as reused:
        raise Problem("key-reused") from reused
    noted(request, "subscribe")
    return reply(SubscriptionMade(**_subscription(made).model_dump(), secret=subscribing.secret_of(made)), 201)


@operation(
    router,
    "GET",
    "/webhook-subscriptions/{uuid:subscription}",
    SubscriptionShape,
    scope=SCOPE,
    name="getSubscription",
    also=(404,),
)
def one_subscription(request: ApiRequest, subscription: Path[UUID]) -> HttpResponse:
    """Get a subscription of the account's own."""
    noted(request, "subscription")
    found = subscribing.subscription_of(request.viewer, subscription)
    if found is None:
        raise Problem("not-found")
    return reply(_subscription(found))


@operation(
    router,
    "DELETE",
    "/webhook-subscriptions/{uuid:subscription}",
    None,
    scope=SCOPE,
    name="unsubscribe",
    status=204,
    also=(404,),
)
def unsubscribe(request: ApiRequest, subscription: Path[UUID]) -> HttpResponse:
    """End a subscription of the account's own.

    What has not been sent by then is not sent.
    """
    noted(request, "unsubscribe")
    if not subscribing.unsubscribe(request.viewer, subscription):
        raise Problem("not-found")
    return HttpResponse(status=204)


def _subscription(found: Subscription) -> SubscriptionShape:
    return SubscriptionShape(
        id=found.public_id,
        address=found.address,
        types=[each for each in found.types.split(",") if each],
        made_at=found.made_at,
        last_day=found.last_day,
    )
