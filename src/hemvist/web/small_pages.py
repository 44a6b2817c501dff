"""The answers that are no pages: whether we are well, and the switch of language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hemvist.organisation.models import Worker


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Answer "ok" when the database answers."""
    Worker.objects.exists()
    return HttpResponse("ok", content_type="text/plain")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Turn to another language, for this browser and for the worker who is logged in; back to the page they were on."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        Worker.objects.filter(user_id=request.user.pk).update(language=chosen)
    response = _back(request)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.HTTPS,
        httponly=True,
    )
    return response


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Go back to the page the switch stood on; to the first page if that is not one of ours."""
    wanted = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if ours else "/")
