from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.event_given import EventGiven
from ...models.problem_shape import ProblemShape
from ...models.recorded_shape import RecordedShape
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    case: UUID,
    *,
    body: EventGiven,
    idempotency_key: str,
    if_match: str | Unset = '',

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/cases/{case}/events".format(case=quote(str(case), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProblemShape | RecordedShape | None:
    if response.status_code == 201:
        response_201 = RecordedShape.from_dict(response.json())



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

    if response.status_code == 404:
        response_404 = ProblemShape.from_dict(response.json())



        return response_404

    if response.status_code == 409:
        response_409 = ProblemShape.from_dict(response.json())



        return response_409

    if response.status_code == 412:
        response_412 = ProblemShape.from_dict(response.json())



        return response_412

    if response.status_code == 413:
        response_413 = ProblemShape.from_dict(response.json())



        return response_413

    if response.status_code == 422:
        response_422 = ProblemShape.from_dict(response.json())



        return response_422

    if response.status_code == 428:
        response_428 = ProblemShape.from_dict(response.json())



        return response_428

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProblemShape | RecordedShape]:
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
    body: EventGiven,
    idempotency_key: str,
    if_match: str | Unset = '',

) -> Response[ProblemShape | RecordedShape]:
    """ Record an event in a case

     Everything that the pages ask is asked here: the role, the answers, what the routine requires. Every
    reason against it is told at once. The case must be as the sender has seen it: If-Match carries the
    ETag that came with it.

    events:write: Record events.

    Args:
        case (UUID):
        idempotency_key (str):
        if_match (str | Unset):  Default: ''.
        body (EventGiven): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | RecordedShape]
     """


    kwargs = _get_kwargs(
        case=case,
body=body,
idempotency_key=idempotency_key,
if_match=if_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    case: UUID,
    *,
    client: AuthenticatedClient,
    body: EventGiven,
    idempotency_key: str,
    if_match: str | Unset = '',

) -> ProblemShape | RecordedShape | None:
    """ Record an event in a case

     Everything that the pages ask is asked here: the role, the answers, what the routine requires. Every
    reason against it is told at once. The case must be as the sender has seen it: If-Match carries the
    ETag that came with it.

    events:write: Record events.

    Args:
        case (UUID):
        idempotency_key (str):
        if_match (str | Unset):  Default: ''.
        body (EventGiven): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | RecordedShape
     """


    return sync_detailed(
        case=case,
client=client,
body=body,
idempotency_key=idempotency_key,
if_match=if_match,

    ).parsed

async def asyncio_detailed(
    case: UUID,
    *,
    client: AuthenticatedClient,
    body: EventGiven,
    idempotency_key: str,
    if_match: str | Unset = '',

) -> Response[ProblemShape | RecordedShape]:
    """ Record an event in a case

     Everything that the pages ask is asked here: the role, the answers, what the routine requires. Every
    reason against it is told at once. The case must be as the sender has seen it: If-Match carries the
    ETag that came with it.

    events:write: Record events.

    Args:
        case (UUID):
        idempotency_key (str):
        if_match (str | Unset):  Default: ''.
        body (EventGiven): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | RecordedShape]
     """


    kwargs = _get_kwargs(
        case=case,
body=body,
idempotency_key=idempotency_key,
if_match=if_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    case: UUID,
    *,
    client: AuthenticatedClient,
    body: EventGiven,
    idempotency_key: str,
    if_match: str | Unset = '',

) -> ProblemShape | RecordedShape | None:
    """ Record an event in a case

     Everything that the pages ask is asked here: the role, the answers, what the routine requires. Every
    reason against it is told at once. The case must be as the sender has seen it: If-Match carries the
    ETag that came with it.

    events:write: Record events.

    Args:
        case (UUID):
        idempotency_key (str):
        if_match (str | Unset):  Default: ''.
        body (EventGiven): An event to record.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | RecordedShape
     """


    return (await asyncio_detailed(
        case=case,
client=client,
body=body,
idempotency_key=idempotency_key,
if_match=if_match,

    )).parsed
