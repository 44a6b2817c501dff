from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from ...models.recordable_shape_page import RecordableShapePage
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    case: UUID,
    *,
    limit: int | Unset = 20,
    page: int | Unset = 1,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cases/{case}/event-types".format(case=quote(str(case), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProblemShape | RecordableShapePage | None:
    if response.status_code == 200:
        response_200 = RecordableShapePage.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProblemShape | RecordableShapePage]:
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
    limit: int | Unset = 20,
    page: int | Unset = 1,

) -> Response[ProblemShape | RecordableShapePage]:
    """ List what the account can record in a case, and what is against it now

     The event types of the edition that the case goes by which the account's roles in the case record.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | RecordableShapePage]
     """


    kwargs = _get_kwargs(
        case=case,
limit=limit,
page=page,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    case: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,

) -> ProblemShape | RecordableShapePage | None:
    """ List what the account can record in a case, and what is against it now

     The event types of the edition that the case goes by which the account's roles in the case record.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | RecordableShapePage
     """


    return sync_detailed(
        case=case,
client=client,
limit=limit,
page=page,

    ).parsed

async def asyncio_detailed(
    case: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,

) -> Response[ProblemShape | RecordableShapePage]:
    """ List what the account can record in a case, and what is against it now

     The event types of the edition that the case goes by which the account's roles in the case record.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | RecordableShapePage]
     """


    kwargs = _get_kwargs(
        case=case,
limit=limit,
page=page,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    case: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,

) -> ProblemShape | RecordableShapePage | None:
    """ List what the account can record in a case, and what is against it now

     The event types of the edition that the case goes by which the account's roles in the case record.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | RecordableShapePage
     """


    return (await asyncio_detailed(
        case=case,
client=client,
limit=limit,
page=page,

    )).parsed
