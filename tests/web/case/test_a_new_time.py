"""A meeting that came to nothing and is booked anew: the form knows the time that was offered, and what the earlier booking said."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from hemvist import clock
from tests.cases.playing import Player, scenario
from tests.cases.town import TODAY, Town, found_town
from tests.web.case.recording import form_address

OFFERED, BOOKED, HELD = "new-enrolment-time-offered", "enrolment-meeting-booked", "enrolment-meeting-held"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town, with the clock standing still."""
    with clock.set_to(datetime.combine(TODAY, time(9), UTC)):
        yield found_town()


def caseworkers_browser(town: Town, player: Player) -> Client:
    """A browser in which the caseworker of the played case is logged in."""
    browser = Client()
    caseworker = town.workers[player.worker("caseworker")]
    browser.force_login(caseworker.user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_an_offered_time_is_not_typed_again(town: Town) -> None:
    """From the duty to book, nothing being said of which meeting: day, time and place stand in the form."""
    played = scenario("missed-with-new-time-twice")
    told = [each for each in played.told if not each.expect_refused]
    number = next(number for number, each in enumerate(told) if each.event.type == OFFERED)
    offered = told[number].raw_fields
    player = Player(town, played, most=number + 1).play()
    browser = caseworkers_browser(town, player)
    assert player.case
    page = browser.get(form_address(player.case, BOOKED)).content.decode()
    starts = datetime.fromisoformat(str(offered["starts"]))
    assert f'value="{starts:%Y-%m-%d}"' in page.split('name="starts_date"')[1][:120]
    assert f'value="{starts:%H:%M}"' in page
    place = next(each.raw_fields["place"] for each in told if each.event.type == BOOKED)
    assert f'value="{place}"' in page


def test_a_meeting_that_is_told_of_is_not_taken_for_the_next(town: Town) -> None:
    """Where no booked meeting waits to be told of, the form says so, the day of the old one is not filled in, and nothing is said of it twice."""
    played = scenario("to-self-support")
    told = [each for each in played.told if not each.expect_refused]
    number = next(number for number, each in enumerate(told) if each.event.type == HELD)
    player = Player(town, played, most=number + 1).play()
    browser = caseworkers_browser(town, player)
    assert player.case
    page = browser.get(form_address(player.case, HELD)).content.decode()
    assert "Mötet är redan antecknat" in page
    assert "Inskrivningsmöte genomfört. Gäller det ett annat möte" in page
    assert f'value="{TODAY.isoformat()}"' in page.split('name="event-on"')[1][:120]
    answers = {name: str(value) for name, value in told[number].raw_fields.items()}
    answers |= {
        "event-on": TODAY.isoformat(),
        "event-about": player.uids[told[number].event.about or ""],
        "step": "check",
    }
    check = browser.post(form_address(player.case, HELD), answers, follow=True).content.decode()
    assert "Kontrollera:" not in check
    assert "Vad som blev av mötet är redan antecknat: ”Inskrivningsmöte genomfört”" in check
