"""Schemathesis asks the API for everything that its description allows, and much that it does not: nothing answers otherwise than described."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.stateful import run_state_machine_as_test
from pytest_django.fixtures import Settings
from schemathesis import AuthContext, Case, HookContext
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from hemvist import clock
from hemvist.config.wsgi import application
from tests.api.conftest import Caller, MakeCaller
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, opened

DESCRIPTION = "/api/v1/openapi.json?lang=en"
OFTEN = 6
MANY = 20
JOURNEYS = 8
LONGEST_JOURNEY = 8
machine = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture
def caller_with_all(town: Town, caller: MakeCaller, settings: Settings) -> Iterator[Caller]:
    """An outside system with every scope, two cases that it sees, and no limit of pace."""
    settings.PACE = settings.PACE | {
        "api": (10**6, settings.PACE["api"][1]),
        "search": (10**6, settings.PACE["search"][1]),
    }
    settings.WEBHOOKS = True
    player = Player(town, scenario("to-self-support"))
    player.play()
    with clock.set_to(datetime.combine(TODAY.replace(year=TODAY.year + 2), time(12), UTC)):
        opened(town, on=clock.today())
        yield caller("centrum", "caseworker", "unit_manager")


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the test's own transaction between requests, as Django's client does."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def description(caller: Caller) -> Any:
    """What the API says of itself, as Schemathesis reads it, to be asked with the caller's token."""
    expected = ["2xx", "304", "404", "409", "412", "422", "428"]
    config = schemathesis.Config.from_dict({"checks": {"positive_data_acceptance": {"expected-statuses": expected}}})
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application, config=config)

    @schema.auth()
    class Token:
        def get(self, case: Case, context: AuthContext) -> str:
            return caller.token

        def set(self, case: Case, data: str, context: AuthContext) -> None:
            case.headers["Authorization"] = f"Bearer {data}"

    @schema.hook
    def map_query(context: HookContext, query: Any) -> Any:
        """A place in a list is ours to give: nobody can guess one. What becomes of those who try stands in test_paging."""
        return {name: value for name, value in query.items() if name != "after"} if query else query

    return schema


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_as_it_is_described(caller_with_all: Caller, mode: GenerationMode) -> None:
    """For what fits the description, and for what does not."""
    wrong: list[str] = []
    impossible: list[str] = []
    of_them = list(description(caller_with_all).get_all_operations())
    assert len(of_them) > MANY
    for found in of_them:
        operation = found.ok()
        try:
            ask(operation, mode)
        except FailureGroup as failures:
            wrong += [f"{operation.label}: {failure} {failure.message}" for failure in failures.exceptions]
        except Unsatisfiable:
            impossible.append(operation.label)
    assert wrong == []
    assert len(impossible) < MANY / 2, "What asks for nothing cannot be asked wrongly; the others can."


def ask(operation: Any, mode: GenerationMode) -> None:
    """Ask one operation for many things."""

    @settings(machine, max_examples=OFTEN)
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Case) -> None:
        case.call_and_validate()

    asked()


def test_operations_in_turn_answer_as_they_are_described(caller_with_all: Caller) -> None:
    """What one answers is asked of the next: cases that were listed are opened, recorded on, and read again."""

    calls: list[str] = []

    class Journey(description(caller_with_all).as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            calls.append(case.operation.label)
            return {"headers": {"If-Match": "*"}}

    run_state_machine_as_test(
        Journey, settings=settings(machine, max_examples=JOURNEYS, stateful_step_count=LONGEST_JOURNEY)
    )
    assert len(calls) > JOURNEYS
    assert len(set(calls)) > MANY / 4
