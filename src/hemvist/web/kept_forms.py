"""What was sent of a form that is about no case yet, or several: kept with the session and shown by an address of its own, so nothing is sent again.

In the address stands a number, which tells nothing and means something in this session alone. What was kept is gone with the session, when
it is forgotten, or when newer ones have taken its place. For forms about a case: `hemvist.web.case.keeping`.
"""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

PLACE = "plats"  # the name of the number in an address
STEP = "steg"  # the name of what an address asks to see of what was kept; nothing: the form
MOST_KEPT = 8
MOST_CHARACTERS = 20_000
_KEPT, _LAST = "hemvist-forms", "hemvist-forms-last"


def keep_form(request: HttpRequest, sent: QueryDict, place: str = "") -> str | None:
    """Keep what was sent, in the place of what stood there before; give the place, a new one if there was none. None where it is too long."""
    forms = _forms(request)
    form = sent.copy()
    form.pop("csrfmiddlewaretoken", None)
    text = form.urlencode()
    if len(text) > MOST_CHARACTERS:
        return None
    if forms.pop(place, None) is None:
        place = str(int(request.session.get(_LAST, 0)) + 1)
        request.session[_LAST] = int(place)
    forms[place] = text
    request.session[_KEPT] = dict(list(forms.items())[-MOST_KEPT:])
    return place


def shown_again(request: HttpRequest, sent: QueryDict, step: str = "", page: str = "") -> HttpResponse | None:
    """Keep what was sent, in the place that its address names, and lead to where it is shown; None where it is too long to be kept.

    ``step``: what is to be seen of it. ``page``: the name of the page that shows it, where that is not the one it was sent to.
    """
    place = keep_form(request, sent, request.GET.get(PLACE, ""))
    at = reverse(page) if page else request.path
    return redirect(f"{at}?{PLACE}={place}" + (f"&{STEP}={step}" if step else "")) if place else None


def kept_form(request: HttpRequest) -> QueryDict | None:
    """Give what was kept in the place that the address names, or None."""
    text = _forms(request).get(request.GET.get(PLACE, ""))
    return None if text is None else QueryDict(text)


def address_of_form(request: HttpRequest, page: str = "") -> str:
    """Give where the form that is shown is sent: to the place where it is kept, if it is. ``page``: as in `shown_again`."""
    at, place = reverse(page) if page else request.path, request.GET.get(PLACE, "")
    return f"{at}?{PLACE}={quote(place)}" if place else at


def forget_form(request: HttpRequest) -> None:
    """Forget what was kept in the place that the address names."""
    forms = _forms(request)
    if forms.pop(request.GET.get(PLACE, ""), None) is not None:
        request.session[_KEPT] = forms


def kept_no_longer(request: HttpRequest, page: str) -> HttpResponse:
    """Say that what somebody went back to is not there any more, and lead to a page, by its name."""
    if PLACE in request.GET:
        messages.info(
            request,
            gettext("Det du gick tillbaka till finns inte kvar: det är redan gjort, eller så var det länge sedan."),
        )
    return redirect(page)


def _forms(request: HttpRequest) -> dict[str, str]:
    """What is kept, the newest last."""
    return dict(request.session.get(_KEPT, {}))
