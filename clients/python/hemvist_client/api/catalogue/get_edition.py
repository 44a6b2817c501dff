from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.edition_shape import EditionShape
from ...models.problem_shape import ProblemShape
from typing import cast



def _get_kwargs(
    routine: str,
    edition: str,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/routines/{routine}/editions/{edition}".format(routine=quote(str(routine), safe=""),edition=quote(str(edition), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EditionShape | ProblemShape | None:
    if response.status_code == 200:
        response_200 = EditionShape.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[EditionShape | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    routine: str,
    edition: str,
    *,
    client: AuthenticatedClient,

) -> Response[EditionShape | ProblemShape]:
    """ Get an edition of a routine: its clauses, and what carries them

     Get an edition of a routine: its clauses, and what carries them.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        routine (str):
        edition (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EditionShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        routine=routine,
edition=edition,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    routine: str,
    edition: str,
    *,
    client: AuthenticatedClient,

) -> EditionShape | ProblemShape | None:
    """ Get an edition of a routine: its clauses, and what carries them

     Get an edition of a routine: its clauses, and what carries them.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        routine (str):
        edition (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EditionShape | ProblemShape
     """


    return sync_detailed(
        routine=routine,
edition=edition,
client=client,

    ).parsed

async def asyncio_detailed(
    routine: str,
    edition: str,
    *,
    client: AuthenticatedClient,

) -> Response[EditionShape | ProblemShape]:
    """ Get an edition of a routine: its clauses, and what carries them

     Get an edition of a routine: its clauses, and what carries them.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        routine (str):
        edition (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EditionShape | ProblemShape]
     """


    kwargs = _get_kwargs(
        routine=routine,
edition=edition,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    routine: str,
    edition: str,
    *,
    client: AuthenticatedClient,

) -> EditionShape | ProblemShape | None:
    """ Get an edition of a routine: its clauses, and what carries them

     Get an edition of a routine: its clauses, and what carries them.

    catalogue:read: Routines, event types, kinds of information, roles and units.

    Args:
        routine (str):
        edition (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EditionShape | ProblemShape
     """


    return (await asyncio_detailed(
        routine=routine,
edition=edition,
client=client,

    )).parsed
