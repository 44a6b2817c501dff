from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.event_shape import EventShape
from ...models.problem_shape import ProblemShape
from typing import cast
from uuid import UUID



def _get_kwargs(
    case: UUID,
    event: str,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cases/{case}/events/{event}".format(case=quote(str(case), safe=""),event=quote(str(event), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EventShape | ProblemShape | None:
    if response.status_code == 200:
        response_200 = EventShape.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[EventShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    case: UUID,
    event: str,
    *,
    client: AuthenticatedClient,

) -> Response[EventShape | ProblemShape]:
    """ Get an event of a case

     Get an event of a case.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        event (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        case=case,
event=event,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    case: UUID,
    event: str,
    *,
    client: AuthenticatedClient,

) -> EventShape | ProblemShape | None:
    """ Get an event of a case

     Get an event of a case.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        event (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventShape | ProblemShape
     """


    return sync_detailed(
        case=case,
event=event,
client=client,

    ).parsed

async def asyncio_detailed(
    case: UUID,
    event: str,
    *,
    client: AuthenticatedClient,

) -> Response[EventShape | ProblemShape]:
    """ Get an event of a case

     Get an event of a case.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        event (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        case=case,
event=event,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    case: UUID,
    event: str,
    *,
    client: AuthenticatedClient,

) -> EventShape | ProblemShape | None:
    """ Get an event of a case

     Get an event of a case.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        event (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventShape | ProblemShape
     """


    return (await asyncio_detailed(
        case=case,
event=event,
client=client,

    )).parsed
