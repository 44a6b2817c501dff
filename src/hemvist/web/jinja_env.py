"""The Jinja2 environment of the pages: escaping on, gettext, addresses, and dates in words.

Undefined names print as nothing but raise when used further, as Jinja2's own default does; a misspelt filter stops the page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment
from markupsafe import Markup

from hemvist.web import dates_in_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a form field offers: what is posted, what is read, and a line of help if any."""

    value: str
    label: str
    help: str = ""


def environment(**options: Any) -> Environment:
    """Give Django the environment that renders every page of `jinja2/`."""
    options["autoescape"] = True
    made = Environment(**options, extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701  (set above)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "gettext": _gettext,
        "static": cache(static),
        "url": _url,
        "language_code": _language_code,
        "json_script": json_script,
    }
    made.filters |= {
        "as_choices": as_choices,
        "has_choice": has_choice,
        "iso": dates_in_words.iso,
        "stamp": dates_in_words.stamp,
        "when": dates_in_words.when,
        "weekday": dates_in_words.weekday,
        "due_words": dates_in_words.due_words,
        "waiting_words": dates_in_words.waiting_words,
        "due_tone": dates_in_words.due_tone,
        "due_icon": dates_in_words.due_icon,
        "date_part": dates_in_words.date_part,
        "time_part": dates_in_words.time_part,
    }
    return made


def as_choices(offered: Iterable[Any]) -> list[Choice]:
    """Bring choices given as texts, (value, text) pairs, mappings or objects to one shape."""
    return [_choice(each) for each in offered]


def has_choice(value: object, offered: str) -> bool:
    """Say whether a field's value (one, several, or a yes/no given as a truth value) holds the offered answer."""
    if isinstance(value, bool):
        return offered == ("yes" if value else "no")
    if isinstance(value, list | tuple | set | frozenset):
        return offered in {str(each) for each in value}
    return value is not None and str(value) == offered


def _choice(given: Any) -> Choice:
    """Bring one choice to its shape."""
    if isinstance(given, Choice):
        return given
    if isinstance(given, str):
        return Choice(given, given)
    if isinstance(given, Mapping):
        return Choice(str(given["value"]), str(given["label"]), str(given.get("help", "")))
    if isinstance(given, tuple | list):
        value, label = given
        return Choice(str(value), str(label))
    return Choice(str(given.value), str(given.label), str(getattr(given, "help", "")))


def _url(name: str, *args: object, **kwargs: object) -> str:
    """Give the address of a named page."""
    return reverse(name, args=args or None, kwargs=kwargs or None) if args or kwargs else _address(name)


@cache
def _address(name: str) -> str:
    """Give the address of a page that has but one."""
    return reverse(name)


def _gettext(message: str, /, **variables: object) -> Markup:
    """Give a text of the pages in the language of the page, with values put in that are escaped. The texts themselves are ours and hold markup."""
    language = get_language()
    return _translated(language, message) % variables if variables else _without_values(language, message)


@cache
def _translated(language: str | None, message: str) -> Markup:
    """Give a text in a language that has been turned to. There are as many as the pages have."""
    return Markup(gettext(message))  # noqa: S704 (our own texts)


@cache
def _without_values(language: str | None, message: str) -> Markup:
    """Give a text that has no values put in."""
    return _translated(language, message) % {}


def _language_code() -> str:
    """Give the language of the page, "sv" unless another is chosen."""
    return get_language() or "sv"
