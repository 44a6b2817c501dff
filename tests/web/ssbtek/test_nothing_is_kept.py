"""What SSBTEK answered is nowhere afterwards: in no table, session, cache, draft, log, nor for the executing side; only the outcome that was recorded is."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from hemvist import clock
from hemvist.cases.models import CaseEvent
from hemvist.cases.viewing import view_case
from tests.cases.playing import Player, scenario
from tests.cases.town import found_town
from tests.factories import TEST_NUMBER, City
from tests.support.every_line import every_line
from tests.support.ssbtek_server import BENEFIT, FUND, SsbtekServer
from tests.web.case.recording import KEY, form_address
from tests.web.ssbtek.conftest import ClientOf

# Each so long that no key of a session, time or name of a savepoint holds it by chance.
ANSWERED = (FUND, BENEFIT, "471184633", "Zqefternamn", "Aktivitetsstöd", "2026-10-03")
RECORD = "ssbtek-checked"


@pytest.fixture
def everything() -> Iterator[list[str]]:
    """All that any logger is told, down to the statements to the database."""
    connection.force_debug_cursor = True
    with every_line() as lines:
        yield lines
    connection.force_debug_cursor = False


def stored() -> str:
    """Everything in every table: cases, logs, drafts, sessions, cache, messages that wait."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += [str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in cursor.fetchall()]
    return "\n".join(rows)


def asked(client: Client, case: UUID) -> str:
    """Ask, and give the page."""
    answer = client.post(f"/arende/{case}/ssbtek/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_answered_is_stored_nowhere(city: City, case: UUID, server: SsbtekServer, client_of: ClientOf) -> None:
    """Not before it is recorded that it was checked, and not after: then only the outcome and the caseworker's own conclusion are."""
    client = client_of(city.caseworker)
    page = asked(client, case)
    assert all(word in page for word in ANSWERED if word != "Zqefternamn")
    assert [word for word in ANSWERED if word in stored()] == []
    key = KEY.search(page)
    assert key is not None
    given = {"event-key": key[1], "event-on": clock.today().isoformat(), "step": "save", "af_activity": "unknown"}
    assert client.post(form_address(case, RECORD), given | {"af_tab": "checked", "fk_tab": "partly"}).status_code == 302
    assert [word for word in ANSWERED if word in stored()] == []
    event = CaseEvent.objects.get(type=RECORD)
    assert event.payload == '{"af_activity":"unknown","af_tab":"checked","fk_tab":"partly"}'


@pytest.mark.parametrize("manners", [{}, {"marked": True}, {"body": f"<{FUND}>{TEST_NUMBER}"}, {"report": "Zqhemligt"}])
def test_no_log_is_told_what_was_asked_or_answered(
    city: City,
    case: UUID,
    server: SsbtekServer,
    client_of: ClientOf,
    everything: list[str],
    capfd: pytest.CaptureFixture[str],
    manners: dict[str, object],
) -> None:
    """With every logger telling all, statements to the database too: neither the answer, nor whom it was about, nor the name of the page's person."""
    client = client_of(city.caseworker)
    for name, value in manners.items():
        setattr(server.manners, name, value)
    everything.clear()
    asked(client, case)
    printed = capfd.readouterr()
    told = "\n".join([*everything, printed.out, printed.err])
    assert "django.db.backends" in told
    secret = (*ANSWERED, TEST_NUMBER, TEST_NUMBER[2:], "Zqhemligt", "Östlund")
    assert [word for word in secret if word in told] == []


def test_the_executing_side_is_never_told_what_came_of_it(db: None) -> None:
    """A whole case in which the client has agreed to all that is asked about: the event is in what the caseworker sees, and not in theirs."""
    player = Player(found_town(), scenario("to-self-support"), most=30).play()
    assert player.case
    with clock.set_to(player.scenario.told[29].event.recorded):
        seen = {
            name: [e.type for e in view_case(player.town.viewer(name, clock.today()), player.case, "test").history]
            for name in ("c-caseworker", "consultant", "coordinator")
        }
    assert RECORD in seen["c-caseworker"]
    assert "assignment-sent" in seen["consultant"]
    assert RECORD not in seen["consultant"] + seen["coordinator"]
