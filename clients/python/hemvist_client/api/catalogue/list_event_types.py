from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.event_type_shape_page import EventTypeShapePage
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    limit: int | Unset = 20,
    page: int | Unset = 1,
    routine: str | Unset = 'kompetenscenter',
    edition: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page

    params["routine"] = routine

    json_edition: None | str | Unset
    if isinstance(edition, Unset):
        json_edition = UNSET
    else:
        json_edition = edition
    params["edition"] = json_edition


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/event-types",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EventTypeShapePage | ProblemShape | None:
    if response.status_code == 200:
        response_200 = EventTypeShapePage.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[EventTypeShapePage | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,
    routine: str | Unset = 'kompetenscenter',
    edition: None | str | Unset = UNSET,

) -> Response[EventTypeShapePage | ProblemShape]:
    """ List what can be recorded by a routine

     List what can be recorded by a routine.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        routine (str | Unset):  Default: 'kompetenscenter'.
        edition (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventTypeShapePage | ProblemShape]
     """


    kwargs = _get_kwargs(
        limit=limit,
page=page,
routine=routine,
edition=edition,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,
    routine: str | Unset = 'kompetenscenter',
    edition: None | str | Unset = UNSET,

) -> EventTypeShapePage | ProblemShape | None:
    """ List what can be recorded by a routine

     List what can be recorded by a routine.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        routine (str | Unset):  Default: 'kompetenscenter'.
        edition (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventTypeShapePage | ProblemShape
     """


    return sync_detailed(
        client=client,
limit=limit,
page=page,
routine=routine,
edition=edition,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,
    routine: str | Unset = 'kompetenscenter',
    edition: None | str | Unset = UNSET,

) -> Response[EventTypeShapePage | ProblemShape]:
    """ List what can be recorded by a routine

     List what can be recorded by a routine.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        routine (str | Unset):  Default: 'kompetenscenter'.
        edition (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EventTypeShapePage | ProblemShape]
     """


    kwargs = _get_kwargs(
        limit=limit,
page=page,
routine=routine,
edition=edition,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,
    routine: str | Unset = 'kompetenscenter',
    edition: None | str | Unset = UNSET,

) -> EventTypeShapePage | ProblemShape | None:
    """ List what can be recorded by a routine

     List what can be recorded by a routine.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        routine (str | Unset):  Default: 'kompetenscenter'.
        edition (None | str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EventTypeShapePage | ProblemShape
     """


    return (await asyncio_detailed(
        client=client,
limit=limit,
page=page,
routine=routine,
edition=edition,

    )).parsed
