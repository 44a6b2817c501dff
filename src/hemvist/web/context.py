"""What every page is given besides its own: who is logged in, in words, where the log-out form goes, and how long the session lasts."""

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from hemvist.integrations.mail.inbox import unseen
from hemvist.web.login.sessions import time_left
from hemvist.web.new_case.choosing import opens_cases

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from hemvist.secrecy.viewer import Viewer


class PageRequest(HttpRequest):
    """A request that has passed `hemvist.web.middleware.SignedInWorker`: it knows who looks."""

    viewer: "Viewer"
    htmx: "HtmxDetails"


def page(request: HttpRequest) -> dict[str, object]:
    """Give the layout the worker's name and units, and the address of the log-out form. Asks nothing of the database itself."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    # The hidden field of a page's forms is made once for a page, and only if it has a form: each one made anew is masked anew, which takes a while.
    given: dict[str, object] = {"csrf_input": SimpleLazyObject(partial(csrf_input, request))}
    given |= {"logout_url": reverse("account_logout")}
    if viewer is None:
        given |= {"services": list(settings.SINGLE_SIGN_ON.values()), "password_login": settings.PASSWORD_LOGIN}
    else:
        given |= {
            "session_left": int(time_left(request).total_seconds()),
            "session_warning": int(settings.SESSION_WARNING.total_seconds()),
        }
        # Asked only by the frame of a whole page: parts of pages have no bell.
        given |= {"unseen": partial(unseen, viewer)}
        units = dict.fromkeys(holding.unit_name for holding in viewer.holdings)
        given |= {"opens_cases": opens_cases(viewer)}
        given |= {"viewer": viewer, "user_label": viewer.name, "unit_label": ", ".join(units)}
    return given
