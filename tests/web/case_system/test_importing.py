"""*Importera ärenden*: a file is tried, taken in step by step, and told row by row; only for those who look after the board."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hemvist.cases.searching import search_cases
from hemvist.persons.models import Person
from tests.factories import City, viewer
from tests.integrations.case_system.files import NUMBERS, as_csv, case_line, file_with
from tests.web.case_system.conftest import ClientOf

PAGE = "/enheten/importera/"


def sent(client: Client, content: bytes) -> str:
    """Send a file; gives the address of its page."""
    answer = client.post(PAGE, {"file": SimpleUploadedFile("arenden.csv", content)})
    assert answer.status_code == 302
    return str(answer["Location"])


def to_the_end(client: Client, address: str) -> str:
    """Go on, as the page does by itself, until nothing waits; gives the last page."""
    for _ in range(20):
        page = client.get(address).content.decode()
        if "data-goes-on" not in page:
            return page
        client.post(address, {"step": "on"})
    raise AssertionError("it never ended")


def test_a_file_is_tried_first_and_then_taken_in(city: City, client_of: ClientOf) -> None:
    """Nothing is recorded before one has said so; a row that does not fit is told and stops no other."""
    client = client_of(city.unit_manager)
    lines = [case_line("1"), case_line("2", NUMBERS[1], unit="finns-inte"), case_line("3", NUMBERS[2])]
    address = sent(client, as_csv(*lines))
    tried = to_the_end(client, address)
    assert "Inget är infört än" in tried
    assert Person.objects.count() == 0
    client.post(address, {"step": "real"})
    done = to_the_end(client, address)
    assert "Nämnden har ingen enhet med den koden." in done
    assert "unknown-unit" in done
    assert len(search_cases(viewer(city.caseworker), "Östlund")) == 2


def test_the_report_tells_each_row(city: City, client_of: ClientOf) -> None:
    """As a table that is downloaded, with case numbers and no word of the rows."""
    client = client_of(city.unit_manager)
    address = sent(client, file_with(case_line("1"), case_line("2", "199103022382")))
    client.post(address, {"step": "real"})
    to_the_end(client, address)
    answer = client.get(f"{address}rapport/")
    rows = b"".join(answer).decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="rapport.csv"'
    assert re.fullmatch(r"1;infört;KC-\d{4}-\d{6};;;", rows[1])
    assert rows[2].startswith("2;passar inte;;NUM-04;number;")
    assert "Östlund" not in "".join(rows)


def test_what_cannot_be_read_is_told(city: City, client_of: ClientOf) -> None:
    """No file, columns with other names, and a file in another encoding."""
    client = client_of(city.unit_manager)
    assert "Välj en fil." in client.post(PAGE, {}).content.decode()
    for content, words in ((b"a;b\r\n1;2\r\n", "kolumnernas namn"), ("row;ö".encode("latin-1"), "UTF-8")):
        answer = client.post(PAGE, {"file": SimpleUploadedFile("a.csv", content)})
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_it_is_there_only_for_those_who_look_after_the_board(city: City, client_of: ClientOf) -> None:
    """For a caseworker the pages are not there; a manager of another board sees nothing of the file."""
    address = sent(client_of(city.unit_manager), file_with(case_line("1")))
    for worker in (city.caseworker, city.coordinator):
        client = client_of(worker)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}rapport/").status_code == 404
        assert client.post(address, {"step": "real"}).status_code == 404
    assert client_of(city.caseworker).get(PAGE).status_code == 404
