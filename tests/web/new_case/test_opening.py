"""Opening a case and going through the assessment."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.models import Case
from hemvist.organisation.models import Unit
from hemvist.organisation.receiving import kept
from hemvist.organisation.staffing import give_role, hire
from hemvist.persons.identity import parse_number
from hemvist.persons.models import Person
from hemvist.persons.registry import give_number
from hemvist.secrecy.models import AccessLogEntry
from hemvist.web.new_case.choosing import ways_to_open
from tests.factories import LONG_AGO, City, viewer
from tests.web.reentry_city import adults
from tests.web.work_city import ClientOf, opened, record

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
    check = client.post(ADDRESS, form(steg="kontrollera"), follow=True).content.decode()
    assert "19910302-2381" in check
    assert "Karin Östlund" in check
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)
    saved = client.post(ADDRESS, form())
    case = Case.objects.get()
    assert saved.headers["Location"] == f"/arende/{case.public_id}/bedomning/"
    assert case.person.birth_date is None


def test_a_day_long_past_is_asked_about_before_the_case_is_opened(city: City, client_of: ClientOf) -> None:
    """A wrong year is easily written: the check names the question as the form did, and asks if the day is right."""
    client = client_of(city.caseworker)
    check = client.post(ADDRESS, form(steg="kontrollera", event_on="2016-11-22"), follow=True).content.decode()
    assert "Vilken dag öppnas det?" in check
    assert "Ärendet skulle öppnas 2016-11-22, för mer än ett år sedan. Stämmer det?" in check
    assert "för mer än ett år sedan" not in client.post(ADDRESS, form(steg="kontrollera"), follow=True).content.decode()


def test_what_was_written_follows_back_from_the_check(city: City, client_of: ClientOf) -> None:
    """*Ändra* shows the form as it was filled in."""
    page = client_of(city.caseworker).post(ADDRESS, form(steg="andra"), follow=True).content.decode()
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
    answer = client_of(city.caseworker).post(ADDRESS, form(**changes), follow=True)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "error-summary" in answer.content.decode()
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)


def test_a_number_that_is_known_is_joined_by_its_name(city: City, client_of: ClientOf) -> None:
    """Where the viewer sees a case of that person's, the same person is used; the page says nothing of it."""
    client = client_of(city.caseworker)
    client.post(ADDRESS, form())
    client.post(ADDRESS, form(event_key="1" * 32, person_given="karin", person_family="ÖSTLUND"))
    assert Case.objects.count() == 2
    assert Person.objects.count() == 1


def test_the_number_of_someone_one_sees_goes_with_their_name(city: City, client_of: ClientOf) -> None:
    """The answer says that number and name do not go together, and nothing is opened."""
    client = client_of(city.caseworker)
    client.post(ADDRESS, form(person_given="Hanna", person_family="Hemlig"))
    answer = client.post(ADDRESS, form(event_key="1" * 32), follow=True)
    assert answer.status_code == 422
    assert "går inte att använda ihop" in answer.content.decode()
    assert "Hemlig" not in answer.content.decode()
    assert Case.objects.count() == 1


@pytest.mark.parametrize("protection", ["none", "confidentiality-marking"])
def test_the_number_of_someone_one_does_not_see_is_as_a_number_of_nobody(
    city: City, client_of: ClientOf, protection: str
) -> None:
    """The same answers by as many statements: a case of one's own, which tells what one typed, and nothing of the other."""
    unused, used = form(person_number="19500069-2383"), form(event_key="1" * 32)
    hidden = opened(city, "Hemlig", protection=protection)
    give_number(Case.objects.get(public_id=hidden).person, parse_number(used["person-number"], clock.today()))
    client = client_of(city.outsider)
    told = []
    for sent in (unused, used):
        with CaptureQueriesContext(connection) as seen:
            answer = client.post(ADDRESS, sent)
        case = Case.objects.order_by("-pk")[0]
        page = client.get(f"/arende/{case.public_id}/").content.decode()
        assert "Karin Östlund" in page
        assert "Hemlig" not in page
        told.append(
            (answer.status_code, answer.headers["Location"] == f"/arende/{case.public_id}/bedomning/", len(seen))
        )
    assert told[0] == told[1]
    assert Person.objects.order_by("-pk")[0].same_person == Case.objects.get(public_id=hidden).person.pk
    tries = AccessLogEntry.objects.filter(page="new-case-person").order_by("pk").values_list("outcome", "case_rows")
    assert list(tries) == [("shown", ""), ("refused", str(Case.objects.get(public_id=hidden).pk))]


def test_protection_learnt_by_one_board_holds_in_the_other_at_once(city: City, client_of: ClientOf) -> None:
    """Also where each has a row of its own; that there is none each finds out itself."""
    for worker, key in ((city.caseworker, KEY), (city.outsider, "1" * 32)):
        client_of(worker).post(ADDRESS, form(event_key=key))
        made = Case.objects.order_by("-pk")[0].public_id
        record(worker, made, "protection-learnt", protection="none")
    ours, theirs = Case.objects.order_by("pk")
    assert (ours.person == theirs.person, ours.protected, theirs.protected) == (False, False, False)
    record(city.caseworker, ours.public_id, "protection-learnt", protection="confidentiality-marking")
    theirs.refresh_from_db()
    assert theirs.protected


def test_a_consultant_opens_no_cases(city: City, client_of: ClientOf) -> None:
    """The role is told, not an error."""
    answer = client_of(city.consultant).get(ADDRESS)
    assert answer.status_code == 403
    assert "Din roll öppnar inga ärenden" in answer.content.decode()


def test_a_new_case_for_someone_in_a_case_one_may_not_see_is_not_found(city: City, client_of: ClientOf) -> None:
    """The case of another board gives no person."""
    case = str(opened(city))
    client = client_of(city.outsider)
    assert client.post(ADDRESS, {"case-of-person": case}, follow=True).status_code == 404
    assert client.post(ADDRESS, {"case-of-person": "x"}, follow=True).status_code == 404
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
    assert result.count("återstår</span>") == 1  # the consultation is not begun: it is to be done, not to be found out
    assert "Gå vidare till ärendet" in result
    ahead = result.split("Vad som kommer nu")[1]
    assert ahead.index("samråd steg 1") < ahead.index("samråd steg 2")
    assert "KC-24" in ahead


def test_what_is_begun_of_the_assessment_is_kept_until_it_is_recorded(city: City, client_of: ClientOf) -> None:
    """It stands there again at the same question, and beside the case; recorded, nothing is left of it."""
    client = client_of(city.caseworker)
    address = f"/arende/{opened(city)}/bedomning/"
    begun = {
        "steg": "assess-need",
        "event-on": clock.today().isoformat(),
        "event-key": KEY,
        "needs": "Vill lära sig sv",
    }
    left = client.post(address, begun | {"step": "draft"}, follow=True).content.decode()
    assert "Det du har skrivit är sparat." in left
    assert "Påbörjat" in left
    assert "Vill lära sig sv" in client.get(address).content.decode()
    assert client.post(address, begun | {"needs": "Vill lära sig svenska."}).status_code == 302
    assert "Påbörjat" not in client.get(address.replace("bedomning/", "")).content.decode()


def test_the_assessment_says_that_protection_is_not_known_and_not_that_there_is_one(
    city: City, client_of: ClientOf
) -> None:
    """The first question asks about protection: over it stands that the answer is not known, and what to do until it is."""
    case = opened(city, protection=None)
    page = client_of(city.caseworker).get(f"/arende/{case}/bedomning/").content.decode()
    assert "Det är inte känt om personen har skyddade personuppgifter" in page
    assert "Behandla alla uppgifter som skyddade" in page
    assert "Sprid inga uppgifter." not in page


def test_an_answer_that_is_wrong_is_told_beside_its_question(city: City, client_of: ClientOf) -> None:
    """Nothing is recorded; the question is asked again."""
    client = client_of(city.caseworker)
    address = f"/arende/{opened(city)}/bedomning/"
    posted = {"steg": "assess-need", "event-on": "2999-01-01", "event-key": KEY, "needs": ""}
    answer: HttpResponse = client.post(address, posted, follow=True)
    assert answer.request["QUERY_STRING"] == "steg=assess-need&svar=1"
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
    page = client.post("/arenden/nytt", {"text": searched}, follow=True).content.decode()
    assert all(value in page for value in begun)
    sent = {"number": searched} if searched[0].isdigit() else {"given": "Anna Karin", "family": "Prov"}
    assert all(value in client.post(ADDRESS, sent, follow=True).content.decode() for value in begun)


def test_with_several_routines_the_worker_chooses(city: City, client_of: ClientOf) -> None:
    """A lead caseworker opens cases by more than one; what was searched for goes on with the choice, and a routine that is not theirs is not found."""
    client = client_of(city.lead_caseworker)
    asked = client.post(ADDRESS, {"given": "Karin", "family": "Östlund"}, follow=True).content.decode()
    assert "Vilken rutin ska ärendet gå efter?" in asked
    assert '<input type="hidden" name="family" value="Östlund">' in asked
    none = client.post(ADDRESS, {"steg": "rutin"}, follow=True)
    assert none.status_code == 422
    assert "Välj vilken rutin" in none.content.decode()
    chosen = client.post(
        ADDRESS, {"steg": "rutin", "case-routine": "insluss", "family": "Östlund"}, follow=True
    ).content.decode()
    assert 'name="case-routine" value="insluss"' in chosen
    assert 'value="Östlund"' in chosen
    assert "behöver rättas" not in chosen
    assert client.post(ADDRESS, {"case-routine": "finns-inte"}, follow=True).status_code == 404


def test_with_one_routine_there_is_no_question_and_another_is_not_found(city: City, client_of: ClientOf) -> None:
    """A caseworker opens cases by one routine."""
    client = client_of(city.caseworker)
    assert "Vilken rutin" not in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, form(case_routine="insluss")).status_code == 404
    assert Case.objects.count() == 0


def test_a_routine_that_can_begin_in_several_ways_leads_to_the_case(city: City, client_of: ClientOf) -> None:
    """What happened is chosen there: both ways stand as buttons. Its assessment leads there too."""
    client = client_of(adults(city).caseworker)
    saved = client.post(ADDRESS, form(case_routine="insluss"))
    case = Case.objects.get()
    assert (case.routine, saved.headers["Location"]) == ("insluss", f"/arende/{case.public_id}/")
    page = client.get(saved.headers["Location"]).content.decode()
    assert f"/arende/{case.public_id}/registrera/initiation-received/" in page
    assert f"/arende/{case.public_id}/registrera/person-contacted-first/" in page
    assert "Bedömningen steg för steg" not in page
    assert client.get(f"/arende/{case.public_id}/bedomning/").status_code == 302


def test_a_worker_of_another_unit_opens_no_case_that_is_not_theirs(city: City) -> None:
    """A probation officer begins a case by initiating it, and not here."""
    assert ways_to_open(viewer(adults(city).officer)) == []
    assert [way.edition.routine for way in ways_to_open(viewer(city.caseworker))] == ["kompetenscenter"]


def test_one_who_hears_first_opens_the_case_at_the_unit_that_receives_such(city: City, client_of: ClientOf) -> None:
    """Economic assistance, of the same board; nothing where no unit receives."""
    worker = hire("ingrid", "Ingrid Falk", None)
    give_role(worker, city.deciding, "income_caseworker", LONG_AGO)
    assert ways_to_open(viewer(worker)) == []
    receiving = Unit.objects.create(
        administration=city.deciding.administration, code="vuxen", name="Vuxen mottagning", receives=kept(["insluss"])
    )
    adult = hire("amina", "Amina Hassan", None)
    give_role(adult, receiving, "adult_caseworker", LONG_AGO)
    give_role(adult, receiving, "lead_caseworker", LONG_AGO)
    (way,) = ways_to_open(viewer(worker))
    assert way.units == [(str(receiving.pk), "Vuxen mottagning")]
    saved = client_of(worker).post(ADDRESS, form(reason="Har skrivit från anstalten."))
    case = Case.objects.get()
    assert saved.headers["Location"] == f"/arende/{case.public_id}/"
    assert case.owner_unit == receiving


def test_every_step_has_an_address_and_what_was_filled_in_is_there(city: City, client_of: ClientOf) -> None:
    """Form, what is wrong, check, and back to each; when the case is open nothing is kept, and going back says so."""
    client = client_of(city.caseworker)
    begun = client.post(ADDRESS, {"number": "19910302-2381"})["Location"]
    assert begun == f"{ADDRESS}?plats=1"
    assert "behöver rättas" not in client.get(begun).content.decode()
    wrong = client.post(begun, form(steg="kontrollera", reason=""))["Location"]
    assert wrong == begun
    assert client.get(wrong).status_code == 422
    check = client.post(begun, form(steg="kontrollera"))["Location"]
    assert check == f"{ADDRESS}?plats=1&steg=kontrollera"
    assert "Steg 3 av 3" in client.get(check).content.decode()
    assert 'value="Östlund"' in client.get(begun).content.decode()
    assert "Steg 2 av 3" in client.get(begun).content.decode()
    assert client.post(begun, form()).headers["Location"].endswith("/bedomning/")
    for gone in (begun, check):
        answer = client.get(gone, follow=True)
        assert answer.redirect_chain == [("/arenden/nytt", 302)]
        assert "finns inte kvar" in answer.content.decode()
        assert "Östlund" not in answer.content.decode()


def test_what_the_record_has_against_it_is_shown_with_what_was_filled_in(city: City, client_of: ClientOf) -> None:
    """By an address of its own, like everything else; nobody can put words there."""
    client = client_of(city.caseworker)
    client.post(ADDRESS, form(person_given="Hanna", person_family="Hemlig"))
    answer = client.post(ADDRESS, form(event_key="1" * 32, refused='[[],"Egna ord"]'), follow=True)
    assert [status for _, status in answer.redirect_chain] == [302]
    page = answer.content.decode()
    assert "går inte att använda ihop" in page
    assert "Egna ord" not in page
    assert 'value="Östlund"' in page
    assert client.post(ADDRESS, form(event_key="2" * 32, steg="kontrollera", refused="{")).status_code == 302


def test_what_is_too_long_to_be_kept_is_answered_at_once(city: City, client_of: ClientOf) -> None:
    """Nothing is lost in silence."""
    answer = client_of(city.caseworker).post(ADDRESS, form(steg="kontrollera", reason="x" * 30_000))
    assert answer.status_code in (200, 422)
    assert "x" * 100 in answer.content.decode()


def test_what_the_record_has_against_an_answer_is_told_by_an_address_of_its_own(
    city: City, client_of: ClientOf
) -> None:
    """A reason that is asked for: without it nothing is recorded, what was answered stands there; with it the next question comes."""
    case = opened(city)
    record(city.caseworker, case, "need-assessed", needs="Språk.")
    client, address = client_of(city.caseworker), f"/arende/{case}/bedomning/"
    yes = {"called_for": "yes", "aims_at_self_support": "yes", "criterion_needs_activities": "yes"}
    sent = yes | {"criterion_three_years": "yes", "reasons": "Vill arbeta.", "steg": "judge-referral"}
    sent |= {"event-on": clock.today().isoformat(), "event-key": KEY}
    answer = client.post(address, sent, follow=True)
    assert answer.redirect_chain == [(f"{address}?steg=judge-referral&svar=1", 302)]
    assert answer.status_code == 422
    assert "Vill arbeta." in answer.content.decode()
    assert "Skäl saknas." in answer.content.decode()
    assert client.post(address, sent | {"event-reason": "Stödet låg nere."})["Location"] == address
