"""Who calls: the token, the account behind it, and whether it may do this, so often. The rest is up to the one rule."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from hemvist import clock
from hemvist.api.models import ApiToken
from hemvist.api.problems import Problem
from hemvist.api.tokens import recognised
from hemvist.cases.turns import writing
from hemvist.secrecy import log
from hemvist.secrecy.pace import free_again
from hemvist.secrecy.viewer import Viewer, viewer_of

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="hemvist"'}
ACTION = "api"


class ApiRequest(HttpRequest):
    """A request whose token has been recognised."""

    viewer: Viewer
    token: ApiToken


class Bearer(HttpBearer):
    """Recognises the token, checks its scope and pace, and puts the viewer that its account is on the request. Four queries."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> Any:
        """Raise Problem where there is no token, or not one that may do this now."""
        kind, _, text = request.headers.get("Authorization", "").partition(" ")
        if kind.casefold() != "bearer" or not text.strip():
            raise Problem("token-missing", headers=CHALLENGE)
        return self.authenticate(request, text.strip())

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """Put token and viewer on the request."""
        found = recognised(token)
        viewer = viewer_of(found.account.worker, clock.today(), strong=False) if found else None
        # A token is no second step, which whoever is outside the city is always asked for.
        if found is None or viewer is None or not viewer.has_role or viewer.is_outside:
            raise Problem(
                "token-invalid", headers={"WWW-Authenticate": f'{CHALLENGE["WWW-Authenticate"]}, error="invalid_token"'}
            )
        if self.scope not in found.scopes.split(","):
            raise Problem("scope-missing", required_scope=self.scope)
        not_too_often(viewer, ACTION)
        calling = cast("ApiRequest", request)
        calling.viewer, calling.token = viewer, found
        return found


def not_too_often(viewer: Viewer, action: str) -> None:
    """Raise Problem with the time to wait, where the account has called too much. One query."""
    again = free_again(viewer, action, *settings.PACE[action])
    if again is not None:
        seconds = max(1, int((again - clock.now()).total_seconds()) + 1)
        raise Problem("too-many-requests", headers={"Retry-After": str(seconds)})


def noted(request: ApiRequest, page: str) -> list[Any]:
    """Log a call that shows nothing of any case; gives that nothing."""
    with writing():
        log.log_shown(request.viewer, f"api:{page}", ())
    return []
