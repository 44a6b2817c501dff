"""The page of a case, and the list of everything that may be recorded in it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hemvist.cases.entries import NO_FORM_RECORDS
from hemvist.cases.library import library, routine
from hemvist.cases.related import related_to
from hemvist.cases.seeing import may_account_for
from hemvist.cases.viewing import view_case_with
from hemvist.cases.views import CaseView
from hemvist.routines.counting_back import counted_from
from hemvist.web.case.consents import may_open_consents
from hemvist.web.case.duties import Action, action_of, may_record
from hemvist.web.case.loading import found_or_not, framed, open_case_page, viewer_of
from hemvist.web.case.page import case_page, wish
from hemvist.web.new_case.assessing import current_step, guided_steps
from hemvist.web.related_cases.card import related_card
from hemvist.web.retention_pages.holding import hold_card

# Events that the product records by itself, in the course of something else.
RECORDED_BY_THE_PRODUCT = (
    "case-opened",
    "annulled",
    "emergency-opened",
    "text-to-enter",
    "text-entered",
    *NO_FORM_RECORDS,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Events of one kind of information that this worker's role records."""

    heading: str
    actions: tuple[Action, ...]

    @property
    def possible(self) -> list[Action]:
        """Those that nothing is in the way of."""
        return [each for each in self.actions if not each.is_refused]

    @property
    def refused(self) -> list[Action]:
        """Those that something is in the way of now."""
        return [each for each in self.actions if each.is_refused]


@require_GET
def show_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show a case."""
    viewer = viewer_of(request)
    view, related = found_or_not(
        lambda: view_case_with(viewer, case_id, "case", lambda file, _: related_to(viewer, file))
    )
    page = case_page(view, viewer, routine(view.routine), request.GET.get("nyss", ""))
    step = current_step(guided_steps(view), "")
    guided = step is not None and may_record(view, step.event)
    shown = {"page": page, "today": viewer.today, "guided": guided, "consents": may_open_consents(view)}
    shown["accounts_for"] = may_account_for(view.kinds.everything, view.grounds)
    shown["countdown"] = counted_from(view.edition) is not None
    shown["holds"] = hold_card(view, viewer)
    shown["related"] = related_card(view, viewer, related)
    return render(request, "case/case.html", framed(view, **shown))


@require_GET
def other_events(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """List every event that the worker's role records, by kind of information; those refused now with the reason."""
    view = open_case_page(request, case_id, "other-events")
    return render(request, "case/others.html", framed(view, groups=groups(view), wish=wish(view)))


def groups(view: CaseView) -> list[Group]:
    """Give the events that the worker may record, by kind of information in the order of the vocabulary."""
    mine = [
        each
        for each in view.edition.events.values()
        if each.effect not in RECORDED_BY_THE_PRODUCT and may_record(view, each.id)
    ]
    found = [
        Group(label, tuple(action_of(view, each.id) for each in mine if each.information == kind))
        for kind, label in library().vocabulary.information.items()
    ]
    return [each for each in found if each.actions]
