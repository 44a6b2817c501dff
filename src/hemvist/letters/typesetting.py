"""Setting a document with Typst: as PDF/UA-1 and PDF/A-2a in one file, or as pictures of its pages.

What a document says reaches it as data, never as Typst's language, so a name can hold any character. The typefaces are our own, read once
for each process; those of the machine are never used.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import typst

STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
PICTURE_PPI = 110


@cache
def fonts() -> typst.Fonts:
    """The typefaces of letters, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_folder() / "fonts")])


@cache
def _folder() -> Path:
    return Path(str(files("hemvist.letters")))


def set_pdf(template: Path, data: dict[str, Any]) -> bytes:
    """Set a template with its data and give the PDF. Raises typst.TypstError where the template is wrong."""
    return typst.compile(
        template,
        root=template.parent,
        font_paths=fonts(),
        format="pdf",
        sys_inputs=inputs(data),
        pdf_standards=[*STANDARDS],
    )


def set_pictures(template: Path, data: dict[str, Any], ppi: int = PICTURE_PPI) -> list[bytes]:
    """Set a template with its data and give a PNG of each page."""
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=fonts(),
        format="png",
        ppi=ppi,
        sys_inputs=inputs(data),
    )
    pages: bytes | list[bytes] = made  # one page is given by itself
    return pages if isinstance(pages, list) else [pages]


def inputs(data: dict[str, Any]) -> dict[str, str]:
    """What a template is handed."""
    return {"data": json.dumps(data, ensure_ascii=False)}


def template_of(name: str) -> Path:
    """Where the template of a kind of letter stands."""
    return _folder() / "templates" / f"{name}.typ"
