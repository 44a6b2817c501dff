"""A hold is put and lifted by the manager, with reason and ground, and shown to those who see the case."""

from uuid import UUID, uuid4

import pytest
from django.test import Client

from hemvist.retention.models import HoldEntry
from hemvist.secrecy.models import AccessLogEntry
from tests.factories import City
from tests.web.work_city import ClientOf

GIVEN = {
    "reason": "Tvist om återkrav i förvaltningsrätten",
    "legal_ground": "SoL 16 kap. 2 §",
    "review_on": "2099-01-31",
}


@pytest.fixture
def manager(city: City, client_of: ClientOf) -> Client:
    """The manager of the deciding unit, logged in."""
    return client_of(city.unit_manager)


def address(case: UUID) -> str:
    """The page of the case's holds."""
    return f"/arende/{case}/sparr/"


def test_a_hold_is_put_and_shown_on_the_case_to_those_who_see_it(
    city: City, old: UUID, manager: Client, client_of: ClientOf
) -> None:
    """The reason and the ground, who and when; the caseworker sees it and is offered no form."""
    done = manager.post(address(old), GIVEN, follow=True).content.decode()
    assert "Spärren är satt." in done
    for text in (*GIVEN.values(), "Cecilia Åberg"):
        assert text in done
    seen = client_of(city.caseworker).get(f"/arende/{old}/").content.decode()
    assert "Ärendet får inte gallras" in seen
    assert GIVEN["reason"] in seen
    own = client_of(city.caseworker).get(address(old)).content.decode()
    assert "Häv spärren" not in own
    assert "Sätt en spärr" not in own


def test_the_list_of_what_leaves_says_that_it_is_held(city: City, old: UUID, manager: Client) -> None:
    """It stays, and cannot be chosen."""
    manager.post(address(old), GIVEN)
    shown = manager.get("/enheten/gallring/").content.decode()
    assert "Ärendet har en gallringsspärr." in shown
    assert 'name="arende"' not in shown
    refused = manager.post("/enheten/gallring/godkann/", {"arende": str(old), "confirmed": "yes"})
    assert refused.status_code == 422


def test_a_hold_is_lifted_with_a_reason_and_both_stay_in_the_history(city: City, old: UUID, manager: Client) -> None:
    """Nothing is edited: two rows."""
    manager.post(address(old), GIVEN)
    hold = HoldEntry.objects.get().hold
    done = manager.post(
        f"{address(old)}hav/", {"hold": str(hold), "reason": "Avgjort", "legal_ground": "SoL 16 kap. 1 §"}, follow=True
    ).content.decode()
    assert "Spärren är hävd." in done
    assert "Hävda spärrar" in done
    assert GIVEN["reason"] in done
    assert [each.kind for each in HoldEntry.objects.order_by("id")] == ["put", "lifted"]
    again = manager.post(f"{address(old)}hav/", {"hold": str(hold), "reason": "Igen", "legal_ground": "x"})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": " "}, "Skriv varför."),
        ({"legal_ground": ""}, "Skriv vilken bestämmelse det stöder sig på."),
        ({"review_on": "2020-01-01"}, "Skriv en dag som ligger framåt i tiden."),
        ({"review_on": "31/1"}, "Skriv ett datum som ÅÅÅÅ-MM-DD."),
        ({"review_on": "2099-02-31"}, "Skriv ett datum som ÅÅÅÅ-MM-DD."),
        ({"reason": "x" * 2001}, "Texten är för lång."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_written_stays(
    city: City, old: UUID, manager: Client, wrong: dict[str, str], said: str
) -> None:
    """Nothing is put."""
    answer = manager.post(address(old), GIVEN | wrong)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert text.count(said) >= 2
    assert next(value for key, value in GIVEN.items() if key not in wrong) in text
    assert not HoldEntry.objects.exists()


@pytest.mark.parametrize("who", ["caseworker", "lead_caseworker"])
def test_others_who_see_the_case_may_not_put_one(city: City, old: UUID, client_of: ClientOf, who: str) -> None:
    """They are told that it is not theirs."""
    assert client_of(getattr(city, who)).post(address(old), GIVEN).status_code == 403
    assert not HoldEntry.objects.exists()


def test_for_one_who_does_not_see_the_case_nothing_is_there(city: City, old: UUID, client_of: ClientOf) -> None:
    """The same answer as for a case that does not exist."""
    client = client_of(city.outsider)
    for case in (old, uuid4()):
        assert client.get(address(case)).status_code == 404
        assert client.post(address(case), GIVEN).status_code == 404
        assert client.post(f"{address(case)}hav/", GIVEN | {"hold": str(uuid4())}).status_code == 404
    refused = AccessLogEntry.objects.filter(worker=city.outsider, outcome="refused", page__in=("hold", "holds"))
    assert refused.count() == 6


def test_a_hold_that_is_no_hold_is_not_found(city: City, old: UUID, manager: Client) -> None:
    """No error of the server's."""
    assert manager.post(f"{address(old)}hav/", GIVEN | {"hold": "x"}).status_code == 404
    assert manager.post(f"{address(old)}hav/", GIVEN | {"hold": str(uuid4())}).status_code == 422
