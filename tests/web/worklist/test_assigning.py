"""Giving duties to a colleague."""

import re
from uuid import uuid4

from hemvist.organisation.models import Worker
from hemvist.organisation.staffing import give_role, hire
from tests.factories import LONG_AGO, City
from tests.web.work_city import ClientOf, opened


def colleague(city: City) -> Worker:
    """Another caseworker at the deciding unit."""
    worker = hire("frida", "Frida Nord")
    give_role(worker, city.deciding, "caseworker", LONG_AGO)
    return worker


def without_tokens(page: str) -> str:
    """A page without the tokens that differ in every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_marked_duties_go_to_a_colleague_after_a_check(city: City, client_of: ClientOf) -> None:
    """Choose, check, done: the colleague then finds the duties among their own."""
    other = colleague(city)
    picks = [f"{opened(city, name)}:caseworker" for name in ("Ett", "Två")]
    client = client_of(city.caseworker)
    assert "Frida Nord" in client.post("/tilldela/", {"rad": picks}, follow=True).content.decode()
    check = client.post("/tilldela/", {"rad": picks, "till": other.pk, "steg": "kontrollera"}, follow=True)
    assert "Frida Nord får de här uppgifterna" in check.content.decode()
    done = client.post("/tilldela/", {"rad": picks, "till": other.pk, "steg": "spara"}, follow=True)
    assert "2 uppgifter är nu hos Frida Nord." in done.content.decode()
    mine = client_of(other).get("/?vy=mina").content.decode()
    assert "Karin Ett" in mine
    assert "Karin Två" in mine


def test_the_check_records_nothing(city: City, client_of: ClientOf) -> None:
    """Only the last step changes who has the duty."""
    other = colleague(city)
    pick = f"{opened(city)}:caseworker"
    client_of(city.caseworker).post("/tilldela/", {"rad": pick, "till": other.pk, "steg": "kontrollera"})
    assert "Inget väntar på dig i dag" in client_of(other).get("/?vy=mina").content.decode()


def test_nothing_marked_is_told(city: City, client_of: ClientOf) -> None:
    """Without a mark the list is shown again with a word about it."""
    answer = client_of(city.caseworker).post("/tilldela/", {}, follow=True)
    assert "Markera minst en uppgift" in answer.content.decode()


def test_a_case_that_is_not_theirs_and_one_that_is_not_there_are_answered_alike(
    city: City, client_of: ClientOf
) -> None:
    """Both are not found, by the same page."""
    client = client_of(city.outsider)
    answers = [client.post("/tilldela/", {"rad": f"{case}:caseworker"}) for case in (opened(city), uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({without_tokens(answer.content.decode()) for answer in answers}) == 1


def test_a_mark_that_makes_no_sense_is_not_found(city: City, client_of: ClientOf) -> None:
    """Neither a case nor a role."""
    client = client_of(city.caseworker)
    assert client.post("/tilldela/", {"rad": "x"}).status_code == 404
    assert client.post("/tilldela/", {"rad": f"{opened(city)}:king"}).status_code == 404


def test_someone_without_the_role_cannot_be_chosen(city: City, client_of: ClientOf) -> None:
    """A consultant does not get a caseworker's duties."""
    pick = f"{opened(city)}:caseworker"
    posted = {"rad": pick, "till": city.consultant.pk, "steg": "spara"}
    answer = client_of(city.caseworker).post("/tilldela/", posted, follow=True)
    assert answer.status_code == 422
    assert "Välj vem som ska ha uppgifterna." in answer.content.decode()
