"""The documents point at things that are there, and the words of the glossary are those of the code."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE, place

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(#[^)]*)?\)")
PATH_IN_CODE = re.compile(r"`((?:src|tests|docs|benchmarks|requirements|design|\.ci)/[\w./-]+)`")
GLOSSARY_ROW = re.compile(r"^\| (?P<swedish>[^|]+) \| (?P<identifiers>`[^|]+`) \|")
IDENTIFIER = re.compile(r"`([A-Za-z_]+)`")


def glossary() -> list[tuple[str, list[str]]]:
    """Swedish term and its identifiers, for each row of the glossary."""
    rows = map(GLOSSARY_ROW.match, (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines())
    return [(row["swedish"], IDENTIFIER.findall(row["identifiers"])) for row in rows if row]


def words_of_the_code() -> set[str]:
    """Every word of the code and the governing documents; `next-step` and `NextStep` count as `next_step`."""
    files = [path for end in ("py", "md", "toml", "html") for path in SOURCE.rglob(f"*.{end}")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    spelt = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text).lower().replace("-", "_")
    return set(re.findall(r"[a-z_]+", spelt))


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    """A link inside the project points at a file that is there."""
    links = (match[1] for match in LINK.finditer(document.read_text(encoding="utf-8")))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_path_that_a_document_names_is_there(document: Path) -> None:
    """A file that was moved is also moved in the documents."""
    paths = (match[1] for match in PATH_IN_CODE.finditer(document.read_text(encoding="utf-8")))
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_architecture_names_every_package() -> None:
    """Whoever looks for an idea finds the package that has it."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {name for name in packages if f"src/hemvist/{name}/" not in text} == set()


def test_every_identifier_of_the_glossary_is_used() -> None:
    """The glossary lists the product's own words, not a dictionary's."""
    words = words_of_the_code()

    def is_used(identifier: str) -> bool:
        return any(identifier in word for word in words)

    unused = {swedish: names for swedish, names in glossary() if not all(map(is_used, names))}
    assert unused == {}


def test_the_glossary_keeps_one_word_for_one_thing() -> None:
    """No identifier stands for two Swedish terms."""
    names = [name for _, identifiers in glossary() for name in identifiers]
    assert len(names) > 40
    assert sorted({name for name in names if names.count(name) > 1}) == []
