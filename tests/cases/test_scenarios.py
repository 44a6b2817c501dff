"""Every scenario of the routine, played through the record."""

from datetime import date

import pytest

from hemvist.cases.daily import reevaluate_due
from hemvist.cases.verifying import verify_record
from hemvist.routines.duties import evaluate
from hemvist.routines.history import History
from hemvist.routines.scenarios import play
from tests.cases.playing import Player, scenario, scenario_names
from tests.cases.town import Town


def told(player: Player, history: History, as_of: date) -> list[tuple[object, ...]]:
    """The duties of a history, without the ids of events."""
    status = evaluate(player.scenario.routine, history, as_of)
    return sorted((d.id, d.state, str(d.opened_on), str(d.due_on), str(d.done_on), d.late_days) for d in status.duties)


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_played_through_the_record_gives_the_same_duties(town: Town, name: str) -> None:
    """The record answers as the engine does of the same events, its projections are those of a replay, also after the daily pass."""
    player = Player(town, scenario(name)).play()
    last = max(t.event.on for t in player.scenario.told)
    assert told(player, player.file().history, last) == told(player, play(player.scenario).history, last)
    assert verify_record() == []
    reevaluate_due(date(2028, 1, 1))
    assert verify_record() == []
