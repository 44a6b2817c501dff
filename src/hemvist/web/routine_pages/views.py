"""The pages of *Rutinen*: the list of documents, one edition in words, its picture, what differs from the one before, and what all routines share."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from hemvist import clock
from hemvist.cases.library import library
from hemvist.routines.model import Edition, Routine
from hemvist.web.routine_pages.differing import Differences, differences
from hemvist.web.routine_pages.document import EditionOnPage, edition_on_page, shared_sections
from hemvist.web.swim_lanes.drawing import Picture, picture_of


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """List the routines with their editions, the one in force today first named."""
    return render(
        request, "routine_pages/list.html", {"routines": list(library().routines.values()), "today": clock.today()}
    )


@require_GET
def routine(request: HttpRequest, routine: str) -> HttpResponse:
    """Go to the edition in force today."""
    found = _routine(routine)
    today = clock.today()
    current = next((each for each in reversed(found.editions) if each.valid_from <= today), found.editions[0])
    return redirect("routine-edition", routine=routine, edition=current.edition)


@require_GET
def edition(request: HttpRequest, routine: str, edition: str) -> HttpResponse:
    """Show an edition in words."""
    context = {
        "page": _page(routine, _edition(routine, edition).edition),
        "routine": _routine(routine),
        "today": clock.today(),
    }
    return render(request, "routine_pages/edition.html", context)


@require_GET
def picture(request: HttpRequest, routine: str, edition: str) -> HttpResponse:
    """Show an edition as a picture with roles as lanes, and the same in words."""
    found = _edition(routine, edition)
    context = {"edition": found, "picture": _picture(routine, edition), "routine": _routine(routine)}
    return render(request, "routine_pages/picture.html", context)


@require_GET
def compare(request: HttpRequest, routine: str, edition: str) -> HttpResponse:
    """Show what differs between an edition and the one before it; of the first edition, the one after it."""
    found, asked = _routine(routine), _edition(routine, edition)
    place = max(found.editions.index(asked), 1)
    if place >= len(found.editions):
        raise Http404
    earlier, later = found.editions[place - 1 : place + 1]
    told = _differences(routine, earlier.edition, later.edition)
    return render(
        request, "routine_pages/compare.html", {"routine": found, "earlier": earlier, "later": later, "told": told}
    )


@require_GET
def shared(request: HttpRequest) -> HttpResponse:
    """Show what all routines share: the city's preamble and the order of every case."""
    newest = next(iter(library().routines.values())).editions[-1]
    page = _page(newest.routine, newest.edition)
    return render(request, "routine_pages/shared.html", {"page": page, "sections": shared_sections(page)})


def _routine(routine: str) -> Routine:
    """Find a routine, or answer that there is none."""
    found = library().routines.get(routine)
    if found is None:
        raise Http404
    return found


def _edition(routine: str, edition: str) -> Edition:
    """Find an edition, or answer that there is none."""
    found = next((each for each in _routine(routine).editions if each.edition == edition), None)
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=32)
def _page(routine: str, edition: str) -> EditionOnPage:
    """Make an edition's page once: the documents are read when the server starts and do not change under it."""
    return edition_on_page(_routine(routine), _edition(routine, edition), library().vocabulary.parties)


@lru_cache(maxsize=32)
def _picture(routine: str, edition: str) -> Picture:
    """Draw an edition once."""
    return picture_of(_edition(routine, edition))


@lru_cache(maxsize=32)
def _differences(routine: str, earlier: str, later: str) -> Differences:
    """Compare two editions once."""
    return differences(_edition(routine, earlier), _edition(routine, later), library().vocabulary.parties)
