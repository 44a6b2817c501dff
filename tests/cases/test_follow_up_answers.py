"""What a follow-up must answer: whether other interventions (KC-70) and more activities (KC-73) are needed. That it is not known is an answer."""

from datetime import UTC, datetime, time

import pytest

from hemvist import clock
from hemvist.cases.entries import Entry, Refused
from hemvist.cases.recording import record_event
from tests.cases.playing import Player, scenario
from tests.cases.town import Town

HELD = "follow-up-meeting-held"
ASKED = ("parallel_interventions_needed", "complementary_activities_needed")


def hold(town: Town, file: str, **answers: object) -> bool:
    """The caseworker records the follow-up of a scenario; gives whether it stands in the case. ``answers`` are instead of what is told there, None for none."""
    told = [each for each in scenario(file).told if not each.expect_refused]
    place = next(number for number, each in enumerate(told) if each.event.type == HELD)
    player = Player(town, scenario(file), most=place).play()
    given = told[place].raw_fields | answers
    fields = {name: value for name, value in given.items() if value is not None}
    day, about = told[place].event.on, player.uids[told[place].event.about or ""]
    assert player.case
    with clock.set_to(datetime.combine(day, time(21), UTC)):
        recorded = record_event(
            town.viewer(player.worker("caseworker"), day), player.case, Entry(HELD, day, fields, about=about)
        )
    return recorded.event_uid in {each.uid for each in player.file().rows}


@pytest.mark.parametrize("file", ["e1-to-self-support", "to-self-support"])
def test_a_question_of_a_follow_up_that_is_left_out_is_asked_for(town: Town, file: str) -> None:
    """Each is named beside its field; nothing is recorded."""
    with pytest.raises(Refused) as refused:
        hold(town, file, **dict.fromkeys(ASKED))
    assert {(each.field, each.code) for each in refused.value.field_errors} == {
        (name, "field-missing") for name in ASKED
    }


@pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
@pytest.mark.parametrize("file", ["e1-to-self-support", "to-self-support"])
def test_that_it_is_not_known_is_an_answer(town: Town, file: str, answer: str) -> None:
    """Which they are may be told, and need not be."""
    assert hold(town, file, **dict.fromkeys(ASKED, answer))
