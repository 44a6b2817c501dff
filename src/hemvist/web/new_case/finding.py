"""Finding cases by name, number or case number, and by nothing else (förordning 2001:637, 15 §). What is searched for never stands in an address."""

import re

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from hemvist.cases.library import library
from hemvist.cases.searching import search_cases
from hemvist.persons.identity import NumberError, parse_number
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.loading import viewer_of
from hemvist.web.kept_forms import kept_form, shown_again

LONGEST = 120
SHORTEST = 2
_LIKE_A_NUMBER = re.compile(r"[\d\s+\-–]*", re.ASCII)
_ENOUGH_DIGITS = 6


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find a case that exists."""
    return _page(request, "new_case/find.html")


@require_http_methods(["GET", "HEAD", "POST"])
def find_first(request: HttpRequest) -> HttpResponse:
    """Begin a new case: see first whether the person is there already."""
    return _page(request, "new_case/find_first.html")


def _page(request: HttpRequest, template: str) -> HttpResponse:
    """Show the search, and what was found if something was searched for. What was sent is kept, so that one can go back to what was found."""
    if request.method == "POST":
        return shown_again(request, request.POST) or _searched(request, template, request.POST)
    kept = kept_form(request)
    return render(request, template, {"text": ""}) if kept is None else _searched(request, template, kept)


def _searched(request: HttpRequest, template: str, sent: QueryDict) -> HttpResponse:
    """Show what was found, or what is wrong with what was typed."""
    viewer = viewer_of(request)
    text = " ".join(sent.get("text", "").split())
    wrong = wrong_with(text, viewer)
    if wrong:
        return render(request, template, {"text": text[:LONGEST], "wrong": wrong}, status=400)
    context = {
        "text": text,
        "found": search_cases(viewer, text),
        "titles": {each.id: each.title for each in library().routines.values()},
        "known": known_by(text),
    }
    return render(request, template, context)


def wrong_with(text: str, viewer: Viewer) -> str:
    """Say what is wrong with what was typed, or nothing."""
    if 0 < len(text) < SHORTEST:
        return gettext("Skriv mer av namnet, eller hela numret. Ett tecken räcker inte.")
    if not text:
        return gettext("Skriv ett namn, ett personnummer, ett samordningsnummer eller ett ärendenummer.")
    if len(text) > LONGEST:
        return gettext("Det är för långt att söka på. Skriv bara namnet eller numret.")
    if "\x00" in text:
        return gettext("Det finns ett tecken som inte går att söka på. Skriv namnet eller numret igen.")
    if is_like_a_number(text):
        try:
            parse_number(text, viewer.today)
        except NumberError as error:
            return error.message
    return ""


def known_by(text: str) -> dict[str, str]:
    """Give what was searched for as the form of a new person begins with it, so that nothing is typed twice: a number, or a name of two words or more."""
    if is_like_a_number(text):
        return {"number": text}
    given, _, family = text.rpartition(" ")
    return {"given": given, "family": family} if given and not any(sign.isdigit() for sign in text) else {}


def is_like_a_number(text: str) -> bool:
    """Say whether a text is meant as an identity number: digits and separators alone, and enough of them."""
    return bool(_LIKE_A_NUMBER.fullmatch(text)) and sum(sign.isdigit() for sign in text) >= _ENOUGH_DIGITS
