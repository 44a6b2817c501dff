"""Schemathesis asks the API for everything that its description allows, and much that it does not: nothing answers otherwise than described."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from pytest_django.fixtures import Settings
from schemathesis import Case
from schemathesis.generation import GenerationMode

from hemvist import clock
from hemvist.config.wsgi import application
from tests.api.conftest import Caller, MakeCaller
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, opened

DESCRIPTION = "/api/v1/openapi.json?lang=en"
OFTEN = 12
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


def description() -> Any:
    """What the API says of itself, as Schemathesis reads it."""
    return schemathesis.openapi.from_wsgi(DESCRIPTION, application)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_as_it_is_described(caller_with_all: Caller, mode: GenerationMode) -> None:
    """For what fits the description, and for what does not."""
    headers = {"Authorization": f"Bearer {caller_with_all.token}"}
    for found in description().get_all_operations():
        operation = found.ok()

        @settings(machine, max_examples=OFTEN)
        @given(data=st.data())
        def asked(data: st.DataObject, operation: Any = operation) -> None:
            case: Case = data.draw(operation.as_strategy(generation_mode=mode))
            case.call_and_validate(headers=headers)

        asked()


def test_operations_in_turn_answer_as_they_are_described(caller_with_all: Caller) -> None:
    """What one answers is asked of the next: cases that were listed are opened, recorded on, and read again."""
    headers = {"Authorization": f"Bearer {caller_with_all.token}", "If-Match": "*"}

    class Journey(description().as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            return {"headers": headers}

    run_state_machine_as_test(
        Journey, settings=settings(machine, max_examples=JOURNEYS, stateful_step_count=LONGEST_JOURNEY)
    )
