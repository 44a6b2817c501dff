"""The package's manifest, METS.xml: every file with its size and SHA-256, ordered as E-ARK CSIP 2.1 asks.

Written with the standard library: about eighty lines. `metsrw` writes another profile's METS and none of CSIP's own attributes
(docs/adr/0011-leaving-the-system.md).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple
from uuid import UUID
from xml.etree import ElementTree as ET

from hemvist import clock
from hemvist.retention.packaging import places
from hemvist.retention.packaging.metadata import SOFTWARE, XSI, xml
from hemvist.retention.packaging.places import Files

METS = "http://www.loc.gov/METS/"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
CONTENT = "Ärende från socialtjänsten"
GROUPS = (
    ("documentation-1", "Documentation", places.DOCUMENTATION),
    ("schemas-1", "Schemas", "schemas"),
    ("representations-1", "Representations", "representations"),
)
"""Each group of files: its id, what it is for, and its folder. The same three stand in the structure."""


class Listed(NamedTuple):
    """A file as the manifest lists it."""

    place: str
    size: int
    checksum: str


class Submitter(NamedTuple):
    """The board that hands over the package, and its code."""

    name: str
    code: str


def manifest(package: UUID, files: Files, submitter: Submitter, at: datetime) -> bytes:
    """Give METS.xml for these files."""
    for prefix, space in (("", METS), ("csip", CSIP), ("sip", SIP), ("xlink", XLINK), ("xsi", XSI)):
        ET.register_namespace(prefix, space)
    created = at.astimezone(clock.LOCAL_ZONE).isoformat(timespec="seconds")
    root = _element(None, "mets", OBJID=str(package), TYPE="Other", PROFILE=PROFILE)
    root.set(f"{{{CSIP}}}OTHERTYPE", CONTENT)
    _content_type(root)
    _header(root, submitter, created)
    _metadata(root, "dmdSec", "dmd-1", "DC", places.DESCRIPTION, files, created)
    events = _element(root, "amdSec", ID="amd-1")
    _metadata(events, "digiprovMD", "premis-1", "PREMIS", places.PRESERVATION, files, created)
    section = _element(root, "fileSec", ID="files-1")
    for id_, use, folder in GROUPS:
        members = [place for place in sorted(files) if place.startswith(f"{folder}/")]
        _content_type(_group(section, id_, use, members, files, created))
    _structure(root, package)
    return xml(root)


def _content_type(element: ET.Element) -> None:
    element.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "OTHER")
    element.set(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", places.EVENTS_FORMAT)


def _header(root: ET.Element, submitter: Submitter, created: str) -> None:
    header = _element(root, "metsHdr", CREATEDATE=created, LASTMODDATE=created, RECORDSTATUS="NEW")
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", "SIP")
    _agent(
        header, SOFTWARE, "SOFTWARE VERSION", places.EVENTS_FORMAT, ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE"
    )
    as_submitter = {"ROLE": "OTHER", "OTHERROLE": "SUBMITTER", "TYPE": "ORGANIZATION"}
    _agent(header, submitter.name, "IDENTIFICATIONCODE", submitter.code, **as_submitter)


def _agent(header: ET.Element, name: str, kind: str, note: str, **attributes: str) -> None:
    agent = _element(header, "agent", **attributes)
    _element(agent, "name").text = name
    noted = _element(agent, "note")
    noted.text = note
    noted.set(f"{{{CSIP}}}NOTETYPE", kind)


def _metadata(parent: ET.Element, name: str, id_: str, kind: str, place: str, files: Files, created: str) -> None:
    section = _element(parent, name, ID=id_, CREATED=created, STATUS="CURRENT")
    pointed = _element(section, "mdRef", LOCTYPE="URL", MDTYPE=kind, **_told(place, files[place], created))
    _point(pointed, place)


def _group(section: ET.Element, id_: str, use: str, members: Iterable[str], files: Files, created: str) -> ET.Element:
    group = _element(section, "fileGrp", ID=id_, USE=use)
    for number, place in enumerate(members, start=1):
        listed = _element(group, "file", ID=f"{id_}-{number}", **_told(place, files[place], created))
        _point(_element(listed, "FLocat", LOCTYPE="URL"), place)
    return group


def _structure(root: ET.Element, package: UUID) -> None:
    structure = _element(root, "structMap", ID="structure-1", TYPE="PHYSICAL", LABEL="CSIP")
    whole = _element(structure, "div", ID="div-1", LABEL=str(package))
    _element(whole, "div", ID="div-metadata", LABEL="Metadata", DMDID="dmd-1", ADMID="amd-1")
    for id_, use, _folder in GROUPS:
        _element(_element(whole, "div", ID=f"div-{id_}", LABEL=use), "fptr", FILEID=id_)


def _told(place: str, content: bytes, created: str) -> dict[str, str]:
    return {
        "MIMETYPE": places.MEDIA_TYPES[PurePosixPath(place).suffix],
        "SIZE": str(len(content)),
        "CREATED": created,
        "CHECKSUM": hashlib.sha256(content).hexdigest(),
        "CHECKSUMTYPE": "SHA-256",
    }


def _point(element: ET.Element, place: str) -> None:
    element.set(f"{{{XLINK}}}type", "simple")
    element.set(f"{{{XLINK}}}href", place)


def _element(parent: ET.Element | None, name: str, **attributes: str) -> ET.Element:
    tag = f"{{{METS}}}{name}"
    return ET.Element(tag, attributes) if parent is None else ET.SubElement(parent, tag, attributes)


# -- reading ---------------------------------------------------------------------------------------------------------------------------------


class ManifestFault(Exception):  # noqa: N818 (told to a person)
    """METS.xml cannot be read as a manifest of ours. The text says why, in Swedish."""


def read_manifest(content: bytes) -> tuple[str, list[Listed]]:
    """Give the package's name and every file that METS.xml lists. Raises ManifestFault."""
    if b"<!DOCTYPE" in content:
        raise ManifestFault("Filen har en DOCTYPE, som ett arkivpaket inte ska ha.")
    try:
        root = ET.fromstring(content)  # noqa: S314 (no document type is let in, so nothing can be expanded)
    except ET.ParseError as error:
        raise ManifestFault(f"Filen är inte hel XML: {error}.") from error
    pointers = [*root.iter(f"{{{METS}}}mdRef"), *root.iter(f"{{{METS}}}file")]
    return root.get("OBJID", ""), [_listed(pointer) for pointer in pointers]


def _listed(pointer: ET.Element) -> Listed:
    location = pointer if pointer.tag.endswith("mdRef") else pointer.find(f"{{{METS}}}FLocat")
    place = location.get(f"{{{XLINK}}}href", "") if location is not None else ""
    path = PurePosixPath(place)
    if not place or path.is_absolute() or ".." in path.parts:
        raise ManifestFault("En fil i förteckningen pekar inte inom paketet.")
    size = pointer.get("SIZE", "")
    if pointer.get("CHECKSUMTYPE") != "SHA-256" or not size.isdecimal():
        raise ManifestFault(f"Storlek eller kontrollsumma (SHA-256) saknas för {place}.")
    return Listed(place, int(size), pointer.get("CHECKSUM", ""))
