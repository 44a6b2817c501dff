from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from typing import cast
from uuid import UUID



def _get_kwargs(
    subscription: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/webhook-subscriptions/{subscription}".format(subscription=quote(str(subscription), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ProblemShape | None:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ProblemShape]:
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

) -> Response[Any | ProblemShape]:
    """ End a subscription of the account's own

     What has not been sent by then is not sent.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
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

) -> Any | ProblemShape | None:
    """ End a subscription of the account's own

     What has not been sent by then is not sent.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return sync_detailed(
        subscription=subscription,
client=client,

    ).parsed

async def asyncio_detailed(
    subscription: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[Any | ProblemShape]:
    """ End a subscription of the account's own

     What has not been sent by then is not sent.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ProblemShape]
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

) -> Any | ProblemShape | None:
    """ End a subscription of the account's own

     What has not been sent by then is not sent.

    webhooks:manage: Subscribe to be told that something has been recorded.

    Args:
        subscription (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ProblemShape
     """


    return (await asyncio_detailed(
        subscription=subscription,
client=client,

    )).parsed
