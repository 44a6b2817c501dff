"""What was sent of a form that belongs to no case yet, kept with the session and shown by an address of its own, so that nothing is sent again.

In the address stands a number, which tells nothing and means something in this session alone. What was kept is gone with the session, when
it is forgotten, or when newer ones have taken its place. For forms about a case: `hemvist.web.case.keeping`.
"""

from django.http import HttpRequest, QueryDict

PLACE = "plats"  # the name of the number in an address
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


def kept_form(request: HttpRequest) -> QueryDict | None:
    """Give what was kept in the place that the address names, or None."""
    text = _forms(request).get(request.GET.get(PLACE, ""))
    return None if text is None else QueryDict(text)


def forget_form(request: HttpRequest, place: str) -> None:
    """Forget what was kept."""
    forms = _forms(request)
    if forms.pop(place, None) is not None:
        request.session[_KEPT] = forms


def _forms(request: HttpRequest) -> dict[str, str]:
    """What is kept, the newest last."""
    return dict(request.session.get(_KEPT, {}))
