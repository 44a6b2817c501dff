"""*SSBTEK*: the caseworker asks, reads the tabs, and records that they were checked. The answers live as long as the page does.

They are in no session, cache, draft, log or error; only what the caseworker then records is kept.
"""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from hemvist.cases.views import CaseView
from hemvist.integrations.ssbtek.answers import Agency, Answers, FromAf, Outcome, Part
from hemvist.integrations.ssbtek.asking import Question, ask
from hemvist.integrations.ssbtek.terms import first_day_asked, ssbtek_terms
from hemvist.integrations.ssbtek.trouble import Why
from hemvist.secrecy.viewer import Viewer
from hemvist.web.case.asking import Question as AskedForm
from hemvist.web.case.asking import asked_rows, own_rows
from hemvist.web.case.duties import Action, action_of, clause_ref, may_record
from hemvist.web.case.loading import framed, open_case_page, viewer_of
from hemvist.web.case.offering import offered
from hemvist.web.context import PageRequest
from hemvist.web.forms.event_form import KEY, EventForm, own_labels
from hemvist.web.ssbtek.offering import Check, check_of, purpose_of

PAGE, ASKED = "ssbtek", "ssbtek-asked"
"""The names of the two in the access log: the page before, and a question that was sent."""
UNPROCESSABLE = 422
Pairs = list[tuple[str, object]]


@dataclass(frozen=True, slots=True, repr=False)
class Tab:
    """One agency's tab: what came of it in words, and what it holds."""

    heading: str
    said: str
    tone: str
    why: str
    pairs: Pairs
    contents: FromAf | tuple[Part, ...] | None


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def ssbtek(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say what would be asked and why; or ask, and show what came."""
    is_asked = request.method == "POST"
    view = open_case_page(request, case_id, ASKED if is_asked else PAGE)
    check = check_of(view)
    if check is None:
        raise Http404
    question = _question(view, viewer_of(request), check)
    given: dict[str, object] = {
        "check": check,
        "question": question,
        "clause": clause_ref(view.edition, check.event.source.clause),
    }
    status = UNPROCESSABLE if is_asked and check.by_hand else 200
    if is_asked and not check.by_hand:
        given |= _told(request, view, check, ask(check.service, question))
    answer = render(request, _template(request), framed(view, **given), status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _template(request: HttpRequest) -> str:
    return "ssbtek/answers.html" if cast(PageRequest, request).htmx and request.method == "POST" else "ssbtek/page.html"


def _question(view: CaseView, viewer: Viewer, check: Check) -> Question:
    return Question(
        number=check.number,
        reference=view.reference,
        officer=viewer.name,
        first_day=first_day_asked(viewer.today),
        last_day=viewer.today,
        purpose=purpose_of(view, check.terms),
        legal_text=ssbtek_terms().legal_text(viewer.today),
    )


@sensitive_variables()
def _told(request: HttpRequest, view: CaseView, check: Check, answers: Answers) -> dict[str, object]:
    """Give what came, and the form by which it is recorded that it was checked, filled in as far as the outcomes go."""
    outcomes = check.terms.outcomes
    names = {
        Outcome.ANSWERED: outcomes.answered,
        Outcome.PARTLY: outcomes.partly,
        Outcome.NO_ANSWER: outcomes.no_answer,
        Outcome.MARKED: outcomes.marked,
    }
    known = {check.terms.fields.af: names[answers.af.outcome], check.terms.fields.fk: names[answers.fk.outcome]}
    viewer = viewer_of(request)
    form = EventForm(check.event, viewer.today, offered(view, viewer, check.event), known=known)
    return {
        "answered": True,
        "tabs": [
            _tab(gettext("Arbetsförmedlingen"), answers.af, _af_pairs(answers.af.contents)),
            _tab(gettext("Försäkringskassan"), answers.fk, []),
        ],
        "marked": answers.is_marked,
        "protection": _protection(view) if answers.is_marked else None,
        "is_silent": {answers.af.outcome, answers.fk.outcome} == {Outcome.NO_ANSWER},
        "is_whole": {answers.af.outcome, answers.fk.outcome} == {Outcome.ANSWERED},
        "form": form,
        "rows": asked_rows(AskedForm(request, view, check.event, form)),
        "own": own_rows(form),
        "labels": own_labels(),
        "key_name": KEY,
    }


def _protection(view: CaseView) -> Action | None:
    """Give the way to note that the person is protected."""
    found = next((each.id for each in view.edition.events.values() if each.effect == "protection-learnt"), None)
    return action_of(view, found) if found is not None and may_record(view, found) else None


def _tab(heading: str, agency: Agency[FromAf] | Agency[tuple[Part, ...]], pairs: Pairs) -> Tab:
    words = {
        Outcome.ANSWERED: (gettext("Svarade"), "success"),
        Outcome.PARTLY: (gettext("Bara en del av uppgifterna kom"), "warning"),
        Outcome.NO_ANSWER: (gettext("Inget svar"), "danger"),
        Outcome.MARKED: (gettext("Sekretessmarkering"), "danger"),
    }
    said, tone = words[agency.outcome]
    return Tab(heading, said, tone, why_in_words(agency.why), pairs, agency.contents)


def why_in_words(why: Why | None) -> str:
    """Say why there is no answer, or only a part of one, and what to do."""
    return {
        Why.LATE: gettext("Svaret kom inte i tid. Försök igen, eller kontrollera för hand."),
        Why.NOT_REACHED: gettext("SSBTEK gick inte att nå. Kontrollera för hand."),
        Why.REFUSED: gettext("Certifikatet godtogs inte. Kontrollera för hand, och säg till den som sköter Hemvist."),
        Why.FAULT: gettext("SSBTEK svarade att något gick fel. Försök igen, eller kontrollera för hand."),
        Why.AGENCY: gettext("Myndigheten kunde inte svara på allt just nu. Försök igen, eller kontrollera för hand."),
        Why.TOO_LARGE: gettext("Svaret var för stort för att visas. Kontrollera för hand."),
        Why.UNREADABLE: gettext("Svaret gick inte att läsa säkert. Kontrollera för hand, och säg till den som sköter Hemvist."),
        Why.ANOTHER_PERSON: gettext("Svaret gällde någon annan person och visas inte. Kontrollera för hand, och säg till den som sköter Hemvist."),
    }.get(why, "") if why else ""  # fmt: skip


def _af_pairs(told: FromAf | None) -> Pairs:
    """Give Arbetsförmedlingen's answer as (what, value); None where it did not say."""
    if told is None:
        return []
    percent = gettext("%(number)s procent")
    return [
        (gettext("Inskriven som arbetssökande"), _yes_or_no(told.is_job_seeker)),
        (gettext("Sökandekategori"), told.category),
        (gettext("Inskriven från och med"), told.registered_on),
        (gettext("Omfattning"), None if told.extent is None else percent % {"number": told.extent}),
        (gettext("Avaktualiserad"), told.deregistered_on),
        (gettext("Aktivitetsrapport"), told.report),
        (gettext("Senaste aktivitetsrapport"), told.last_report_on),
        (gettext("Arbetslöshetskassa"), told.fund),
        (gettext("Arbetsförmedlingen säger om svaret"), told.status),
    ]


def _yes_or_no(said: bool | None) -> str | None:
    return None if said is None else gettext("Ja") if said else gettext("Nej")
