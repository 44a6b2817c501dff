from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_duties_group_type_0 import ListDutiesGroupType0
from ...models.list_duties_scope import ListDutiesScope
from ...models.list_duties_state_type_0 import ListDutiesStateType0
from ...models.problem_shape import ProblemShape
from ...models.turn_shape_page import TurnShapePage
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    limit: int | Unset = 20,
    page: int | Unset = 1,
    after: str | Unset = '',
    scope: ListDutiesScope | Unset = ListDutiesScope.UNIT,
    group: ListDutiesGroupType0 | None | Unset = UNSET,
    role: None | str | Unset = UNSET,
    routine: None | str | Unset = UNSET,
    information: None | str | Unset = UNSET,
    state: ListDutiesStateType0 | None | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page"] = page

    params["after"] = after

    json_scope: str | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = scope.value

    params["scope"] = json_scope

    json_group: None | str | Unset
    if isinstance(group, Unset):
        json_group = UNSET
    elif isinstance(group, ListDutiesGroupType0):
        json_group = group.value
    else:
        json_group = group
    params["group"] = json_group

    json_role: None | str | Unset
    if isinstance(role, Unset):
        json_role = UNSET
    else:
        json_role = role
    params["role"] = json_role

    json_routine: None | str | Unset
    if isinstance(routine, Unset):
        json_routine = UNSET
    else:
        json_routine = routine
    params["routine"] = json_routine

    json_information: None | str | Unset
    if isinstance(information, Unset):
        json_information = UNSET
    else:
        json_information = information
    params["information"] = json_information

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, ListDutiesStateType0):
        json_state = state.value
    else:
        json_state = state
    params["state"] = json_state


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/duties",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProblemShape | TurnShapePage | None:
    if response.status_code == 200:
        response_200 = TurnShapePage.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProblemShape | TurnShapePage]:
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
    after: str | Unset = '',
    scope: ListDutiesScope | Unset = ListDutiesScope.UNIT,
    group: ListDutiesGroupType0 | None | Unset = UNSET,
    role: None | str | Unset = UNSET,
    routine: None | str | Unset = UNSET,
    information: None | str | Unset = UNSET,
    state: ListDutiesStateType0 | None | Unset = UNSET,

) -> Response[ProblemShape | TurnShapePage]:
    """ List whose turn it is, by when

     Open duties by due date; those without a day come last.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        after (str | Unset):  Default: ''.
        scope (ListDutiesScope | Unset):  Default: ListDutiesScope.UNIT.
        group (ListDutiesGroupType0 | None | Unset):
        role (None | str | Unset):
        routine (None | str | Unset):
        information (None | str | Unset):
        state (ListDutiesStateType0 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | TurnShapePage]
     """


    kwargs = _get_kwargs(
        limit=limit,
page=page,
after=after,
scope=scope,
group=group,
role=role,
routine=routine,
information=information,
state=state,

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
    after: str | Unset = '',
    scope: ListDutiesScope | Unset = ListDutiesScope.UNIT,
    group: ListDutiesGroupType0 | None | Unset = UNSET,
    role: None | str | Unset = UNSET,
    routine: None | str | Unset = UNSET,
    information: None | str | Unset = UNSET,
    state: ListDutiesStateType0 | None | Unset = UNSET,

) -> ProblemShape | TurnShapePage | None:
    """ List whose turn it is, by when

     Open duties by due date; those without a day come last.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        after (str | Unset):  Default: ''.
        scope (ListDutiesScope | Unset):  Default: ListDutiesScope.UNIT.
        group (ListDutiesGroupType0 | None | Unset):
        role (None | str | Unset):
        routine (None | str | Unset):
        information (None | str | Unset):
        state (ListDutiesStateType0 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | TurnShapePage
     """


    return sync_detailed(
        client=client,
limit=limit,
page=page,
after=after,
scope=scope,
group=group,
role=role,
routine=routine,
information=information,
state=state,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    page: int | Unset = 1,
    after: str | Unset = '',
    scope: ListDutiesScope | Unset = ListDutiesScope.UNIT,
    group: ListDutiesGroupType0 | None | Unset = UNSET,
    role: None | str | Unset = UNSET,
    routine: None | str | Unset = UNSET,
    information: None | str | Unset = UNSET,
    state: ListDutiesStateType0 | None | Unset = UNSET,

) -> Response[ProblemShape | TurnShapePage]:
    """ List whose turn it is, by when

     Open duties by due date; those without a day come last.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        after (str | Unset):  Default: ''.
        scope (ListDutiesScope | Unset):  Default: ListDutiesScope.UNIT.
        group (ListDutiesGroupType0 | None | Unset):
        role (None | str | Unset):
        routine (None | str | Unset):
        information (None | str | Unset):
        state (ListDutiesStateType0 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProblemShape | TurnShapePage]
     """


    kwargs = _get_kwargs(
        limit=limit,
page=page,
after=after,
scope=scope,
group=group,
role=role,
routine=routine,
information=information,
state=state,

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
    after: str | Unset = '',
    scope: ListDutiesScope | Unset = ListDutiesScope.UNIT,
    group: ListDutiesGroupType0 | None | Unset = UNSET,
    role: None | str | Unset = UNSET,
    routine: None | str | Unset = UNSET,
    information: None | str | Unset = UNSET,
    state: ListDutiesStateType0 | None | Unset = UNSET,

) -> ProblemShape | TurnShapePage | None:
    """ List whose turn it is, by when

     Open duties by due date; those without a day come last.

    cases:read: Cases, their events, duties, plans, meetings, consents and documents, and the work list.

    Args:
        limit (int | Unset):  Default: 20.
        page (int | Unset):  Default: 1.
        after (str | Unset):  Default: ''.
        scope (ListDutiesScope | Unset):  Default: ListDutiesScope.UNIT.
        group (ListDutiesGroupType0 | None | Unset):
        role (None | str | Unset):
        routine (None | str | Unset):
        information (None | str | Unset):
        state (ListDutiesStateType0 | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProblemShape | TurnShapePage
     """


    return (await asyncio_detailed(
        client=client,
limit=limit,
page=page,
after=after,
scope=scope,
group=group,
role=role,
routine=routine,
information=information,
state=state,

    )).parsed
