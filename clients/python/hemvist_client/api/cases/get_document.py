from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem_shape import ProblemShape
from ...types import File, FileTypes
from io import BytesIO
from typing import cast
from uuid import UUID



def _get_kwargs(
    case: UUID,
    document: str,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/cases/{case}/documents/{document}".format(case=quote(str(case), safe=""),document=quote(str(document), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | ProblemShape | None:
    if response.status_code == 200:
        response_200 = File(
             payload = BytesIO(response.content)
        )



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    case: UUID,
    document: str,
    *,
    client: AuthenticatedClient,

) -> Response[File | ProblemShape]:
    """ Get a document itself

     As PDF, or as the picture that it came in as. It is checked against its SHA-256 first.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        document (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | ProblemShape]
     """


    kwargs = _get_kwargs(
        case=case,
document=document,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    case: UUID,
    document: str,
    *,
    client: AuthenticatedClient,

) -> File | ProblemShape | None:
    """ Get a document itself

     As PDF, or as the picture that it came in as. It is checked against its SHA-256 first.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        document (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | ProblemShape
     """


    return sync_detailed(
        case=case,
document=document,
client=client,

    ).parsed

async def asyncio_detailed(
    case: UUID,
    document: str,
    *,
    client: AuthenticatedClient,

) -> Response[File | ProblemShape]:
    """ Get a document itself

     As PDF, or as the picture that it came in as. It is checked against its SHA-256 first.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        document (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | ProblemShape]
     """


    kwargs = _get_kwargs(
        case=case,
document=document,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    case: UUID,
    document: str,
    *,
    client: AuthenticatedClient,

) -> File | ProblemShape | None:
    """ Get a document itself

     As PDF, or as the picture that it came in as. It is checked against its SHA-256 first.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        case (UUID):
        document (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | ProblemShape
     """


    return (await asyncio_detailed(
        case=case,
document=document,
client=client,

    )).parsed
