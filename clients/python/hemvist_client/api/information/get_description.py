from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.get_description_lang import GetDescriptionLang
from ...models.get_description_response import GetDescriptionResponse
from ...models.problem_shape import ProblemShape
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    lang: GetDescriptionLang | Unset = GetDescriptionLang.SV,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_lang: str | Unset = UNSET
    if not isinstance(lang, Unset):
        json_lang = lang.value

    params["lang"] = json_lang


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/openapi.json",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> GetDescriptionResponse | ProblemShape | None:
    if response.status_code == 200:
        response_200 = GetDescriptionResponse.from_dict(response.json())



        return response_200

    if response.status_code == 400:
        response_400 = ProblemShape.from_dict(response.json())



        return response_400

    if response.status_code == 500:
        response_500 = ProblemShape.from_dict(response.json())



        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[GetDescriptionResponse | ProblemShape]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    lang: GetDescriptionLang | Unset = GetDescriptionLang.SV,

) -> Response[GetDescriptionResponse | ProblemShape]:
    """ Get the description of this API

     Get the description of this API, as OpenAPI 3.1.

    Args:
        lang (GetDescriptionLang | Unset):  Default: GetDescriptionLang.SV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GetDescriptionResponse | ProblemShape]
     """


    kwargs = _get_kwargs(
        lang=lang,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient | Client,
    lang: GetDescriptionLang | Unset = GetDescriptionLang.SV,

) -> GetDescriptionResponse | ProblemShape | None:
    """ Get the description of this API

     Get the description of this API, as OpenAPI 3.1.

    Args:
        lang (GetDescriptionLang | Unset):  Default: GetDescriptionLang.SV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GetDescriptionResponse | ProblemShape
     """


    return sync_detailed(
        client=client,
lang=lang,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    lang: GetDescriptionLang | Unset = GetDescriptionLang.SV,

) -> Response[GetDescriptionResponse | ProblemShape]:
    """ Get the description of this API

     Get the description of this API, as OpenAPI 3.1.

    Args:
        lang (GetDescriptionLang | Unset):  Default: GetDescriptionLang.SV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[GetDescriptionResponse | ProblemShape]
     """


    kwargs = _get_kwargs(
        lang=lang,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    lang: GetDescriptionLang | Unset = GetDescriptionLang.SV,

) -> GetDescriptionResponse | ProblemShape | None:
    """ Get the description of this API

     Get the description of this API, as OpenAPI 3.1.

    Args:
        lang (GetDescriptionLang | Unset):  Default: GetDescriptionLang.SV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        GetDescriptionResponse | ProblemShape
     """


    return (await asyncio_detailed(
        client=client,
lang=lang,

    )).parsed
