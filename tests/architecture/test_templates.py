"""Templates keep to the content security policy: no script and no style of their own."""

import re

from tests.architecture.tree import SOURCE, lines_matching, place

TEMPLATES = sorted(path for folder in ("jinja2", "templates") for path in (SOURCE / "web" / folder).rglob("*.html"))

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"<[^>{%]*\son[a-z]+\s*=|javascript:", re.IGNORECASE)
OUTSIDE = re.compile(r"""\b(src|href|action)\s*=\s*["']?(https?:)?//""", re.IGNORECASE)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+(false|off)", re.IGNORECASE)

# Drawings of our own, written in the same file.
MAY_TURN_ESCAPING_OFF = {"src/hemvist/web/jinja2/macros/icons.html"}


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern is found in our templates."""
    return [place(path, number) for path in TEMPLATES for number, _ in lines_matching(pattern, path)]


def test_there_are_templates_to_look_at() -> None:
    """The other tests of this file would prove nothing of an empty folder."""
    assert TEMPLATES


def test_no_template_holds_a_script() -> None:
    """Scripts are files of ours, fetched by address."""
    assert places(INLINE_SCRIPT) == []


def test_no_template_holds_a_style() -> None:
    """Styles are files of ours, fetched by address."""
    assert places(INLINE_STYLE) == []


def test_no_template_holds_an_event_handler() -> None:
    """What happens on a click is said in a script file."""
    assert places(HANDLER) == []


def test_no_template_fetches_from_elsewhere() -> None:
    """Everything a page needs comes from the server that sent the page."""
    assert places(OUTSIDE) == []


def test_no_template_turns_escaping_off() -> None:
    """What a person wrote is shown as they wrote it, never as markup."""
    assert [found for found in places(UNESCAPED) if found.split(":")[0] not in MAY_TURN_ESCAPING_OFF] == []
