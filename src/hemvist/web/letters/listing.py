"""*Brev och handlingar* of a case: what can be made now, what is missing for the rest, what was made, what has gone, what was attached."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hemvist.cases.library import event_with_effect
from hemvist.cases.papers import papers_to_open
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.attaching import ATTACHED
from hemvist.letters.making import MADE, NOT_SENT, RETURNED, SENT, Letter, letters_of
from hemvist.letters.sending import is_said, sendings, what_became
from hemvist.web.case.duties import ClauseRef, clause_ref, may_record
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.letters.words import Lacking, Over, about_words, lacking, over, to_whom


@dataclass(frozen=True, slots=True)
class Offered:
    """A letter that can be made, or what it lacks."""

    title: str
    to: str
    about: str
    clauses: tuple[ClauseRef, ...]
    url: str
    lacking: list[Lacking]
    over: Over | None

    @property
    def is_possible(self) -> bool:
        """Whether it can be made now."""
        return not self.lacking and self.over is None


@dataclass(frozen=True, slots=True)
class Sent:
    """One time that a letter went."""

    how: str
    on: str
    by: str


@dataclass(frozen=True, slots=True)
class Made:
    """A letter that was made, or a paper that was attached.

    ``url`` is empty where it is not opened to this worker, ``confirm_url`` where somebody else confirms it.
    ``not_sent``: why it will not go; ``returned``: how it came back. ``is_settled``: it went, or will not; then it is no longer somebody's to send.
    """

    uid: str
    title: str
    version: int | None
    about: str
    on: str
    by: str
    url: str
    sent: tuple[Sent, ...]
    not_sent: str
    returned: str
    is_settled: bool
    confirm_url: str
    take_back_url: str
    annulled: bool


@require_GET
def show_letters(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the page."""
    view = open_case_page(request, case_id, "letters")
    opened = papers_to_open(viewer_of(request), case_id)
    offered = [_offered(view, letter) for letter in letters_of(view, viewer_of(request))]
    made, attached = (event_with_effect(view.edition, effect).id for effect in (MADE, ATTACHED))
    given = framed(
        view,
        possible=[each for each in offered if each.is_possible],
        lacking=[each for each in offered if not each.is_possible],
        made=[_made(view, each, opened) for each in reversed(view.history) if each.type == made],
        attached=[_made(view, each, opened) for each in reversed(view.history) if each.type == attached],
        attaches=may_record(view, attached),
    )
    return render(request, "letters/letters.html", given)


def _offered(view: CaseView, letter: Letter) -> Offered:
    return Offered(
        title=letter.kind.title,
        to=to_whom(letter.kind),
        about=about_words(letter.gathered.about),
        clauses=tuple(clause_ref(view.edition, each) for each in letter.kind.clauses if each in view.edition.clauses),
        url=reverse("make_letter", args=[view.public_id, letter.kind.id]),
        lacking=lacking(view, letter.gathered.missing),
        over=over(view, letter.kind, letter.gathered.passed),
    )


def _made(view: CaseView, event: EventView, opened: frozenset[str]) -> Made:
    about = next((each for each in view.history if each.uid == event.about), None)
    confirms = event.values.get("letter") is not None and may_record(view, event_with_effect(view.edition, SENT).id)
    became = what_became(view, event)
    stands, document = event.annulled_by is None, str(event.values["document"])
    return Made(
        uid=event.uid,
        title=str(event.values.get("title") or event.values.get("description") or event.label),
        version=version if isinstance(version := event.values.get("version"), int) else None,
        about=about_words(about),
        on=event.on.isoformat(),
        by=event.actor_name,
        url=reverse("document", args=[view.public_id, document]) if document in opened else "",
        sent=tuple(_sent(each) for each in sendings(view, event)),
        not_sent=_shown(became, "why") if became and is_said(view, became, NOT_SENT) else "",
        returned=_shown(became, "why") if became and is_said(view, became, RETURNED) else "",
        is_settled=became is not None and not is_said(view, became, RETURNED),
        confirm_url=reverse("confirm_sent", args=[view.public_id, event.uid]) if confirms and stands else "",
        take_back_url=reverse("annul_event", args=[view.public_id, event.uid]) if event.correctable else "",
        annulled=not stands,
    )


def _sent(event: EventView) -> Sent:
    return Sent(_shown(event, "way"), event.on.isoformat(), event.actor_name)


def _shown(event: EventView, name: str) -> str:
    return next((shown for field, shown in event.fields if field.name == name and shown), "")
