"""What the page of a case says of the turns of others."""

from dataclasses import replace

import pytest

from hemvist import clock
from hemvist.cases.library import library
from hemvist.cases.viewing import view_case
from hemvist.web.case.duties import Step, next_steps
from tests.cases.playing import Player, scenario
from tests.cases.town import Town, found_town


@pytest.fixture
def town(db: None) -> Town:
    """A town where nothing has happened yet."""
    return found_town()


def steps_seen(town: Town, player: Player, worker: str) -> list[Step]:
    """The open duties of the case as one worker's page shows them, the day the last event was recorded."""
    assert player.case
    editions = {each.edition: each for each in library().routines["kompetenscenter"].editions}
    told = [each for each in player.scenario.told if not each.expect_refused][: player.most]
    with clock.set_to(told[-1].event.recorded):
        viewer = town.viewer(worker, clock.today())
        return next_steps(view_case(viewer, player.case, "test"), viewer, editions)


def test_what_somebody_else_can_do_now_waits_for_nothing(town: Town) -> None:
    """A protected person's follow-up is booked with the coordinator; that it may not be booked in GWA is no reason to wait."""
    told = [each for each in scenario("protected-all-bookings-with-coordinator").told if not each.expect_refused]
    held = next(n for n, each in enumerate(told) if each.event.type == "follow-up-meeting-held")
    player = Player(town, scenario("protected-all-bookings-with-coordinator"), most=held + 1).play()
    others = [step for step in steps_seen(town, player, "consultant") if not step.mine and step.state == "open"]
    assert "Boka nästa uppföljningsmöte direkt med samordnaren" in [step.label for step in others]
    assert [step.waiting_for for step in others] == [()] * len(others)


def test_the_way_that_the_routine_names_first_is_told_though_another_is_open(town: Town) -> None:
    """An external party may not be contacted without consent (KC-63): who sees only the other way would not know why."""
    name = "need-without-consent-settled-otherwise"
    told = [each for each in scenario(name).told if not each.expect_refused]
    noted = next(n for n, each in enumerate(told) if each.event.type == "social-health-need-noted")
    player = Player(town, scenario(name), most=noted + 1).play()
    step = next(
        each
        for each in steps_seen(town, player, player.worker("caseworker"))
        if each.label.startswith("Samordna med externa")
    )
    assert [each.event_type for each in step.actions] == ["social-health-need-settled"]
    assert step.first_way is not None
    assert step.first_way.event_type == "social-health-party-contacted"
    assert [reason.clause.clause_id for reason in step.first_way.reasons if reason.clause] == ["KC-63"]


def test_why_a_duty_is_there_is_told_with_what_led_to_it_and_who_has_the_turn_for_whom(town: Town) -> None:
    """Until a consultant is named the coordinator has their turns."""
    told = [each for each in scenario("to-self-support").told if not each.expect_refused]
    named = next(n for n, each in enumerate(told) if each.event.type == "consultant-appointed")
    player = Player(town, scenario("to-self-support"), most=named).play()
    steps = {step.label: step.why for step in steps_seen(town, player, "coordinator")}
    assert steps["Utse arbetsmarknadskonsulent"][0].startswith("Följer av: Uppdrag skickat till Kompetenscenter 2026-")
    absent = "Ingen är utsedd som arbetsmarknadskonsulent än. Så länge har samordnare på Kompetenscenter turen."
    assert any(absent in why for why in steps.values())


def test_an_event_that_is_not_shown_is_not_told_to_have_led_to_a_duty(town: Town) -> None:
    """What one does not see in the history is not named beside a duty either."""
    player = Player(town, scenario("to-self-support"), most=3).play()
    assert player.case
    viewer = town.viewer(player.worker("caseworker"), clock.today())
    view = view_case(viewer, player.case, "test")
    assert any("Följer av" in each for step in next_steps(view, viewer, {}) for each in step.why)
    hidden = replace(view, history=())
    assert not any("Följer av" in each for step in next_steps(hidden, viewer, {}) for each in step.why)
