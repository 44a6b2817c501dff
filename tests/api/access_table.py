"""Asks for every operation of the API as everybody, and reads the reviewed table of what they are to be answered."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.cache import cache as kept_counts
from django.db import transaction
from django.test import Client, override_settings

from hemvist import clock
from hemvist.api.tokens import SCOPES, make_token
from hemvist.organisation.models import Worker
from tests.letters.conftest import Desk
from tests.proofs.cities import City, Plan, file_of, one_city
from tests.proofs.looking import account_of
from tests.web.access_table import CASES, rows_of

TABLE = Path(__file__).with_name("access_matrix.csv")
CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "api" / "v1.json"
API = "/api/v1"
# Who asks, as a worker of the town with a token that has every scope; "nobody" shows no token, "no_scope" has every scope but the one that is
# needed, "expired" the caseworker's token the day after its last.
WHO = {
    "caseworker": "c-caseworker",
    "lead_caseworker": "c-lead",
    "unit_manager": "c-manager",
    "coordinator": "coordinator",
    "consultant": "consultant",
    "other_board": "h-colleague",
    "left": "leaver",
    "nobody": "",
    "no_scope": "c-caseworker",
    "expired": "c-caseworker",
}
LATER = date(2100, 1, 1)
# What stands in addresses besides the case: the document is a decision letter of the own case, the subscription is the caseworker's.
PARTS = ("document", "subscription", "routine", "edition")
# What is sent: something that is right for whoever may.
BODIES: dict[str, dict[str, Any]] = {
    "recordEvent": {
        "type": "wish-noted",
        "answers": [{"name": "kind", "value": "wish"}, {"name": "description", "value": "Vill ha tid på morgonen."}],
    },
    "searchPersons": {"text": "KC-2026-000001"},
    "subscribe": {"address": "https://system.example.org/hemvist", "types": ["wish-noted"]},
}
Key = tuple[str, str]
"""The name of an operation, and which case it is about ("" if none)."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the contract: how it is asked for, and the scope that it needs ("" for none)."""

    name: str
    method: str
    path: str
    scope: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A city, and everybody's tokens: for each who asks, and for "no_scope" by the scope that is left out."""

    city: City
    tokens: dict[str, str]
    without: dict[str, str]
    parts: dict[str, object]

    def status(self, key: Key, who: str) -> int:
        """Ask as somebody; nothing that it leads to stays."""
        name, about = key
        operation = operations()[name]
        token = self.without.get(operation.scope, "") if who == "no_scope" else self.tokens.get(who, "")
        headers = {"If-Match": "*", "Idempotency-Key": "1"} | ({"Authorization": f"Bearer {token}"} if token else {})
        body = BODIES.get(name)
        sent = (
            json.dumps(body | ({"occurredOn": str(self.city.today)} if name == "recordEvent" else {})) if body else ""
        )
        kept_counts.clear()
        with transaction.atomic(), override_settings(WEBHOOKS=True):
            answer = Client().generic(
                operation.method, self._address(operation.path, about), sent, "application/json", headers=headers
            )
            transaction.set_rollback(True)
        return answer.status_code

    def _address(self, path: str, about: str) -> str:
        parts = dict(self.parts)
        if about:
            case = self.city.cases[list(CASES).index(about)]
            parts |= {"case": case, "event": first_event(case)}
        return API + path.format(**parts)


def first_event(case: UUID) -> str:
    """The event that opened a case."""
    return file_of(case).rows[0].uid


@cache
def operations() -> dict[str, Operation]:
    """Every operation of the committed contract, by name."""
    paths = json.loads(CONTRACT.read_text(encoding="utf-8"))["paths"]
    found = (
        Operation(told["operationId"], method.upper(), path, _scope(told))
        for path, methods in paths.items()
        for method, told in methods.items()
        if "operationId" in told
    )
    return {each.name: each for each in found}


def _scope(told: dict[str, Any]) -> str:
    return next((scope for way in told.get("security", ()) for scopes in way.values() for scope in scopes), "")


@contextmanager
def asking() -> Iterator[Asking]:
    """Build the city, and give everybody their tokens."""
    with one_city(Plan(tuple(CASES.values()))) as city, clock.set_to(city.moment):
        accounts = {who: account_of(city.town.workers[name]) for who, name in WHO.items() if name}
        tokens = {who: make_token(account, "prov", SCOPES, LATER)[1] for who, account in accounts.items()}
        without = {
            left: make_token(accounts["no_scope"], "prov", [s for s in SCOPES if s != left], LATER)[1]
            for left in SCOPES
        }
        expired, tokens["expired"] = make_token(accounts["expired"], "prov", SCOPES, LATER)
        expired.last_day = city.today - timedelta(days=1)
        expired.save(update_fields=["last_day"])
        tokens.pop("no_scope")
        Worker.objects.filter(pk=city.town.workers["leaver"].pk).update(left_on=city.today - timedelta(days=1))
        desk = Desk(city)
        document = desk.document(desk.make("decision"))
        found = {
            "document": document,
            "subscription": _subscribed(tokens["caseworker"]),
            "routine": "kompetenscenter",
            "edition": "e2",
        }
        yield Asking(city, tokens, without, found)


def _subscribed(token: str) -> str:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "0"}
    with override_settings(WEBHOOKS=True):
        body = json.dumps(BODIES["subscribe"])
        made = Client().post(f"{API}/webhook-subscriptions", body, content_type="application/json", headers=headers)
    return str(made.json()["id"])


def keys() -> list[Key]:
    """Every operation, about each case where it is about one."""
    return [
        (each.name, about) for each in operations().values() for about in (CASES if "{case}" in each.path else [""])
    ]


def reviewed() -> dict[Key, dict[str, int]]:
    """The table: for each key, what everybody is to be answered."""
    return {(row["operation"], row["case"]): {who: int(row[who]) for who in WHO} for row in rows_of(TABLE)}


def as_line(key: Key, statuses: dict[str, int]) -> str:
    """A line of the table."""
    return ", ".join([f"{key[0]:23}", f"{key[1]:9}", *(f"{statuses[who]:>{max(3, len(who))}}" for who in WHO)])
