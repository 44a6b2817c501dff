"""Every letter as a PDF: tagged, in its language, for the archive, with the text that was given, and looking as it was approved."""

import io
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from hemvist.letters.kinds import Kind, kinds
from hemvist.letters.translating import translations
from hemvist.letters.typesetting import set_pdf, set_pictures, template_of
from tests.letters.pictures import KEPT, cells_that_differ, pages_of, together
from tests.letters.samples import FACTS, sample

EVERY = sorted(kinds())
NASTY = "Å \"B\" 'C' #panic() $x^2$ @ref *fet* _kursiv_ `kod` \\ <etikett> // /* [ ] { } ~ é €"


def made(kind: Kind, **changed: Any) -> bytes:
    """The PDF of a kind, of the sample."""
    return set_pdf(template_of(kind.id), sample(kind, **changed))


def text_of(pdf: bytes) -> str:
    """All that stands in it, with every run of spaces and line ends as one space."""
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return re.sub(r"\s+", " ", " ".join(pages))


@pytest.mark.parametrize("name", EVERY)
def test_a_letter_is_for_everybody_and_for_the_archive(name: str) -> None:
    """Tags, language and title; PDF/UA-1 and PDF/A-2a in one file, every typeface in it; nobody's name in the title."""
    with pikepdf.open(io.BytesIO(made(kinds()[name]))) as pdf, pdf.open_metadata() as about:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K is not None
        assert pdf.Root.Lang == "sv-SE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert (about["pdfuaid:part"], about["pdfaid:part"], about["pdfaid:conformance"]) == ("1", "2", "A")
        assert about["dc:title"] == kinds()[name].title
        assert FACTS["name"] not in str(about)
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        assert all(re.match(r"/[A-Z]{6}\+(Inter|NotoSansArabic)", font) for font in fonts)


@pytest.mark.parametrize("name", EVERY)
def test_a_letter_says_every_fact_that_it_was_given(name: str) -> None:
    """What must be known is needed: each text and each day stands in the letter, as people write it."""
    kind = kinds()[name]
    told = text_of(made(kind))
    given = sample(kind)["facts"]
    for key in kind.facts:
        for part in words_of(given[key]):
            assert part in told, f"{name}: {key} is asked for and not told"


def words_of(value: Any) -> list[str]:
    """How a fact stands in a letter."""
    if isinstance(value, dict):
        return [value["time"]]
    if isinstance(value, list):
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, _, day = value.split("-")
        return [f"{int(day)} ", year]
    return [] if value in ("yes", "no") else value.split("\n")


@pytest.mark.parametrize("name", EVERY)
def test_what_people_write_is_never_read_as_typesetting(name: str) -> None:
    """A name with every sign that the language of the templates knows stands as it was written."""
    kind = kinds()[name]
    texts = [key for key in (*kind.facts, *kind.optional) if isinstance(FACTS[key], str) and not is_coded(FACTS[key])]
    told = text_of(made(kind, **dict.fromkeys(texts, NASTY)))
    assert NASTY in told


def is_coded(value: str) -> bool:
    """Whether a fact is a day or a yes or no, which the record has checked."""
    return value in ("yes", "no") or re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


@pytest.mark.parametrize("name", EVERY)
def test_a_letter_looks_as_it_was_approved(name: str) -> None:
    """Its pages are those of the picture that somebody has looked at (tests/letters/pictures.py draws them anew)."""
    drawn = together(pages_of(made(kinds()[name])))
    assert cells_that_differ(drawn, Image.open(KEPT / f"{name}.png").convert("L")) == 0


def test_another_word_is_another_picture() -> None:
    """The comparison sees a change that a reader would see."""
    kind = kinds()["decision"]
    drawn = together(pages_of(made(kind, last_day="2027-02-02")))
    assert cells_that_differ(drawn, Image.open(KEPT / "decision.png").convert("L")) > 0


def test_a_long_letter_goes_on_with_its_heading_on_every_page() -> None:
    """Pages are numbered out of all, and each says whose letter it is and of which case."""
    pdf = made(kinds()["decision"], reasons="\n".join(["En rad om varför."] * 90))
    pages = pypdfium2.PdfDocument(pdf)
    told = [page.get_textpage().get_text_range() for page in pages]
    assert len(told) > 2
    assert all(f"Sida {n} ({len(told)})" in page and "KC-2026-000123" in page for n, page in enumerate(told, start=1))


def test_a_protected_person_s_letter_says_that_it_goes_another_way() -> None:
    """No address, and a mark that says so."""
    kind = kinds()["decision"]
    data = sample(kind) | {"protected": True, "recipient": {"name": "Elsa Lindqvist", "lines": []}}
    told = text_of(set_pdf(template_of(kind.id), data))
    assert "Lämnas den skyddade vägen. Ingen adress." in told
    assert "Björkvägen" not in told


@pytest.mark.parametrize("name", EVERY)
def test_every_letter_says_where_one_calls_if_it_is_known(name: str) -> None:
    """The unit's number stands at the foot of each page. Without any number a letter asks nobody to ring."""
    kind = kinds()[name]
    data = sample(kind)
    without = data | {"sender": data["sender"] | {"telephone": ""}, "handler": data["handler"] | {"telephone": ""}}
    told, untold = (text_of(set_pdf(template_of(name), each)) for each in (data, without))
    assert ("Telefon 031-390 06 00" in told) is not data["protected"]
    assert not re.search(r"031-390|[Tt]elefon\b(?!,)|Ring ", untold)


@pytest.mark.parametrize("name", ["invitation", "invitation-follow-up", "invitation-visit"])
def test_an_invitation_says_whom_to_ring_and_on_what_number(name: str) -> None:
    """The sender's direct number; where it is not known the unit's, with whom to ask for."""
    kind = kinds()[name]
    data = sample(kind)
    assert "Ring Sara Öberg på 031-390 06 49 så snart du kan" in text_of(set_pdf(template_of(name), data))
    data["handler"]["telephone"] = ""
    told = text_of(set_pdf(template_of(name), data))
    assert "Ring Försörjningsstöd Centrum 2 på 031-390 06 00 och fråga efter Sara Öberg så snart du kan" in told
    data["sender"]["telephone"] = ""
    assert "Hör av dig till Sara Öberg så snart du kan" in text_of(set_pdf(template_of(name), data))


@pytest.mark.parametrize("language", [each.names[0] for each in translations()])
def test_an_invitation_says_the_same_in_the_interpreter_s_language(language: str) -> None:
    """Where there is a translation the meeting stands twice, the second time in that language, with its own language tag."""
    translation = next(each for each in translations() if language in each.names)
    kind = kinds()["invitation"]
    data = sample(kind, interpreter=language) | {"translation": translation.model_dump(mode="json")}
    pdf = set_pdf(template_of(kind.id), data)
    assert text_of(pdf).count("13.00") == 2
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert f"/Lang ({translation.lang})" in tags_of(opened)


def tags_of(pdf: pikepdf.Pdf) -> str:
    """Every object of the file, written out."""
    return " ".join(
        each.unparse(resolved=True).decode("latin-1") for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
    )


def test_a_language_without_a_translation_gets_the_swedish_text_alone() -> None:
    """Nothing is made up."""
    kind = kinds()["invitation"]
    assert text_of(set_pdf(template_of(kind.id), sample(kind) | {"translation": None})).count("13.00") == 1


def test_the_preview_has_as_many_pages_as_the_letter() -> None:
    """What is looked at is what is made."""
    kind = kinds()["decision"]
    data = sample(kind, reasons="\n".join(["En rad om varför."] * 90))
    pictures = set_pictures(template_of(kind.id), data)
    assert len(pictures) == len(pypdfium2.PdfDocument(set_pdf(template_of(kind.id), data)))
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
