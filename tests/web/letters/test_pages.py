"""*Brev och handlingar*: what can be made, what is missing and where it is given, made, confirmed, attached and opened."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from pytest_django.fixtures import Settings

from hemvist.cases.correcting import annul
from hemvist.cases.models import OutboxMessage
from hemvist.letters.models import Document
from hemvist.organisation.models import Unit, Worker
from hemvist.persons.models import Person
from tests.letters.conftest import ASSIGNED, BOOKED, Begin, Desk
from tests.letters.test_attaching import picture
from tests.proofs.looking import BACKEND
from tests.web.letters.conftest import As


def page(client: Client, desk: Desk, path: str, status: int = 200) -> str:
    """Open a page of the case."""
    answer = client.get(f"/arende/{desk.case}/{path}")
    assert answer.status_code == status
    return answer.content.decode()


def hidden(body: str, *names: str) -> dict[str, str]:
    """What a page's form posts unseen."""
    return {name: re.search(f'name="{name}" value="([^"]*)"', body)[1] for name in names}  # type: ignore[index]


def make(client: Client, desk: Desk, kind: str = "decision") -> None:
    """Preview and make."""
    body = page(client, desk, f"brev/nytt/{kind}/")
    answer = client.post(f"/arende/{desk.case}/brev/nytt/{kind}/", hidden(body, "mark", "event-key", "om"))
    assert (answer.status_code, answer["Location"]) == (302, f"/arende/{desk.case}/brev/")


def test_a_letter_is_previewed_made_and_confirmed(desk: Desk, as_: As) -> None:
    """Nothing is typed: the form asks only how it went, and the day is filled in."""
    client = as_()
    assert "data:image/png;base64," in page(client, desk, "brev/nytt/decision/")
    make(client, desk)
    body = page(client, desk, "brev/")
    assert "Beslut om anvisning till insats" in body
    assert "Inte skickat" in body
    confirm = re.search(r'href="(/arende/[^"]+/skickat/)"', body)[1]  # type: ignore[index]
    form = client.get(confirm).content.decode()
    assert "Beslutet meddelat klienten" in form
    assert f'value="{desk.city.today}"' in form
    given = hidden(form, "event-key") | {"on": str(desk.city.today), "way": "post", "also": "yes"}
    assert client.post(confirm, given).status_code == 302
    assert [row.type for row in desk.file().rows[-3:]] == ["letter-made", "letter-sent", "decision-communicated"]
    assert "Med post" in page(client, desk, "brev/")


def test_before_a_letter_is_made_the_page_says_which_number_is_missing(desk: Desk, as_: As) -> None:
    """None at all, only the unit's, or both; with the way to where it is written."""
    client, view, viewer = as_(), desk.view(), desk.viewer()
    none, units = "Det står inget telefonnummer i brevet.", "I brevet står enhetens nummer."
    shown = page(client, desk, "brev/nytt/decision/")
    assert none in shown
    assert 'href="/enheten/#telephone"' in shown
    Unit.objects.filter(pk=view.owner_unit_id).update(telephone="031-390 06 00")
    assert units in page(client, desk, "brev/nytt/decision/")
    Worker.objects.filter(pk=viewer.worker_id).update(telephone="031-390 06 01")
    shown = page(client, desk, "brev/nytt/decision/")
    assert none not in shown
    assert units not in shown


def test_the_case_says_which_letter_it_was_and_nothing_that_only_hemvist_needs(desk: Desk, as_: As) -> None:
    """What happened is named with the letter's own title, also what became of it; template, stored file and checksum are not for the reader."""
    client = as_()
    make(client, desk)
    confirm = re.search(r'href="(/arende/[^"]+/skickat/)"', page(client, desk, "brev/"))[1]  # type: ignore[index]
    given = hidden(client.get(confirm).content.decode(), "event-key") | {"on": str(desk.city.today), "way": "post"}
    client.post(confirm, given)
    body = page(client, desk, "")
    assert "Brev eller blankett gjord: Beslut om anvisning till insats" in body
    assert "Brev eller blankett skickad: Beslut om anvisning till insats" in body
    assert "Kontrollsumma" not in body
    assert "Mallens version" not in body
    assert ">decision<" not in body


def test_a_letter_that_will_not_go_is_said_not_to_from_the_duty(desk: Desk, as_: As) -> None:
    """The case page leads to the letter; what is not a reason is asked again, and what was said is shown in the list."""
    client = as_()
    make(client, desk)
    uid = desk.file().rows[-1].uid
    case = page(client, desk, "")
    address = f"/arende/{desk.case}/brev/{uid}/skickat/"
    assert "Skicka brevet och bekräfta det" in case
    assert "Beslut om anvisning till insats" in case
    assert f'href="{address}"' in case
    assert f'href="{address}#skickas-inte"' in case
    answer = client.post(address, {"why": "replaced"})
    assert answer.status_code == 422
    assert "Välj ett av svaren." in answer.content.decode()
    assert desk.file().rows[-1].type == "letter-made"
    assert client.post(address, {"why": "not-needed"}).status_code == 302
    body = page(client, desk, "brev/")
    assert "Skickas inte" in body
    assert "Det behövs inte längre" in body
    assert address not in body
    assert "Skicka brevet och bekräfta det" not in page(client, desk, "")
    form = page(client, desk, f"brev/{uid}/skickat/")
    assert "Det är sagt att brevet inte skickas" in form
    assert 'id="skickas-inte"' not in form


def test_a_letter_that_came_back_is_said_to_where_it_was_sent(desk: Desk, as_: As) -> None:
    """The list says so, and it is to be sent again."""
    client = as_()
    make(client, desk)
    uid = desk.file().rows[-1].uid
    address = f"/arende/{desk.case}/brev/{uid}/skickat/"
    assert client.post(address, {"on": str(desk.city.today), "way": "post"}).status_code == 302
    assert f'href="{address}#skickas-inte"' in page(client, desk, "brev/")
    assert "Kom det inte fram?" in page(client, desk, f"brev/{uid}/skickat/")
    assert client.post(address, {"why": "not-needed"}).status_code == 422
    assert client.post(address, {"why": "post"}).status_code == 302
    body = page(client, desk, "brev/")
    assert "Kom inte fram" in body
    assert f'href="{address}"' in body
    assert "Brevet kom inte fram" in page(client, desk, f"brev/{uid}/skickat/")
    case = page(client, desk, "")
    assert "Skicka brevet och bekräfta det" in case
    assert "Beslut om anvisning till insats" in case
    assert f'href="{address}"' in case


def test_a_letter_goes_as_digital_post_from_its_page(desk: Desk, as_: As, settings: Settings, tmp_path: Path) -> None:
    """One button, where the city has the channel; without it there is none, and what is posted all the same is refused."""
    client = as_()
    make(client, desk)
    uid = desk.file().rows[-1].uid
    address = f"/arende/{desk.case}/brev/{uid}/skickat/"
    assert "digital post" not in client.get(address).content.decode()
    answer = client.post(address, {"send": "digital-post"})
    assert answer.status_code == 422
    assert "Brevet kan inte skickas den vägen." in answer.content.decode()
    settings.DROP_FOLDERS = {"digital-post": tmp_path}
    form = client.get(address).content.decode()
    assert "Skicka som digital post nu" in form
    given = hidden(form, "event-key") | {"send": "digital-post", "also": "yes"}
    assert client.post(address, given).status_code == 302
    assert [row.type for row in desk.file().rows[-2:]] == ["letter-sent", "decision-communicated"]
    assert "Digitalt" in page(client, desk, "brev/")
    assert OutboxMessage.objects.filter(kind="digital-post").count() == 1


def test_how_it_went_must_be_said(desk: Desk, as_: As) -> None:
    """And the day must be one."""
    client = as_()
    make(client, desk)
    uid = desk.file().rows[-1].uid
    answer = client.post(f"/arende/{desk.case}/brev/{uid}/skickat/", {"on": "i går", "way": "pigeon"})
    assert answer.status_code == 422
    assert "Välj hur brevet gick." in answer.content.decode()
    assert "Skriv ett datum som ÅÅÅÅ-MM-DD." in answer.content.decode()
    assert desk.file().rows[-1].type == "letter-made"


def test_a_day_that_has_not_been_is_refused_with_its_reason(desk: Desk, as_: As) -> None:
    """By the record itself."""
    client = as_()
    make(client, desk)
    uid = desk.file().rows[-1].uid
    answer = client.post(f"/arende/{desk.case}/brev/{uid}/skickat/", {"on": "2030-01-01", "way": "post"})
    assert answer.status_code == 422
    assert "Dagen har inte varit än" in answer.content.decode()


def test_what_is_missing_is_named_with_its_form(desk: Desk, as_: As) -> None:
    """The page says which event tells it and leads there."""
    body = page(as_(), desk, "brev/nytt/assignment/")
    assert "Brevet kan inte göras än" in body
    assert f"/arende/{desk.case}/registrera/assignment-sent/" in body
    assert "Gör brevet" not in body


def test_a_letter_that_changed_meanwhile_is_shown_again(desk: Desk, as_: As) -> None:
    """What one did not read one does not make."""
    client = as_()
    body = page(client, desk, "brev/nytt/decision/")
    person = Person.objects.get(cases__public_id=desk.case)
    Person.objects.filter(pk=person.pk).update(given_name="Ny")
    answer = client.post(f"/arende/{desk.case}/brev/nytt/decision/", hidden(body, "mark", "event-key", "om"))
    assert answer.status_code == 422
    assert "något har ändrats i ärendet" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_document_opens_in_the_browser_by_a_name_that_tells_nothing(desk: Desk, as_: As) -> None:
    """Neither the address nor the file's name tells of the person or what it is about; nothing keeps a copy."""
    client = as_()
    make(client, desk)
    address = re.search(r'href="(/arende/[^"]+/handling/[0-9a-f]{32}/)"', page(client, desk, "brev/"))[1]  # type: ignore[index]
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="brev.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"%PDF-1.7")
    assert urlsplit(address).path.split("/")[1::2] == ["arende", "handling", ""]
    assert as_("h-colleague").get(address).status_code == 404


def test_a_paper_is_attached_to_a_consent_and_shown_there(desk: Desk, as_: As) -> None:
    """From the page of consents; it is only saved, whatever it holds."""
    client = as_()
    consents = page(client, desk, "samtycken/")
    way = re.search(rf'href="(/arende/{desk.case}/handling/ny/\?om=[0-9a-f]+)"', consents)[1]  # type: ignore[index]
    form = client.get(way).content.decode()
    assert " selected" in form
    given = hidden(form, "event-key") | {"om": way.partition("om=")[2], "description": "Undertecknad blankett"}
    file = SimpleUploadedFile("Karin Östlund 199103022381.exe", picture("PNG"), "application/x-msdownload")
    assert client.post(f"/arende/{desk.case}/handling/ny/", given | {"file": file}).status_code == 302
    consents = page(client, desk, "samtycken/")
    address = re.search(r'href="(/arende/[^"]+/handling/[0-9a-f]{32}/)">Undertecknad blankett', consents)[1]  # type: ignore[index]
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="handling.png"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "Östlund" not in str(desk.file().rows[-1])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Välj en fil."),
        ({"file": b"MZ"}, "Filen är inte en hel PDF, PNG eller JPEG."),
        ({"file": b"MZ", "description": ""}, "Skriv vad det är för handling"),
        ({"file": b"MZ", "om": "finns-inte"}, "Välj vilken händelse handlingen hör till."),
    ],
)
def test_what_cannot_be_attached_is_said(desk: Desk, as_: As, given: dict[str, object], said: str) -> None:
    """And what was written stays in the form."""
    uid = desk.file().rows[0].uid
    posted: dict[str, object] = {"om": uid, "description": "Ansökan"} | given
    if "file" in posted:
        posted["file"] = SimpleUploadedFile("a.pdf", posted["file"])  # type: ignore[arg-type]
    answer = as_().post(f"/arende/{desk.case}/handling/ny/", posted)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_was_taken_back_is_struck_and_no_longer_opened(desk: Desk, as_: As) -> None:
    """It stays in the list."""
    client = as_()
    make(client, desk)
    uid = desk.file().rows[-1].uid
    assert f"/handelse/{uid}/ta-tillbaka/" in page(client, desk, "brev/")
    assert client.get(f"/arende/{desk.case}/handelse/{uid}/ta-tillbaka/").status_code == 200
    annul(desk.viewer(), desk.case, uid, "Fel klient.")
    body = page(client, desk, "brev/")
    assert "<s>Beslut om anvisning till insats</s>" in body
    assert "/skickat/" not in body


def test_a_letter_that_one_may_not_read_is_no_link(begin: Begin) -> None:
    """The centre is told that a decision letter was made, where it is granted decisions, and cannot open what holds the assessment."""
    desk = begin(ASSIGNED, kinds=("identity", "booking", "assignment", "decision"))
    desk.make("decision")
    client = Client()
    client.force_login(desk.city.town.workers["coordinator"].user, backend=BACKEND)
    body = page(client, desk, "brev/")
    assert "Beslut om anvisning till insats" in body
    assert "Innehållet visas inte för dig." in body
    assert f"/handling/{desk.document(desk.file().rows[-1].uid)}/" not in body


def test_a_letter_cannot_be_recorded_or_corrected_by_a_form(desk: Desk, as_: As) -> None:
    """Only made, and taken back."""
    client = as_()
    make(client, desk)
    uid = desk.file().rows[-1].uid
    page(client, desk, "registrera/letter-made/", 404)
    page(client, desk, f"handelse/{uid}/ratta/", 404)
    assert "Brev eller blankett gjord" not in page(client, desk, "registrera/")


def test_the_form_of_a_step_leads_to_its_letter(desk: Desk, as_: As) -> None:
    """One who is about to record that the client was told is offered the letter that does it."""
    assert f"/arende/{desk.case}/brev/nytt/decision/" in page(as_(), desk, "registrera/decision-communicated/")


def test_a_protected_person_s_letter_says_so_before_it_is_made(begin: Begin) -> None:
    """No ordinary post is offered."""
    desk = begin(8, "protected-from-the-start")
    client = Client()
    client.force_login(desk.city.town.workers["c-caseworker"].user, backend=BACKEND)
    body = page(client, desk, "brev/nytt/consent-kc/")
    assert "Brevet har ingen adress och går bara den skyddade vägen." in body
    assert "Med post genom Skatteverkets förmedling" in body
    assert "Med post /" not in body


@override_settings(LANGUAGE_CODE="en")
def test_the_pages_have_no_name_in_their_titles(desk: Desk, as_: As) -> None:
    """Nor a number."""
    client = as_()
    make(client, desk)
    person = Person.objects.get(cases__public_id=desk.case)
    for path in ("brev/", "brev/nytt/decision/", "handling/ny/", f"brev/{desk.file().rows[-1].uid}/skickat/"):
        title = re.search("<title>(.*?)</title>", page(client, desk, path), re.DOTALL)[1]  # type: ignore[index]
        assert person.family_name not in title
        assert "KC-" not in title


def test_nobody_is_called_to_a_meeting_that_has_been(begin: Begin) -> None:
    """The page says so, with a code, and leads to the meeting and to the form that books a new one; sent all the same, nothing is made."""
    desk = begin(BOOKED)
    client = Client()
    client.force_login(desk.city.town.workers["c-caseworker"].user, backend=BACKEND)
    [meeting] = desk.view().meetings
    body = page(client, desk, "brev/nytt/invitation/")
    assert f"Tiden för mötet har passerat ({meeting.starts:%Y-%m-%d %H:%M})." in body
    assert "HV-KALLELSE" in body
    assert f"/arende/{desk.case}/mote/{meeting.event_uid}/" in body
    assert "data:image/png" not in body
    posted = client.post(f"/arende/{desk.case}/brev/nytt/invitation/", {"mark": "x", "om": meeting.event_uid})
    assert posted.status_code == 422
    assert not Document.objects.exists()
    assert "HV-KALLELSE" in page(client, desk, "brev/")
