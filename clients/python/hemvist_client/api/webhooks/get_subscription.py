from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from ...models.subscription_shape import SubscriptionShape
from typing import cast
from uuid import UUID



def _get_kwargs(
    subscription: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/webhook-subscriptions/{subscription}".format(subscription=quote(str(subscription), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProblemShape | SubscriptionShape | None:
    if response.status_code == 200:
        response_200 = SubscriptionShape.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = ProblemShape.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = ProblemShape.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = ProblemShape.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = ProblemShape.from_dict(response.json())



        return response_404

    if response.status_code == 429:
        response_429 = ProblemShape.from_dict(response.json())



        return response_429

    if response.status_code == 500:
        response_500 = ProblemShape.from_dict(response.json())



        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProblemShape | SubscriptionShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    subscription: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[ProblemShape | SubscriptionShape]:
    """ Get a subscription of the account's own

     Get a subscription of the account's own.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | SubscriptionShape]
     """


    kwargs = _get_kwargs(
        subscription=subscription,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    subscription: UUID,
    *,
    client: AuthenticatedClient,

) -> ProblemShape | SubscriptionShape | None:
    """ Get a subscription of the account's own

     Get a subscription of the account's own.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | SubscriptionShape
     """


    return sync_detailed(
        subscription=subscription,
client=client,

    ).parsed

async def asyncio_detailed(
    subscription: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[ProblemShape | SubscriptionShape]:
    """ Get a subscription of the account's own

     Get a subscription of the account's own.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | SubscriptionShape]
     """


    kwargs = _get_kwargs(
        subscription=subscription,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    subscription: UUID,
    *,
    client: AuthenticatedClient,

) -> ProblemShape | SubscriptionShape | None:
    """ Get a subscription of the account's own

     Get a subscription of the account's own.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | SubscriptionShape
     """


    return (await asyncio_detailed(
        subscription=subscription,
client=client,

    )).parsed
