"""A whole question and answer over mTLS, and everything that can come instead of an answer."""

import base64
import gzip
import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import trustme
from lxml import etree

from hemvist.integrations.ssbtek.answers import Answers, Outcome, Part
from hemvist.integrations.ssbtek.asking import Question, ask, schema, try_out
from hemvist.integrations.ssbtek.transport import contract_file
from hemvist.integrations.ssbtek.trouble import Trouble, Why
from tests.factories import TEST_NUMBER
from tests.support.ssbtek_server import (
    AF,
    BENEFIT,
    FUND,
    GOOD,
    SOAP,
    SSBT,
    SsbtekServer,
    envelope,
    fault,
    running,
    within,
    wrong,
)

ANOTHER = "199103022399"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
# The order of the contract; what is sent out of order is refused there.
GENERAL = [
    "frageTidpunkt",
    "fraganSkallInkluderasISvaret",
    "ingivare",
    "personidentitet",
    "arendeidentitet",
    "tidsperiod",
    "syfte",
    "lagtext",
]
AGENCIES = ["AF", "CSN", "FK", "SKV", "SO", "TNS", "MIV"]


def troubles(answers: Answers) -> tuple[Why | None, Why | None]:
    """Why there is no answer from each; nothing is to be shown then."""
    assert answers.af.outcome is answers.fk.outcome is Outcome.NO_ANSWER
    assert (answers.af.contents, answers.fk.contents) == (None, None)
    return answers.af.why, answers.fk.why


def texts(parts: tuple[Part, ...]) -> list[str]:
    """Every text of an answer, in order."""
    return [text for part in parts for text in (*([part.text] if part.text else []), *texts(part.parts))]


@pytest.mark.parametrize("version", ["10", "11"])
def test_both_versions_of_the_contract_are_spoken(tmp_path: Path, question: Question, version: str) -> None:
    """The question is the contract's in names, order and namespace; the answer is read as it was given."""
    with running(tmp_path, version) as server:
        answers = ask(server.service, question)
    sent = etree.fromstring(server.manners.questions[0])
    asked = sent.find(f"{{{SOAP}}}Body")[0]
    schema(version).assertValid(asked)
    assert asked.tag == f"{{{SSBT}{version}}}hamtaBastjanstInformation"
    general, specific = asked
    assert [etree.QName(each).localname for each in general] == GENERAL
    assert [etree.QName(each).localname for each in specific] == AGENCIES
    assert [each.get("inkludera") for each in specific] == ["true", "false", "true", "false", "false", "false", "false"]
    lefi = json.loads(base64.b64decode(asked.findtext(f".//{{{SSBT}{version}}}lefiJsonFraga") or ""))
    assert lefi["personnummer"] == TEST_NUMBER
    assert lefi["period"] == {"from": "2026-08-22", "tom": "2026-11-22"}
    assert lefi["utbetalningar"] == []
    assert answers.af.outcome is answers.fk.outcome is Outcome.ANSWERED


def test_what_af_says_is_read(server: SsbtekServer, question: Question) -> None:
    """Each field of the contract, its own spelling included."""
    told = ask(server.service, question).af.contents
    assert told is not None
    assert (told.is_job_seeker, told.category, told.extent, told.fund) == (True, "11", 100, FUND)
    assert (told.registered_on, told.deregistered_on) == (date(2026, 3, 2), None)
    assert (told.report, told.last_report_on) == ("Lämnad under perioden", date(2026, 10, 3))
    assert [(d.kind, d.extent, d.first_day, d.last_day) for d in told.decisions] == [
        ("Aktivitetsstöd", 75, date(2026, 9, 1), date(2026, 12, 31))
    ]


def test_what_fk_says_is_read_without_the_number(server: SsbtekServer, question: Question) -> None:
    """In our words where we have some; the number that was asked about is not said back."""
    told = ask(server.service, question).fk.contents
    assert told is not None
    assert [each.label for each in told] == ["Den som svarar", "Förmåner"]
    assert {BENEFIT, "471184633"} <= set(texts(told))
    assert TEST_NUMBER not in texts(told)


def test_whether_the_service_is_there_can_be_tried(server: SsbtekServer) -> None:
    """Without asking about anybody."""
    assert try_out(server.service) == {"AF": True, "FK": True}
    assert TEST_NUMBER.encode() not in server.manners.questions[0]
    server.manners.status, server.manners.body = 500, fault("11", "fel")
    with pytest.raises(Trouble):
        try_out(server.service)


@pytest.mark.parametrize("spelt", ["true", "1", " true ", "\n1"])
def test_one_who_is_marked_is_told_of_by_neither(server: SsbtekServer, question: Question, spelt: str) -> None:
    """However the mark is spelt."""
    server.manners.mark = spelt
    answers = ask(server.service, question)
    assert answers.af.outcome is answers.fk.outcome is Outcome.MARKED
    assert (answers.af.contents, answers.fk.contents) == (None, None)


@pytest.mark.parametrize(
    "mark", [{"sekretessmarkering": True}, {"person": [{"skyddadIdentitet": "J"}]}, {"SEKRETESSMARKERING": "vet ej"}]
)
def test_a_mark_in_the_other_agencys_answer_counts_as_much(
    server: SsbtekServer, question: Question, mark: dict[str, object]
) -> None:
    """Wherever it stands, and whatever it says but no."""
    server.manners.benefits = GOOD | mark
    assert ask(server.service, question).af.outcome is Outcome.MARKED


def test_a_mark_that_says_no_is_no_mark(server: SsbtekServer, question: Question) -> None:
    """Only then."""
    server.manners.benefits = GOOD | {"sekretessmarkering": False}
    assert ask(server.service, question).fk.outcome is Outcome.ANSWERED


def test_one_agency_down_leaves_the_others_answer(server: SsbtekServer, question: Question) -> None:
    """Whether the service or the agency behind it failed, or says nothing at all of the agency."""
    for part in (wrong("FK", "SSBT", "timeout"), wrong("FK", "BT", "fel"), ""):
        server.manners.fk = part
        answers = ask(server.service, question)
        assert answers.af.outcome is Outcome.ANSWERED
        assert (answers.fk.outcome, answers.fk.why) == (Outcome.NO_ANSWER, Why.AGENCY)


def test_a_part_of_an_answer_is_told_as_a_part(server: SsbtekServer, question: Question) -> None:
    """AF could not tell of the reports; one of those behind FK could not answer, or it is not said whether they could."""
    server.manners.report = "502 = Tekniskt fel"
    unwell: list[dict[str, list[object]]] = [
        {"utlamnare": [{"tillstand": {"kod": "FEL"}}]},
        {"formansinformation": []},
        {"utlamnare": [{}]},
    ]
    for benefits in unwell:
        server.manners.benefits = benefits
        answers = ask(server.service, question)
        assert answers.af.outcome is answers.fk.outcome is Outcome.PARTLY


def test_an_answer_about_somebody_else_is_not_shown(server: SsbtekServer, question: Question) -> None:
    """Neither agency's."""
    server.manners.number = ANOTHER
    assert troubles(ask(server.service, question)) == (Why.ANOTHER_PERSON, Why.ANOTHER_PERSON)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"<inte xml", 200),
        (b"", 200),
        (b"\xff\xfe\x00", 200),
        (envelope(""), 200),
        (envelope("<a/><b/>"), 200),
        (ENTITIES + envelope("<a>&c;</a>").partition("?>")[2], 200),
        ('<!DOCTYPE a SYSTEM "https://localhost/a.dtd">' + envelope("<a/>").partition("?>")[2], 200),
        (envelope(f'<s:hamtaBastjanstInformationResponse xmlns:s="{SSBT}11"/>'), 200),
        (
            envelope(
                f'<s:hamtaBastjanstInformationResponse xmlns:s="{SSBT}10"><s:svarsdata/></s:hamtaBastjanstInformationResponse>'
            ),
            200,
        ),
    ],
)
def test_what_the_contract_does_not_say_is_not_read(
    server: SsbtekServer, question: Question, body: str | bytes, status: int
) -> None:
    """Malformed, with entities or a document type, of another version, or without what must be there."""
    server.manners.body, server.manners.status = body, status
    assert troubles(ask(server.service, question)) == (Why.UNREADABLE, Why.UNREADABLE)


def test_a_value_that_cannot_be_read_is_never_taken_for_no(server: SsbtekServer, question: Question) -> None:
    """A mark that is neither yes nor no leaves the whole answer unread."""
    server.manners.mark = "kanske"
    assert troubles(ask(server.service, question)) == (Why.UNREADABLE, Why.UNREADABLE)


@pytest.mark.parametrize("benefits", ["text", [1], 7, None, [], {}])
def test_benefits_that_are_no_object_are_not_read(server: SsbtekServer, question: Question, benefits: object) -> None:
    """The other agency's answer stays."""
    server.manners.benefits = benefits
    if benefits == {}:
        server.manners.fk = (
            f"<s:FK><s:data><s:lefiJsonSvar>{base64.b64encode(b'{}').decode()}</s:lefiJsonSvar></s:data></s:FK>"
        )
    answers = ask(server.service, question)
    assert (answers.fk.why, answers.af.outcome) == (Why.UNREADABLE, Outcome.ANSWERED)


def test_benefits_without_end_are_not_shown(server: SsbtekServer, question: Question) -> None:
    """Too many pieces, or one within the other within the other."""
    nested: dict[str, object] = {}
    for _ in range(30):
        nested = {"a": nested}
    for benefits in (GOOD | nested, GOOD | {"a": list(range(5000))}):
        server.manners.benefits = benefits
        assert ask(server.service, question).fk.why is Why.TOO_LARGE


def test_a_fault_is_told_as_a_fault(server: SsbtekServer, question: Question) -> None:
    """In SOAP, with status 500 as SOAP 1.1 has it, or 200."""
    for status in (500, 200):
        server.manners.status, server.manners.body = status, fault("11", f"fel om {TEST_NUMBER}")
        assert troubles(ask(server.service, question)) == (Why.FAULT, Why.FAULT)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (302, Why.NOT_REACHED),
        (307, Why.NOT_REACHED),
        (404, Why.NOT_REACHED),
        (503, Why.NOT_REACHED),
        (403, Why.REFUSED),
    ],
)
def test_nothing_is_sent_on_elsewhere(server: SsbtekServer, question: Question, status: int, why: Why) -> None:
    """A redirect is no answer, and is not followed."""
    server.manners.status, server.manners.headers = status, {"Location": f"{server.service.address}/elsewhere"}
    assert troubles(ask(server.service, question)) == (why, why)
    assert len(server.manners.questions) == 1


def test_an_answer_that_is_too_large_is_not_read_to_its_end(server: SsbtekServer, question: Question) -> None:
    """Nor one that is packed, and would be too large unpacked."""
    server.manners.body = b"<a>" + b" " * (server.service.most_bytes + 1)
    assert troubles(ask(server.service, question)) == (Why.TOO_LARGE, Why.TOO_LARGE)
    server.manners.body = gzip.compress(b" " * server.service.most_bytes)
    server.manners.headers = {"Content-Encoding": "gzip"}
    assert troubles(ask(server.service, question)) == (Why.UNREADABLE, Why.UNREADABLE)


def test_what_is_not_xml_is_not_read(server: SsbtekServer, question: Question) -> None:
    """Nor an answer in parts, with attachments."""
    for kind in ("text/html", "multipart/related; boundary=x", "application/soap+xml"):
        server.manners.kind = kind
        assert troubles(ask(server.service, question)) == (Why.UNREADABLE, Why.UNREADABLE)


@pytest.mark.parametrize("manner", ["silent", "head", "body"])
def test_no_answer_takes_longer_than_its_time(server: SsbtekServer, question: Question, manner: str) -> None:
    """Neither from one who says nothing, nor from one who says it a byte at a time."""
    server.manners.waits = 60 if manner == "silent" else 0
    server.manners.drips = "" if manner == "silent" else manner
    began = time.monotonic()
    assert troubles(ask(server.service, question)) == (Why.LATE, Why.LATE)
    assert within(2 * server.service.seconds + 1, began)


def test_only_one_with_the_citys_certificate_is_answered(server: SsbtekServer, question: Question) -> None:
    """Another authority's certificate is refused; and a server that ours does not trust is told nothing."""
    certificate, key = server.certificate("other", trustme.CA())
    assert troubles(ask(replace(server.service, certificate=certificate, key=key), question)) == (
        Why.REFUSED,
        Why.REFUSED,
    )
    trustme.CA().cert_pem.write_to_path(server.files / "elsewhere.pem")
    elsewhere = replace(server.service, authority=server.files / "elsewhere.pem")
    assert troubles(ask(elsewhere, question)) == (Why.REFUSED, Why.REFUSED)
    assert server.manners.questions == []


def test_a_service_that_is_not_there_is_told_as_that(server: SsbtekServer, question: Question) -> None:
    """Nothing listens; a certificate that is gone."""
    nobody = replace(server.service, address="https://localhost:1/")
    assert troubles(ask(nobody, question)) == (Why.NOT_REACHED, Why.NOT_REACHED)
    gone = replace(server.service, certificate=server.files / "gone.pem")
    assert troubles(ask(gone, question)) == (Why.NOT_REACHED, Why.NOT_REACHED)


def test_the_environments_proxy_is_not_told(
    server: SsbtekServer, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question goes to the service and nowhere else."""
    monkeypatch.setenv("HTTPS_PROXY", "http://localhost:1")
    assert ask(server.service, question).af.outcome is Outcome.ANSWERED


def test_the_contract_is_read_from_our_own_files_only() -> None:
    """No name leads out of the folder."""
    for name in ("../service.py", "/etc/hostname", "https://localhost/ssbt.wsdl/x", ""):
        with pytest.raises(ValueError, match="Not a file"):
            contract_file(name, "11")
    assert AF.encode() in contract_file("af.xsd", "11")
