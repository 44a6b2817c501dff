"""*Treserva* of the unit's page: where texts are written is chosen, and rows that did not fit are tried again or let be."""

import re

import pytest
from django.test import Client

from hemvist.cases.searching import search_cases
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.taking_in import receive, take_in
from hemvist.organisation.models import Administration
from hemvist.organisation.staffing import hire
from tests.factories import LONG_AGO, City, viewer
from tests.integrations.case_system.files import board_of, case_line, file_with
from tests.web.case_system.conftest import ClientOf

PAGE = "/enheten/treserva/"


@pytest.fixture
def manager(city: City, client_of: ClientOf) -> Client:
    """The manager's browser, in a city where a row did not fit: it names somebody who does not work there."""
    take_in(receive(board_of(city), IncomingFile.Purpose.IMPORT, file_with(case_line("1", caseworker="frida"))))
    return client_of(city.unit_manager)


def row() -> IncomingRow:
    """The row in quarantine."""
    return IncomingRow.objects.get()


def test_where_texts_are_written_is_chosen(city: City, manager: Client) -> None:
    """For an administration of one's own board; another's is not there."""
    own, other = city.deciding.administration, city.executing.administration
    assert manager.post(f"{PAGE}skriv/", {"administration": own.pk, "place": "treserva"}).status_code == 302
    assert manager.post(f"{PAGE}skriv/", {"administration": other.pk, "place": "treserva"}).status_code == 404
    chosen = dict(Administration.objects.values_list("code", "writes_in_hemvist"))
    assert (chosen["sf-hisingen"], chosen["arbvux"]) == (False, True)


def test_a_row_that_did_not_fit_is_shown_with_why(manager: Client) -> None:
    """Its number, what is wrong and what to do, and its text."""
    page = manager.get(PAGE).content.decode()
    assert "Ingen medarbetare har det användarnamnet." in page
    assert re.search(r"Rad 1</strong>", page)
    assert "Östlund" in page


def test_a_row_is_tried_again_when_what_was_wrong_is_mended(city: City, manager: Client) -> None:
    """Now that the caseworker is there, the case is opened; before that, the row stays."""
    manager.post(f"{PAGE}rad/", {"row": row().pk, "step": "again"})
    assert row().state == "refused"
    frida = hire("frida", "Frida Ek")
    frida.role_holdings.create(unit=city.deciding, role="caseworker", first_day=LONG_AGO)
    manager.post(f"{PAGE}rad/", {"row": row().pk, "step": "again"})
    assert (row().state, row().text) == ("recorded", "")
    assert len(search_cases(viewer(frida), "Östlund")) == 1


def test_a_row_is_let_be_with_a_reason(city: City, manager: Client) -> None:
    """Without one it stays; with one its text is gone, and who said so is kept."""
    answer = manager.post(f"{PAGE}rad/", {"row": row().pk, "step": "let-be", "reason": " "})
    assert answer.status_code == 422
    assert row().state == "refused"
    manager.post(f"{PAGE}rad/", {"row": row().pk, "step": "let-be", "reason": "Dubblett."})
    kept = row()
    assert (kept.state, kept.text, kept.reason, kept.handled_by) == ("let-be", "", "Dubblett.", city.unit_manager)
    assert "Inga rader väntar." in manager.get(PAGE).content.decode()


def test_others_neither_see_nor_handle_it(city: City, manager: Client, client_of: ClientOf) -> None:
    """A caseworker of the board, and the coordinator of another one."""
    assert client_of(city.caseworker).get(PAGE).status_code == 404
    other = client_of(city.coordinator)
    assert "Östlund" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}rad/", {"row": row().pk, "step": "again"}).status_code == 404
    assert other.post(f"{PAGE}rad/", {"row": "x", "step": "again"}).status_code == 404
