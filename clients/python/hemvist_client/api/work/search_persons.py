from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.found_cases import FoundCases
from ...models.person_search import PersonSearch
from ...models.problem_shape import ProblemShape
from typing import cast



def _get_kwargs(
    *,
    body: PersonSearch,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/person-searches",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FoundCases | ProblemShape | None:
    if response.status_code == 200:
        response_200 = FoundCases.from_dict(response.json())



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

    if response.status_code == 413:
        response_413 = ProblemShape.from_dict(response.json())



        return response_413

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[FoundCases | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PersonSearch,

) -> Response[FoundCases | ProblemShape]:
    """ Find the cases of a person

     By name, identity number or case number, in the body: none of them ever stands in an address. At
    most twenty of the cases that the account sees. Nothing else can be searched by (SoLPuF 2001:637, 15
    §).

    persons:search: Find cases by a person's name or number.

    Args:
        body (PersonSearch): Whom to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FoundCases | ProblemShape]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: PersonSearch,

) -> FoundCases | ProblemShape | None:
    """ Find the cases of a person

     By name, identity number or case number, in the body: none of them ever stands in an address. At
    most twenty of the cases that the account sees. Nothing else can be searched by (SoLPuF 2001:637, 15
    §).

    persons:search: Find cases by a person's name or number.

    Args:
        body (PersonSearch): Whom to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FoundCases | ProblemShape
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PersonSearch,

) -> Response[FoundCases | ProblemShape]:
    """ Find the cases of a person

     By name, identity number or case number, in the body: none of them ever stands in an address. At
    most twenty of the cases that the account sees. Nothing else can be searched by (SoLPuF 2001:637, 15
    §).

    persons:search: Find cases by a person's name or number.

    Args:
        body (PersonSearch): Whom to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FoundCases | ProblemShape]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PersonSearch,

) -> FoundCases | ProblemShape | None:
    """ Find the cases of a person

     By name, identity number or case number, in the body: none of them ever stands in an address. At
    most twenty of the cases that the account sees. Nothing else can be searched by (SoLPuF 2001:637, 15
    §).

    persons:search: Find cases by a person's name or number.

    Args:
        body (PersonSearch): Whom to look for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FoundCases | ProblemShape
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
