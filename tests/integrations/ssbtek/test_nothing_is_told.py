"""No word of a question or an answer stands in any log, however much is logged, nor in what an error or a value says of itself."""

# ruff: noqa: TID251 (every logger of everybody is listened to)
import logging
import traceback
from collections.abc import Iterator

import pytest

from hemvist.integrations.ssbtek.answers import Answers
from hemvist.integrations.ssbtek.asking import Question, ask, try_out
from hemvist.integrations.ssbtek.trouble import Trouble
from tests.factories import TEST_NUMBER
from tests.support.every_line import every_line
from tests.support.ssbtek_server import BENEFIT, FUND, SsbtekServer, envelope, fault, wrong

SECRETS = (TEST_NUMBER, TEST_NUMBER[2:], FUND, BENEFIT, "Zqefternamn", "Anna Lindqvist", "KC-2026-000001", "Zqhemligt")
BROKEN = [
    {},
    {"report": "Zqhemligt"},
    {"marked": True},
    {"mark": "Zqhemligt"},
    {"number": "199103022399"},
    {"fk": wrong("FK", "SSBT", f"Zqhemligt {TEST_NUMBER}")},
    {"status": 500, "body": fault("11", f"Zqhemligt {TEST_NUMBER}")},
    {"body": f"<Zqhemligt>{TEST_NUMBER}"},
    {"body": envelope(f"<Zqhemligt>{TEST_NUMBER}</Zqhemligt>")},
    {"status": 404, "body": f"Zqhemligt {TEST_NUMBER}", "kind": "text/html"},
    {"headers": {"Location": f"https://localhost/{TEST_NUMBER}"}, "status": 302},
    {"body": b"Zqhemligt" * 1_000_000},
    {"drips": "body"},
]


@pytest.fixture
def everything() -> Iterator[list[str]]:
    """All that any logger is told, with every one of them set to tell all."""
    with every_line("zeep", "urllib3", "requests", "django") as lines:
        yield lines


@pytest.mark.parametrize("manners", BROKEN, ids=[str(number) for number in range(len(BROKEN))])
def test_no_log_is_told_anything_however_it_goes(
    server: SsbtekServer,
    question: Question,
    everything: list[str],
    capfd: pytest.CaptureFixture[str],
    manners: dict[str, object],
) -> None:
    """Well, badly, or not at all: at the level where everything is told, zeep's and urllib3's own loggers included."""
    logging.getLogger("zeep.transports").debug("before")
    for name, value in manners.items():
        setattr(server.manners, name, value)
    answers = ask(server.service, question)
    printed = capfd.readouterr()
    told = "\n".join([*everything, printed.out, printed.err])
    assert [secret for secret in SECRETS if secret in told] == []
    assert [line for line in everything if line.startswith("zeep")] == []
    assert [line for line in everything if line.startswith("urllib3")], "the others' lines are looked at"
    said = f"{answers!r} {answers.af!r} {answers.fk!r} {answers.af.contents!r} {question!r}"
    assert [secret for secret in SECRETS if secret in said] == []


def test_the_log_says_how_it_went(server: SsbtekServer, question: Question, capfd: pytest.CaptureFixture[str]) -> None:
    """So that one who runs Hemvist learns that the certificate has expired, or that an agency is down; nothing when all is well."""
    ask(server.service, question)
    assert capfd.readouterr().out == ""
    server.manners.status, server.manners.kind = 403, "text/html"
    ask(server.service, question)
    assert capfd.readouterr().out.count("refused") == 2


def test_an_error_carries_nothing_but_its_kind(server: SsbtekServer) -> None:
    """Nor do those that it came from: what they say is what was sent or answered."""
    server.manners.status, server.manners.body = 500, fault("11", f"Zqhemligt {TEST_NUMBER}")
    with pytest.raises(Trouble) as caught:
        try_out(server.service)
    told = "".join(traceback.format_exception(caught.value))
    assert "fault" in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_an_answer_has_no_way_to_be_kept(server: SsbtekServer, question: Question) -> None:
    """It cannot be written as JSON, and its repr is only its kind."""
    answers = ask(server.service, question)
    assert isinstance(answers, Answers)
    assert repr(answers).startswith("<hemvist.integrations.ssbtek.answers.Answers object at")
