"""Every text of the pages can be read in English, and the compiled catalogue is that of the source."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.architecture.tree import ROOT

CATALOGUE = ROOT / "src/hemvist/web/locale/en/LC_MESSAGES/django.po"
METHODS = [("src/hemvist/**.py", "python"), ("src/hemvist/web/jinja2/**.html", "jinja2")]
# As in pyproject.toml. A template that cannot be read is an error: passed over in silence, all its texts would be missing.
OPTIONS = {"src/hemvist/web/jinja2/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2)}


def catalogue() -> Catalog:
    """The English catalogue as it stands in the source."""
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")


def texts_of_the_pages() -> set[str]:
    """Every Swedish text that code or template hands to gettext; of one with a plural, the singular."""
    found = extract_from_dir(
        ROOT,
        METHODS,
        OPTIONS,
        keywords=KEYWORDS,
        directory_filter=lambda folder: not Path(folder).name.startswith("."),
    )
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def forms(texts: Catalog) -> dict[str, tuple[str, ...]]:
    """Each text's English forms, by the Swedish singular."""
    each = ((m.id if isinstance(m.id, str) else m.id[0], m.string) for m in texts if m.id)
    return {key: (text,) if isinstance(text, str) else tuple(text or ("",)) for key, text in each}


def test_no_text_lacks_english() -> None:
    """Gather with design/texts.sh, then write the English in django.po."""
    english = {key for key, text in forms(catalogue()).items() if all(text)}
    assert sorted(texts_of_the_pages() - english) == []


def test_translations_keep_the_places_for_values() -> None:
    """A translation that lost %(num)s would lose the number on the page, or stop it."""
    assert [(message.id, [str(error) for error in message.check()]) for message in catalogue() if message.check()] == []


def test_the_compiled_catalogue_is_the_one_written() -> None:
    """The .mo that Django reads says the same as the .po that people write: run design/texts.sh."""
    compiled = read_mo(BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    assert forms(compiled) == {key: text for key, text in forms(catalogue()).items() if all(text)}
