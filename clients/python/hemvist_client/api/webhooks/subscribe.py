from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from ...models.subscription_given import SubscriptionGiven
from ...models.subscription_made import SubscriptionMade
from typing import cast



def _get_kwargs(
    *,
    body: SubscriptionGiven,
    idempotency_key: str,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/webhook-subscriptions",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProblemShape | SubscriptionMade | None:
    if response.status_code == 201:
        response_201 = SubscriptionMade.from_dict(response.json())



        return response_201

    if response.status_code == 400:
        response_400 = ProblemShape.from_dict(response.json())



        return response_400

    if response.status_code == 401:
        response_401 = ProblemShape.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = ProblemShape.from_dict(response.json())



        return response_403

    if response.status_code == 409:
        response_409 = ProblemShape.from_dict(response.json())



        return response_409

    if response.status_code == 413:
        response_413 = ProblemShape.from_dict(response.json())



        return response_413

    if response.status_code == 422:
        response_422 = ProblemShape.from_dict(response.json())



        return response_422

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProblemShape | SubscriptionMade]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SubscriptionGiven,
    idempotency_key: str,

) -> Response[ProblemShape | SubscriptionMade]:
    """ Subscribe to what is recorded in the cases that the account sees

     What is sent carries ids only, is signed with the secret, comes in order for each case, and is sent
    again until it is answered with a status of 2xx.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        idempotency_key (str):
        body (SubscriptionGiven): What to be told, and where.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | SubscriptionMade]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: SubscriptionGiven,
    idempotency_key: str,

) -> ProblemShape | SubscriptionMade | None:
    """ Subscribe to what is recorded in the cases that the account sees

     What is sent carries ids only, is signed with the secret, comes in order for each case, and is sent
    again until it is answered with a status of 2xx.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        idempotency_key (str):
        body (SubscriptionGiven): What to be told, and where.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | SubscriptionMade
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SubscriptionGiven,
    idempotency_key: str,

) -> Response[ProblemShape | SubscriptionMade]:
    """ Subscribe to what is recorded in the cases that the account sees

     What is sent carries ids only, is signed with the secret, comes in order for each case, and is sent
    again until it is answered with a status of 2xx.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        idempotency_key (str):
        body (SubscriptionGiven): What to be told, and where.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | SubscriptionMade]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SubscriptionGiven,
    idempotency_key: str,

) -> ProblemShape | SubscriptionMade | None:
    """ Subscribe to what is recorded in the cases that the account sees

     What is sent carries ids only, is signed with the secret, comes in order for each case, and is sent
    again until it is answered with a status of 2xx.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        idempotency_key (str):
        body (SubscriptionGiven): What to be told, and where.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | SubscriptionMade
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
