"""A protected person is not there for whoever is not named: by no address, search, list, count, calendar or file can it be told that they exist."""

import uuid

import pytest

from hemvist.cases.models import Case
from tests.proofs.cities import CasePlan, Plan, file_of, one_city
from tests.proofs.interfering import answers, assert_same, remove_case
from tests.proofs.looking import looking
from tests.proofs.test_hidden_facts_change_nothing import look_about
from tests.proofs.vanishing import Question, about_a_case, assert_alike, logged_in

# The person of the first case is protected from the start; c-caseworker and the coordinator are named. The second case is another's.
PLAN = Plan((CasePlan("protected-from-the-start"), CasePlan("to-self-support", has_number=False)))
COLLEAGUES = ("c-colleague", "c-manager", "h-caseworker", "second-coordinator")
NOBODYS_NUMBER = "199001012385"


@pytest.mark.parametrize("name", COLLEAGUES)
def test_every_address_of_the_case_answers_as_one_that_does_not_exist(db: None, name: str) -> None:
    """Opened or posted to: the same status, the same page, the same statements."""
    with one_city(PLAN) as city, looking(city):
        case, none = city.cases[0], uuid.uuid4()
        event = file_of(case).rows[0].uid
        questions = zip(about_a_case(case, event), about_a_case(none, uuid.uuid4().hex), strict=True)
        with logged_in(city, name) as looker:
            asked = [assert_alike(looker, there, nowhere) for there, nowhere in questions]
        assert len(asked) > 15


@pytest.mark.parametrize("page", ["/arenden/", "/arenden/nytt"])
def test_a_search_finds_the_person_as_little_as_one_who_does_not_exist(db: None, page: str) -> None:
    """By name, by number, by case number."""
    with one_city(PLAN) as city, looking(city):
        case = Case.objects.get(public_id=city.cases[0])
        number = case.person.identity_numbers.get().number
        pairs = [
            (case.person.name, "Zqg99998z Zqf99999z"),
            (case.person.family_name, "Zqf99999z"),
            (number, NOBODYS_NUMBER),
            (case.reference, "KC-2026-999999"),
        ]
        for name in COLLEAGUES:
            with logged_in(city, name) as looker:
                for there, nowhere in pairs:
                    assert_alike(looker, searched(page, there), searched(page, nowhere))


@pytest.mark.parametrize("name", COLLEAGUES)
def test_no_list_count_calendar_or_page_would_be_otherwise_without_the_person(db: None, name: str) -> None:
    """Every page that a colleague can come to is the same to the byte when the person and the case are taken out of the record."""
    with one_city(PLAN) as city, looking(city):
        before = answers(city, name, look_about)
        remove_case(Case.objects.get(public_id=city.cases[0]))
        assert_same(name, before, answers(city, name, look_about))


def searched(page: str, text: str) -> Question:
    """The question whether somebody or something is known."""
    given, _, family = text.rpartition(" ")
    return Question(page, {"text": text}, tuple(word for word in (text, given, family) if word))
