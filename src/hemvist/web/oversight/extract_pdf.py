"""The extract of the log as a PDF/UA document, set by Typst. What is in the log reaches the document as data, never as its language."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext, override

from hemvist.cases.seeing import Extract
from hemvist.letters.typesetting import set_pdf
from hemvist.retention.rules import Rule

if TYPE_CHECKING:
    from hemvist.web.oversight.extract import Line

TEMPLATE = "extract.typ"


def pdf_of(extract: Extract, lines: "Iterable[Line]", kept: Rule, *, hides_names: bool) -> bytes:
    """Set the document. ``kept``: the rule that says for how long the log is kept. It is in Swedish, whatever the language of whoever takes it out."""
    with override("sv"):
        data = {
            "title": gettext("Vem har öppnat mitt ärende?"),
            "case": gettext("Ärende %(reference)s") % {"reference": extract.reference},
            "made": gettext("Framtaget %(day)s ur Hemvists logg.") % {"day": extract.made_on},
            "intro": [*intro(hides_names), kept_words(kept)],
            "headings": headings(),
            "rows": [
                [each.day, each.when, f"{each.who}, {each.administration}", each.what, each.why] for each in lines
            ],
            "none": gettext("Ingen har öppnat ärendet."),
        }
    return set_pdf(Path(str(files("hemvist.web.oversight") / TEMPLATE)), data)


def headings() -> list[str]:
    """The headings of the table."""
    return [gettext("Dag"), gettext("Tid"), gettext("Vem"), gettext("Vad"), gettext("Varför")]


def kept_words(kept: Rule) -> str:
    """Say for how long the log is kept, and that the city itself says so where no law does."""
    told = gettext(
        "Loggen om ditt ärende sparas så länge ärendet finns i Hemvist, och varje rad i minst %(years)s år."
    ) % {"years": kept.access_log_kept_at_least_years}
    return told + (" " + gettext("Tiden är stadens egen.") if kept.access_log_is_local else "")


def intro(hides_names: bool) -> list[str]:
    """What the client is told about the list."""
    told = [
        gettext(
            "Här står varje gång någon har öppnat, läst om eller skrivit i ditt ärende, och alla försök som har stoppats."
        ),
        gettext(
            "Har du frågor, eller undrar du varför någon har öppnat ärendet? Kontakta din handläggare eller enhetens chef."
        ),
    ]
    if hides_names:
        told.append(gettext("Medarbetarnas namn visas inte. Samma nummer är samma person."))
    return told
