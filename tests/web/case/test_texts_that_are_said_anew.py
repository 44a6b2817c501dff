"""A form that says anew what an earlier event said begins with that text: a plan is updated from the plan."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client

from hemvist import clock
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, found_town
from tests.web.case.recording import form_address

DRAWN_UP = "implementation-plan-drawn-up"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town, with the clock standing still."""
    with clock.set_to(datetime.combine(TODAY, time(9), UTC)):
        yield found_town()


def test_an_updated_plan_begins_with_the_plan_as_it_stands(town: Town) -> None:
    """Goals and activities stand in their boxes; what is asked of this time alone (was it done together?) is not answered beforehand."""
    played = scenario("to-self-support")
    told = [each for each in played.told if not each.expect_refused]
    number = next(number for number, each in enumerate(told) if each.event.type == DRAWN_UP)
    player = Player(town, played, most=number + 1).play()
    plan = told[number].raw_fields
    browser = Client()
    with clock.set_to(datetime.combine(told[number].event.on + timedelta(days=30), time(16), UTC)):
        browser.force_login(
            town.workers[player.worker("consultant")].user, backend="django.contrib.auth.backends.ModelBackend"
        )
        page = browser.get(form_address(player.case, "implementation-plan-updated")).content.decode()  # type: ignore[arg-type]
    boxes = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page))
    assert {name: text.strip() for name, text in boxes.items()} == {
        name: plan[name] for name in ("goals", "activities")
    }
    assert not re.search(r'type="radio"[^>]*checked', page)


def test_an_extended_assignment_begins_with_the_assignment_as_it_was_sent(town: Town) -> None:
    """Needs, contents and goals are not typed again at a renewal."""
    played = scenario("renewal-in-good-time")
    told = [each for each in played.told if not each.expect_refused]
    number = next(number for number, each in enumerate(told) if each.event.type == "assignment-extended")
    sent = next(each.raw_fields for each in told if each.event.type == "assignment-sent")
    player = Player(town, played, most=number).play()
    browser = Client()
    with clock.set_to(datetime.combine(told[number].event.on, time(16), UTC)):
        browser.force_login(
            town.workers[player.worker("caseworker")].user, backend="django.contrib.auth.backends.ModelBackend"
        )
        page = browser.get(form_address(player.case, "assignment-extended")).content.decode()  # type: ignore[arg-type]
    boxes = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page))
    asked = ("needs", "contents", "goals")
    assert {name: boxes[name].strip() for name in asked} == {name: sent[name] for name in asked}
