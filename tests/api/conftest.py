"""What the tests of the API share: a town with an outside system at each unit, and a caller that shows its token."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client

from hemvist import clock
from hemvist.api.models import ApiAccount
from hemvist.api.tokens import SCOPES, make_account, make_token
from tests.cases.town import Town, found_town

ROOT = "/api/v1"
LONG_AGO = date(2020, 1, 1)


@dataclass(slots=True)
class Answer:
    """What the API answered."""

    status: int
    body: Any
    headers: dict[str, str]


@dataclass(slots=True)
class Caller:
    """An outside system that shows a token."""

    token: str
    account: ApiAccount
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for something."""
        return _answer(self.client.get(_address(path), headers=self._headers(headers)))

    def post(self, path: str, body: object, **headers: str) -> Answer:
        """Send something."""
        text = body if isinstance(body, str) else json.dumps(body, default=str)
        return _answer(
            self.client.post(_address(path), text, content_type="application/json", headers=self._headers(headers))
        )

    def delete(self, path: str, **headers: str) -> Answer:
        """Take something away."""
        return _answer(self.client.delete(_address(path), headers=self._headers(headers)))

    def every(self, path: str) -> list[Any]:
        """Read a list to its end, by next."""
        rows: list[Any] = []
        address: str | None = path
        while address is not None:
            answer = self.get(address)
            assert answer.status == 200, answer.body
            rows += answer.body["items"]
            address = answer.body["next"]
        return rows

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return (
            shown | {"Accept-Language": self.language} | {name.replace("_", "-"): value for name, value in more.items()}
        )


def _address(path: str) -> str:
    return path if path.startswith("/api/") else ROOT + path


def _answer(response: Any) -> Answer:
    kind = response.headers.get("Content-Type", "")
    body = json.loads(response.content) if "json" in kind else response.content
    return Answer(response.status_code, body, dict(response.headers))


MakeCaller = Callable[..., Caller]


@pytest.fixture
def town(db: None) -> Town:
    """Two social services, a centre, and their staff."""
    return found_town()


@pytest.fixture
def caller(town: Town) -> MakeCaller:
    """Give an outside system that holds roles at a unit: ``caller("centrum", "caseworker")``."""

    def make(unit: str = "centrum", *roles: str, scopes: tuple[str, ...] = tuple(SCOPES), name: str = "") -> Caller:
        account = make_account(
            name or f"system-{unit}", f"System {unit}", "it@example.org", unit, roles or ("caseworker",), LONG_AGO
        )
        _, text = make_token(account, "prov", scopes, clock.today().replace(year=clock.today().year + 1))
        return Caller(text, account)

    return make
