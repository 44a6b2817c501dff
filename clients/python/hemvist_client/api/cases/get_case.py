from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.case_shape import CaseShape
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    case: UUID,
    *,
    if_none_match: str | Unset = '',

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cases/{case}".format(case=quote(str(case), safe=""),),
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | CaseShape | ProblemShape | None:
    if response.status_code == 200:
        response_200 = CaseShape.from_dict(response.json())



        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | CaseShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    case: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = '',

) -> Response[Any | CaseShape | ProblemShape]:
    """ Get a case

     The ETag is that of everything that the account sees of the case, its events and duties too: it is
    new when any of that has changed, and only then. With If-None-Match the answer is 304 where nothing
    has.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        if_none_match (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | CaseShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        case=case,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    case: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = '',

) -> Any | CaseShape | ProblemShape | None:
    """ Get a case

     The ETag is that of everything that the account sees of the case, its events and duties too: it is
    new when any of that has changed, and only then. With If-None-Match the answer is 304 where nothing
    has.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        if_none_match (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | CaseShape | ProblemShape
     """


    return sync_detailed(
        case=case,
client=client,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    case: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = '',

) -> Response[Any | CaseShape | ProblemShape]:
    """ Get a case

     The ETag is that of everything that the account sees of the case, its events and duties too: it is
    new when any of that has changed, and only then. With If-None-Match the answer is 304 where nothing
    has.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        if_none_match (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | CaseShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        case=case,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    case: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = '',

) -> Any | CaseShape | ProblemShape | None:
    """ Get a case

     The ETag is that of everything that the account sees of the case, its events and duties too: it is
    new when any of that has changed, and only then. With If-None-Match the answer is 304 where nothing
    has.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        if_none_match (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | CaseShape | ProblemShape
     """


    return (await asyncio_detailed(
        case=case,
client=client,
if_none_match=if_none_match,

    )).parsed
