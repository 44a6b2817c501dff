"""Asking SSBTEK about one person, and whether it is there at all. A SOAP 1.1 client (document/literal) over mTLS."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import structlog
from django.views.decorators.debug import sensitive_variables
from lxml import etree
from zeep import Client, Plugin, Settings
from zeep.exceptions import Error, Fault

from hemvist import clock
from hemvist.integrations.ssbtek.answers import Answers, nobody_answered, read_answers
from hemvist.integrations.ssbtek.service import Service
from hemvist.integrations.ssbtek.terms import FkTerms, ssbtek_terms
from hemvist.integrations.ssbtek.transport import CONTRACT, OneWay, contract_file
from hemvist.integrations.ssbtek.trouble import Trouble, Why

NAMESPACE = "http://schema.forsakringskassan.se/integration/ssbt/{version}"
BODY = "{http://schemas.xmlsoap.org/soap/envelope/}Body"
FAULT = "{http://schemas.xmlsoap.org/soap/envelope/}Fault"
STRICT = Settings(strict=True, xml_huge_tree=False, forbid_dtd=True, forbid_entities=True, forbid_external=True)
NOT_ASKED = ("CSN", "SKV", "SO", "TNS", "MIV")
log = structlog.get_logger("hemvist.ssbtek")


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """Who asks what about whom, for what, and by which law. ``number`` has twelve digits; both days belong to the period."""

    number: str
    reference: str
    officer: str
    first_day: date
    last_day: date
    purpose: str
    legal_text: str


@sensitive_variables()
def ask(service: Service, question: Question) -> Answers:
    """Ask both agencies. Never raises for what the other side does: where there is no answer, each agency's outcome says why.

    The log is told how it went, never of whom or what.
    """
    try:
        told = _call(service, lambda soap: soap.hamtaBastjanstInformation(**_message(service, question)))
        answers = read_answers(told.svarsdata, question.number)
    except Trouble as trouble:
        answers = nobody_answered(trouble.why)
    for name, agency in (("af", answers.af), ("fk", answers.fk)):
        if agency.why is not None:
            log.warning("no whole answer", agency=name, why=agency.why.value)
    return answers


def try_out(service: Service) -> dict[str, bool]:
    """Ask whether the service is there, and which agencies' own tests of those behind it went well. Raises Trouble."""
    told = _call(service, lambda soap: soap.testaBastjanstInformation())
    parts = {name: getattr(told, name, None) for name in ("AF", "FK")}
    return {name: part is not None and bool(part.anropad) and part.error is None for name, part in parts.items()}


@sensitive_variables()
def _call(service: Service, operation: Callable[[Any], Any]) -> Any:
    """Speak with the service. What zeep or lxml say of trouble holds what was sent or answered: only its kind goes on."""
    way = OneWay(service)
    why: Why
    try:
        client = Client(  # type: ignore[no-untyped-call]
            str(CONTRACT / "ssbt.wsdl"), transport=way, settings=STRICT, plugins=[_AsTheContractSays(service)]
        )
        binding = f"{{{NAMESPACE.format(version=service.version)}}}Soap11"
        return operation(client.create_service(binding, service.address))  # type: ignore[no-untyped-call]
    except Fault:
        why = Why.FAULT
    except (Error, etree.LxmlError, ValueError, TypeError, AttributeError, KeyError):
        why = Why.UNREADABLE
    finally:
        way.session.close()
    raise Trouble(why)


class _AsTheContractSays(Plugin):
    """Refuses an answer that is not as the contract says: read as far as it went, what was missing or misspelt would be taken for a no."""

    def __init__(self, service: Service) -> None:
        self.schema = schema(service.version)

    def ingress(self, envelope: Any, http_headers: Any, operation: Any) -> tuple[Any, Any]:
        """Check what the body holds, if it is not a fault."""
        bodies = envelope.findall(BODY)
        inner = list(bodies[0]) if len(bodies) == 1 else []
        if len(inner) != 1 or (inner[0].tag != FAULT and not self.schema.validate(inner[0])):
            raise Trouble(Why.UNREADABLE)
        for element in inner[0].iter():
            element.text = (
                element.text.strip() if element.text else element.text
            )  # " true " says yes, and zeep reads a no
        return envelope, http_headers


@cache
def schema(version: str) -> etree.XMLSchema:
    """Give the contract's schema for a version. Read from our own files once, then kept."""
    source = contract_file("ssbt.xsd", version)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.XMLSchema(etree.fromstring(source, parser=parser, base_url=str(CONTRACT / "ssbt.xsd")))


def _message(service: Service, question: Question) -> dict[str, Any]:
    """Give the question in the contract's words."""
    period = {"fromDatum": question.first_day, "tomDatum": question.last_day}
    asker = {"organisationsnummer": service.organisation, "namn": service.name, "handlaggare": question.officer}
    terms = ssbtek_terms().fk
    fk = {"version": terms.version, "aktorsid": service.fk_actor, "lefiJsonFraga": _benefits(question, terms)}
    return {
        "generellaFrageparametrar": {
            "frageTidpunkt": clock.now(),
            "fraganSkallInkluderasISvaret": False,
            "ingivare": asker,
            "personidentitet": question.number,
            "arendeidentitet": question.reference,
            "tidsperiod": period,
            "syfte": question.purpose,
            "lagtext": question.legal_text,
        },
        "specifikaFrageparametrar": {
            "AF": {"inkludera": True},
            "FK": {"inkludera": True, "fraga": fk},
            **{name: {"inkludera": False} for name in NOT_ASKED},
        },
    }


def _benefits(question: Question, terms: FkTerms) -> bytes:
    """Give Försäkringskassan's own question. It asks for benefits only: no claims, no payments, nothing else that its service could tell."""
    asked = {
        "personnummer": question.number,
        "period": {"from": question.first_day.isoformat(), "tom": question.last_day.isoformat()},
        "formansinformation": list(terms.benefits),
        "ansprak": [],
        "beslut": [],
        "preliminaraUtbetalningar": [],
        "utbetalningar": [],
        "ovrigInformation": [],
    }
    return json.dumps(asked).encode()
