"""Who is away, who stands in, and handing cases over."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hemvist import clock
from hemvist.cases.assigning import STEP
from hemvist.cases.models import Party
from hemvist.organisation.models import StandIn, Worker
from hemvist.organisation.staffing import end_role, give_role, hire, leave, set_absence
from tests.factories import LONG_AGO, PASSWORD, City
from tests.web.work_city import ClientOf, opened

HIDDEN = "confidentiality-marking"


@pytest.fixture(autouse=True)
def _another_caseworker(city: City) -> None:
    """One more caseworker at the deciding unit."""
    give_role(hire("frida", "Frida Nord", PASSWORD), city.deciding, "caseworker", LONG_AGO)


def frida() -> Worker:
    """The other caseworker."""
    return Worker.objects.get(name="Frida Nord")


def week() -> dict[str, str]:
    """The days of an absence that begins today."""
    return {"first_day": str(clock.today()), "last_day": str(clock.today() + timedelta(days=6))}


def test_the_page_shows_the_staff_their_roles_and_who_is_away(city: City, client_of: ClientOf) -> None:
    """Names, roles in words, and the stand-in with both days."""
    set_absence(city.caseworker, frida(), clock.today(), clock.today() + timedelta(days=6))
    page = client_of(city.unit_manager).get("/enheten/").content.decode()
    assert all(text in page for text in ("Anna Lindqvist", "1:e socialsekreterare", "Frida Nord har uppgifterna"))
    assert "Olof Berg" not in page


def test_the_page_asks_the_database_the_same_number_of_times_however_many_work_there(
    city: City, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Ten more colleagues cost no more queries."""
    client = client_of(city.unit_manager)
    client.get("/enheten/")
    for number in range(10):
        give_role(hire(f"ny{number}", f"Ny {number}"), city.deciding, "caseworker", LONG_AGO)
    with django_assert_num_queries(10):
        client.get("/enheten/")


def test_a_manager_lets_someone_stand_in_and_the_stand_in_gets_the_turns(city: City, client_of: ClientOf) -> None:
    """The duties of the one who is away are on the stand-in's list at once."""
    opened(city, "Ett")
    assert "Karin Ett" not in client_of(frida()).get("/?vy=mina").content.decode()
    given = {"worker": city.caseworker.pk, "stand_in": frida().pk, **week()}
    answer = client_of(city.unit_manager).post("/enheten/franvaro/", given, follow=True)
    assert "Frånvaron är inlagd." in answer.content.decode()
    assert "Karin Ett" in client_of(frida()).get("/?vy=mina").content.decode()


def test_one_who_does_not_lead_the_unit_arranges_only_their_own_absence(city: City, client_of: ClientOf) -> None:
    """Another's name is no answer to choose; one's own is."""
    client = client_of(frida())
    refused = client.post(
        "/enheten/franvaro/", {"worker": city.caseworker.pk, "stand_in": frida().pk, **week()}, follow=True
    )
    assert refused.status_code == 422
    assert "Välj någon i listan." in refused.content.decode()
    client.post("/enheten/franvaro/", {"worker": frida().pk, "stand_in": city.caseworker.pk, **week()}, follow=True)
    assert StandIn.objects.get().worker == frida()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first_day": "1/12/2026"}, "Skriv ett datum som ÅÅÅÅ-MM-DD."),
        ({"last_day": ""}, "Skriv ett datum som ÅÅÅÅ-MM-DD."),
        ({"last_day": "2020-01-01"}, "Sista dagen är före den första."),
        ({"stand_in": "x"}, "Välj någon i listan."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    city: City, client_of: ClientOf, wrong: dict[str, str], said: str
) -> None:
    """The answer is 422, with the words beside the field and in the summary."""
    given = {"worker": city.caseworker.pk, "stand_in": frida().pk, **week(), **wrong}
    answer = client_of(city.unit_manager).post("/enheten/franvaro/", given, follow=True)
    assert answer.status_code == 422
    assert answer.content.decode().count(said) >= 2
    assert not StandIn.objects.exists()


def test_nobody_stands_in_for_themselves(city: City, client_of: ClientOf) -> None:
    """It is said in words."""
    given = {"worker": city.caseworker.pk, "stand_in": city.caseworker.pk, **week()}
    answer = client_of(city.unit_manager).post("/enheten/franvaro/", given, follow=True)
    assert "Ingen kan vara sin egen ersättare." in answer.content.decode()


def test_all_that_one_has_is_handed_over_after_a_check(city: City, client_of: ClientOf) -> None:
    """First how many cases it is, then each gets the new caseworker."""
    opened(city, "Ett")
    opened(city, "Två")
    client = client_of(city.unit_manager)
    given = {"from_worker": city.caseworker.pk, "to_worker": frida().pk, "on": str(clock.today())}
    check = client.post("/enheten/overlamning/", given, follow=True).content.decode()
    assert "Kontrollera överlämningen" in check
    assert "Karin Ett" not in client_of(frida()).get("/?vy=mina").content.decode()
    done = client.post("/enheten/overlamning/", {**given, "confirmed": "yes"}, follow=True).content.decode()
    assert "2 ärenden är överlämnade." in done
    mine = client_of(frida()).get("/?vy=mina").content.decode()
    assert "Karin Ett" in mine
    assert "Karin Två" in mine


def test_more_than_a_step_is_handed_over_with_a_bar_that_says_how_far_it_has_come(
    city: City, client_of: ClientOf
) -> None:
    """Each step says what is done and what is left, and is sent on by its own form; nothing is left in the end."""
    for number in range(STEP + 2):
        opened(city, f"Prov{number}")
    client = client_of(city.unit_manager)
    sent: dict[str, object] = {"from_worker": city.caseworker.pk, "to_worker": frida().pk, "on": str(clock.today())}
    assert f"{STEP + 2}" in client.post("/enheten/overlamning/", sent, follow=True).content.decode()
    page = client.post("/enheten/overlamning/", {**sent, "confirmed": "yes"}, follow=True).content.decode()
    assert f"{STEP} ärenden är överlämnade." in page
    assert "2 återstår." in page
    assert f'max="{STEP + 2}" value="{STEP}"' in page
    assert "data-goes-on" in page
    hidden = dict(re.findall(r'<input type="hidden"[^>]* name="([a-z_]+)"[^>]* value="([^"]*)"', page))
    assert set(sent) | {"confirmed", "done", "stuck", "after"} <= set(hidden)
    last = client.post("/enheten/overlamning/", hidden, follow=True).content.decode()
    assert f"{STEP + 2} ärenden är överlämnade." in last
    assert not Party.objects.filter(worker=city.caseworker).exists()


def test_what_cannot_be_handed_over_is_named_with_the_reason(city: City, client_of: ClientOf) -> None:
    """One who takes over but holds not the role: the case stays, and the page does not go on by itself."""
    opened(city)
    given = {"from_worker": city.caseworker.pk, "to_worker": city.lead_caseworker.pk, "on": str(clock.today())}
    page = (
        client_of(city.unit_manager)
        .post("/enheten/overlamning/", {**given, "confirmed": "yes"}, follow=True)
        .content.decode()
    )
    assert "Allt gick inte att lämna över" in page
    assert "Välj någon som har den rollen på enheten i dag." in page
    assert "data-goes-on" not in page
    assert Party.objects.filter(worker=city.caseworker).exists()


@pytest.mark.parametrize("after", ["x", "1.", "1.KUNG", "9999999999999999.caseworker"])
def test_a_place_that_is_none_is_refused(city: City, client_of: ClientOf, after: str) -> None:
    """Whatever is sent in the hidden inputs, nothing breaks and nothing is handed over."""
    opened(city)
    given = {"from_worker": city.caseworker.pk, "to_worker": frida().pk, "on": str(clock.today()), "after": after}
    answer = client_of(city.unit_manager).post("/enheten/overlamning/", {**given, "confirmed": "yes"}, follow=True)
    assert answer.status_code == 422
    assert Party.objects.filter(worker=city.caseworker).exists()


def test_each_thing_that_is_wrong_says_which_question_it_is_about(city: City, client_of: ClientOf) -> None:
    """The summary names the questions, in the order of the page; a day is suggested."""
    client = client_of(city.unit_manager)
    page = client.post("/enheten/overlamning/", {}, follow=True).content.decode()
    summary = page[page.index('id="error-summary"') :]
    places = [
        summary.index(f"{asked} ") for asked in ("Vems ärenden ska lämnas över?", "Vem tar över?", "Från och med:")
    ]
    assert places == sorted(places)
    assert f'value="{clock.today().isoformat()}"' in client.get("/enheten/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2090-01-01"}, "Dagen ligger framåt i tiden."),
        ({"on": "i morgon"}, "Skriv ett datum som ÅÅÅÅ-MM-DD."),
        ({"to_worker": "same"}, "Välj en annan person"),
    ],
)
def test_a_wrong_handing_over_is_refused_in_words(
    city: City, client_of: ClientOf, wrong: dict[str, str], said: str
) -> None:
    """Nothing is handed over."""
    given = {"from_worker": city.caseworker.pk, "to_worker": frida().pk, "on": str(date(2026, 3, 2)), **wrong}
    if given["to_worker"] == "same":
        given["to_worker"] = city.caseworker.pk
    answer = client_of(city.unit_manager).post("/enheten/overlamning/", {**given, "confirmed": "yes"}, follow=True)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_does_not_follow_is_told_as_a_number_before_and_after(city: City, client_of: ClientOf) -> None:
    """Two cases of protected persons stay with the one who leaves: no name, no case number; also where nothing else is handed over."""
    opened(city, "Ett")
    for name in ("Hemlig", "Dold"):
        opened(city, name, protection=HIDDEN)
    client = client_of(city.unit_manager)
    given = {"from_worker": city.caseworker.pk, "to_worker": frida().pk, "on": str(clock.today())}
    check = client.post("/enheten/overlamning/", given, follow=True).content.decode()
    done = client.post("/enheten/overlamning/", {**given, "confirmed": "yes"}, follow=True).content.decode()
    again = client.post("/enheten/overlamning/", given, follow=True).content.decode()
    assert "2 ärenden där personen har eller kan ha skyddade personuppgifter blir kvar" in check
    assert "2 ärenden med skydd följde inte med." in done
    assert "2 ärenden där personen har eller kan ha skyddade personuppgifter blir kvar" in again
    assert all(word not in page for page in (check, done, again) for word in ("Hemlig", "Dold", "KC-"))
    own = client_of(city.caseworker).post("/enheten/overlamning/", {**given, "confirmed": "yes"}, follow=True)
    assert "2 ärenden är överlämnade." in own.content.decode()
    assert "följde inte med" not in own.content.decode()


def test_the_manager_names_a_handler_in_a_case_that_nobody_sees(city: City, client_of: ClientOf) -> None:
    """The page tells how many there are; the one chosen sees the case at once, and the manager is shown nothing of it."""
    case = opened(city, "Hemlig", protection=HIDDEN)
    leave(city.caseworker, clock.today() - timedelta(days=1))
    client = client_of(city.unit_manager)
    page = client.get("/enheten/").content.decode()
    assert "Ett ärende där personen har eller kan ha skyddade personuppgifter har ingen handläggare på plats:" in page
    assert "Hemlig" not in page
    assert f'value="{city.deciding.pk}.{city.unit_manager.pk}"' not in page
    given = {"handler": f"{city.deciding.pk}.{frida().pk}", "counted": "1"}
    done = client.post("/enheten/utse/", given, follow=True).content.decode()
    assert "Handläggaren är utsedd och ser ärendet nu." in done
    assert "Ärenden som ingen har" not in done
    assert client_of(frida()).get(reverse("case", args=[case])).status_code == 200
    assert client.get(reverse("case", args=[case])).status_code == 404
    assert client.post("/enheten/utse/", given, follow=True).status_code == 422


def test_one_who_is_away_with_nobody_instead_is_told_of_and_so_are_their_protected_cases(
    city: City, client_of: ClientOf
) -> None:
    """How many they are is told when the absence is entered and on the page, until somebody stands in; nothing of the case."""
    case = opened(city, "Hemlig", protection=HIDDEN)
    client = client_of(city.unit_manager)
    assert '<option value="0">Ingen, det är inte ordnat än</option>' in client.get("/enheten/").content.decode()
    given = {"worker": city.caseworker.pk, "stand_in": "0", **week()}
    page = client.post("/enheten/franvaro/", given, follow=True).content.decode()
    assert "Ett ärende med skydd har bara den personen. Lägg in en ersättare, annars har ingen det så länge." in page
    assert "ingen har uppgifterna" in page
    assert "Ärenden som ingen har" in page
    assert f'value="{city.deciding.pk}.{city.caseworker.pk}"' not in page, "nobody names one who is away"
    page = client.post("/enheten/franvaro/", {**given, "stand_in": frida().pk}, follow=True).content.decode()
    assert "Ärenden som ingen har" not in page
    assert "Frida" in page
    assert client_of(frida()).get(reverse("case", args=[case])).status_code == 200
    assert "Hemlig" not in page


def test_one_without_any_role_opens_no_case_and_theirs_are_told_of(city: City, client_of: ClientOf) -> None:
    """A role that ended is enough: whoever has no role is let into no page, so the case is nobody's."""
    case = opened(city, "Hemlig", protection=HIDDEN)
    end_role(city.caseworker.role_holdings.get(), clock.today() - timedelta(days=1))
    assert client_of(city.caseworker).get(reverse("case", args=[case])).status_code != 200
    assert "Ärenden som ingen har" in client_of(city.unit_manager).get("/enheten/").content.decode()


def test_the_lead_is_told_too_and_the_manager_asked(city: City, client_of: ClientOf) -> None:
    """No form for the lead, and what they send is refused; a colleague is told nothing."""
    opened(city, "Hemlig", protection=HIDDEN)
    leave(city.caseworker, clock.today() - timedelta(days=1))
    client = client_of(city.lead_caseworker)
    page = client.get("/enheten/").content.decode()
    assert "Enhetens chef eller samordnare utser någon här" in page
    assert "/enheten/utse/" not in page
    answer = client.post("/enheten/utse/", {"handler": f"{city.deciding.pk}.{frida().pk}", "counted": "1"}, follow=True)
    assert answer.status_code == 422
    assert "Ärenden som ingen har" not in client_of(frida()).get("/enheten/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"counted": "2"}, "Antalet har ändrats"),
        ({"handler": ""}, "Svara på frågan."),
        ({"handler": "1.2.3"}, "Välj någon i listan."),
        ({"handler": "lead"}, "Den personen har inte den roll som behövs"),
        ({"counted": ""}, "Sidan har ändrats."),
    ],
)
def test_a_wrong_naming_is_refused_in_words(city: City, client_of: ClientOf, wrong: dict[str, str], said: str) -> None:
    """Nobody is named."""
    opened(city, "Hemlig", protection=HIDDEN)
    leave(city.caseworker, clock.today() - timedelta(days=1))
    given = {"handler": f"{city.deciding.pk}.{frida().pk}", "counted": "1", **wrong}
    if given["handler"] == "lead":
        given["handler"] = f"{city.deciding.pk}.{city.lead_caseworker.pk}"
    answer = client_of(city.unit_manager).post("/enheten/utse/", given, follow=True)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Party.objects.get().worker == city.caseworker
