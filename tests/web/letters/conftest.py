"""A decided case, and browsers without a screen for those who work with it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.letters.conftest import DECIDED, Begin, Desk, begin
from tests.proofs.looking import BACKEND

__all__ = ["begin"]

As = Callable[..., Client]


@pytest.fixture
def desk(begin: Begin) -> Desk:
    """A case in which the decision has just been made."""
    return begin(DECIDED)


@pytest.fixture
def as_(desk: Desk) -> As:
    """Give a browser in which a worker is logged in."""

    def logged_in(name: str = "c-caseworker") -> Client:
        client = Client()
        client.force_login(desk.city.town.workers[name].user, backend=BACKEND)
        return client

    return logged_in
