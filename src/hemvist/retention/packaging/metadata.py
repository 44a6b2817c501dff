"""What the archive needs to know about a package, as XML: a Dublin Core description, and PREMIS events that tell what was done to it."""

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hemvist import clock

if TYPE_CHECKING:
    from hemvist.cases.whole import WholeCase
    from hemvist.retention.packaging.contents import Order

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
PREMIS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SOFTWARE = "Hemvist"


def xml(root: ET.Element) -> bytes:
    """Give a document as it is written: UTF-8, indented, with its declaration."""
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def description(case: "WholeCase") -> bytes:
    """Describe the case so that the archive can find it again: by person, number, case number, board and dates."""
    ET.register_namespace("dc", DC)
    ET.register_namespace("oai_dc", OAI_DC)
    last = case.rows[-1].recorded_at.astimezone(clock.LOCAL_ZONE).date()
    root = ET.Element(f"{{{OAI_DC}}}dc")
    for name, text in (
        ("title", f"Ärende {case.row.reference}: {case.editions[-1].title}"),
        ("creator", case.board),
        ("contributor", case.unit),
        ("subject", case.person.name),
        *(("subject", number) for _, number in case.person.numbers),
        ("date", f"{case.row.opened_on.isoformat()}/{last.isoformat()}"),
        ("type", "Dataset"),
        ("identifier", case.row.reference),
        ("language", "sv"),
        ("rights", "Sekretess: 26 kap. 1 § offentlighets- och sekretesslagen (2009:400)"),
    ):
        ET.SubElement(root, f"{{{DC}}}{name}").text = text
    return xml(root)


def preservation(case: "WholeCase", order: "Order") -> bytes:
    """Tell who let the case leave, by which law, and that it was exported, with the chain that shows it whole."""
    ET.register_namespace("premis", PREMIS)
    ET.register_namespace("xsi", XSI)
    root = _element(None, "premis")
    root.set("version", "3.0")
    whole = _element(root, "object")
    whole.set(f"{{{XSI}}}type", "premis:intellectualEntity")
    _identifier(whole, "objectIdentifier", "UUID", str(order.package))
    approved = f"Godkänt av {order.approved_by}. Stöd: {order.legal_source}."
    exported = f"{len(case.rows)} händelser skrevs till paketet. Kedjans sista kontrollsumma: {case.row.chain}."
    _event(root, order, "appraisal", order.approved_at.astimezone(clock.LOCAL_ZONE).isoformat(), approved)
    _event(root, order, "export", order.written_at.astimezone(clock.LOCAL_ZONE).isoformat(), exported)
    agent = _element(root, "agent")
    _identifier(agent, "agentIdentifier", "local", SOFTWARE)
    _element(agent, "agentName", SOFTWARE)
    _element(agent, "agentType", "software")
    return xml(root)


def _event(root: ET.Element, order: "Order", kind: str, at: str, detail: str) -> None:
    event = _element(root, "event")
    _identifier(event, "eventIdentifier", "local", f"{order.package}-{kind}")
    _element(event, "eventType", kind)
    _element(event, "eventDateTime", at)
    _element(_element(event, "eventDetailInformation"), "eventDetail", detail)
    _element(_element(event, "eventOutcomeInformation"), "eventOutcome", "success")
    _identifier(event, "linkingAgentIdentifier", "local", SOFTWARE)
    _identifier(event, "linkingObjectIdentifier", "UUID", str(order.package))


def _identifier(parent: ET.Element, name: str, kind: str, value: str) -> None:
    identifier = _element(parent, name)
    _element(identifier, f"{name}Type", kind)
    _element(identifier, f"{name}Value", value)


def _element(parent: ET.Element | None, name: str, text: str | None = None) -> ET.Element:
    tag = f"{{{PREMIS}}}{name}"
    made = ET.Element(tag) if parent is None else ET.SubElement(parent, tag)
    made.text = text
    return made
