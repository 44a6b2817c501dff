"""A document in the browser. Nothing of whom it is about stands in its name or address."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from hemvist.cases.entries import CaseNotFound
from hemvist.letters.keeping import SUFFIXES
from hemvist.letters.opening import open_document
from hemvist.web.case.loading import viewer_of


@require_GET
def show_document(request: HttpRequest, case_id: UUID, document: str) -> HttpResponse:
    """Give a document. One of our own making opens in the browser; what came from outside is only saved."""
    try:
        found = open_document(viewer_of(request), case_id, document)
    except CaseNotFound:
        raise Http404 from None
    return HttpResponse(found.content, content_type=found.media_type, headers=_headers(found.is_ours, found.media_type))


def _headers(is_ours: bool, media_type: str) -> dict[str, str]:
    name = gettext("brev") if is_ours else gettext("handling")
    disposition = "inline" if is_ours else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}{SUFFIXES[media_type]}"'}
    return headers if is_ours else headers | {"Content-Security-Policy": "default-src 'none'; sandbox"}
