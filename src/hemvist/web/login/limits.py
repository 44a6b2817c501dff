"""How often one may search and record: many times more than anyone's work, and far fewer than a machine would."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hemvist.secrecy.pace import free_again
from hemvist.web.context import PageRequest
from hemvist.web.login.refusing import ask_to_wait

# What is sent to these pages counts; to open them does not. The amounts stand in PACE.
LIMITED = {
    "find_case": "search",
    "new_case": "search",
    "open_new_case": "record",
    "assessment": "record",
    "record_event": "record",
    "correct_event": "record",
    "annul_event": "record",
    "undo_event": "record",
    "assign": "record",
    "emergency": "emergency",
    "ssbtek": "ssbtek",
}


def too_often(request: HttpRequest, url_name: str | None) -> HttpResponse | None:
    """Give the page that says when to try again, to one who has sent too much."""
    action = LIMITED.get(url_name or "")
    if action is None or request.method != "POST":
        return None
    again = free_again(cast("PageRequest", request).viewer, action, *settings.PACE[action])
    return None if again is None else ask_to_wait(request, action, again)
