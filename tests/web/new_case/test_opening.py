"""Opening a case and going through the assessment."""

import pytest
from django.http import HttpResponse

from hemvist import clock
from hemvist.cases.models import Case
from hemvist.persons.models import Person
from tests.factories import City, someone
from tests.web.work_city import ClientOf, opened

ADDRESS = "/arenden/nytt/person"
KEY = "0" * 32


def form(**changes: str) -> dict[str, str]:
    """What a caseworker fills in for someone with a published test number."""
    filled = {
        "person-number": "19910302-2381",
        "person-given": "Karin",
        "person-family": "Östlund",
        "event-on": clock.today().isoformat(),
        "event-key": KEY,
        "reason": "Har ansökt om försörjningsstöd.",
        "steg": "spara",
    }
    return filled | {name.replace("_", "-"): value for name, value in changes.items()}


def test_a_case_is_opened_after_a_check(city: City, client_of: ClientOf) -> None:
    """The check shows the answers and keeps nothing; saving opens the case and goes on to the assessment."""
    client = client_of(city.caseworker)
    check = client.post(ADDRESS, form(steg="kontrollera")).content.decode()
    assert "19910302-2381" in check
    assert "Karin Östlund" in check
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)
    saved = client.post(ADDRESS, form())
    case = Case.objects.get()
    assert saved.headers["Location"] == f"/arende/{case.public_id}/bedomning/"
    assert case.person.birth_date is None


def test_what_was_written_follows_back_from_the_check(city: City, client_of: ClientOf) -> None:
    """*Ändra* shows the form as it was filled in."""
    page = client_of(city.caseworker).post(ADDRESS, form(steg="andra")).content.decode()
    assert 'value="Östlund"' in page
    assert "Har ansökt om försörjningsstöd." in page
    assert "behöver rättas" not in page


def test_the_same_form_sent_twice_opens_one_case(city: City, client_of: ClientOf) -> None:
    """Neither a second case nor a second person, with a number or without."""
    client = client_of(city.caseworker)
    without = form(person_number="", person_missing="ja")
    first, second = (client.post(ADDRESS, without) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Case.objects.count(), Person.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"person_number": ""}, "Skriv numret, eller kryssa"),
        ({"person_missing": "ja"}, "inte båda"),
        ({"person_number": "19910302-2380"}, "kontrollsiffran"),
        ({"person_number": "20910302-2381"}, "Numret"),
        ({"person_given": ""}, "Skriv namnet"),
        ({"person_family": "x" * 81}, "för långt"),
        ({"person_born": "3/2/1991"}, "ÅÅÅÅ-MM-DD"),
        ({"person_born": "2999-01-01"}, "har inte varit än"),
        ({"event_on": "2999-01-01"}, "har inte varit än"),
        ({"event_on": "i går"}, "ÅÅÅÅ-MM-DD"),
        ({"reason": ""}, "Varför öppnas ärendet"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    city: City, client_of: ClientOf, changes: dict[str, str], words: str
) -> None:
    """Beside the field and in the summary; no person and no case."""
    answer = client_of(city.caseworker).post(ADDRESS, form(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "error-summary" in answer.content.decode()
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)


def test_a_number_that_is_known_is_joined_by_its_name(city: City, client_of: ClientOf) -> None:
    """The person there is used; the page says nothing of it."""
    known = someone()
    client_of(city.caseworker).post(ADDRESS, form(person_given="karin", person_family="ÖSTLUND"))
    assert Case.objects.get().person == known
    assert Person.objects.count() == 1


def test_a_number_of_someone_else_tells_no_name(city: City, client_of: ClientOf) -> None:
    """The answer says that number and name do not go together, and nothing is opened."""
    someone("Hanna", "Hemlig")
    answer = client_of(city.caseworker).post(ADDRESS, form())
    assert answer.status_code == 422
    assert "går inte att använda ihop" in answer.content.decode()
    assert "Hemlig" not in answer.content.decode()
    assert Case.objects.count() == 0


def test_a_consultant_opens_no_cases(city: City, client_of: ClientOf) -> None:
    """The role is told, not an error."""
    answer = client_of(city.consultant).get(ADDRESS)
    assert answer.status_code == 403
    assert "Din roll öppnar inga ärenden" in answer.content.decode()


def test_a_new_case_for_someone_in_a_case_one_may_not_see_is_not_found(city: City, client_of: ClientOf) -> None:
    """The case of another board gives no person."""
    case = str(opened(city))
    client = client_of(city.outsider)
    assert client.post(ADDRESS, {"case-of-person": case}).status_code == 404
    assert client.post(ADDRESS, {"case-of-person": "x"}).status_code == 404
    mine = client_of(city.caseworker).post(ADDRESS, form(case_of_person=case))
    assert mine.status_code == 302
    assert Person.objects.count() == 1


def test_the_assessment_asks_one_thing_after_the_other_and_tells_what_it_means(city: City, client_of: ClientOf) -> None:
    """From protection to the judgement of a referral; then each thing it was to show, met or not, with its clause."""
    client = client_of(city.caseworker)
    address = client.post(ADDRESS, form()).headers["Location"]
    answers: list[dict[str, str]] = [
        {"steg": "check-protection", "protection": "none"},
        {"steg": "assess-need", "needs": "Arbete."},
        {"steg": "use-assessment-support", "orientation": "labour-market"},
        {
            "steg": "judge-referral",
            "called_for": "yes",
            "reasons": "Vill arbeta.",
            "aims_at_self_support": "yes",
            "criterion_needs_activities": "yes",
            "criterion_three_years": "no",
        },
    ]
    for number, answer in enumerate(answers):
        page = client.get(address).content.decode()
        assert f'name="steg" value="{answer["steg"]}"' in page
        posted = {"event-on": clock.today().isoformat(), "event-at": f"0{number}:00", "event-key": f"{number + 1:032}"}
        assert client.post(address, posted | answer).status_code == 302, answer
    result = client.get(address).content.decode()
    assert "Vad bedömningen betyder" in result
    assert "riktmärke är inte uppfyllt" in result
    assert "KC-11" in result
    assert "Gå vidare med anvisningen" in result


def test_an_answer_that_is_wrong_is_told_beside_its_question(city: City, client_of: ClientOf) -> None:
    """Nothing is recorded; the question is asked again."""
    client = client_of(city.caseworker)
    address = f"/arende/{opened(city)}/bedomning/"
    posted = {"steg": "assess-need", "event-on": "2999-01-01", "event-key": KEY, "needs": ""}
    answer: HttpResponse = client.post(address, posted)
    assert answer.status_code == 422
    assert "har inte varit än" in answer.content.decode()
    assert 'name="steg" value="assess-need"' in client.get(address).content.decode()


def test_the_assessment_of_a_case_one_may_not_see_is_not_found(city: City, client_of: ClientOf) -> None:
    """As any page of the case."""
    assert client_of(city.outsider).get(f"/arende/{opened(city)}/bedomning/").status_code == 404


@pytest.mark.parametrize(
    ("searched", "begun"),
    [
        ("Anna Karin Prov", ['value="Anna Karin"', 'value="Prov"']),
        ("19910302-2381", ['value="19910302-2381"']),
    ],
)
def test_what_was_searched_for_is_not_typed_again(
    city: City, client_of: ClientOf, searched: str, begun: list[str]
) -> None:
    """The form of a new person begins with the name or the number that nobody was found by."""
    client = client_of(city.caseworker)
    page = client.post("/arenden/nytt", {"text": searched}).content.decode()
    assert all(value in page for value in begun)
    sent = {"number": searched} if searched[0].isdigit() else {"given": "Anna Karin", "family": "Prov"}
    assert all(value in client.post(ADDRESS, sent).content.decode() for value in begun)
