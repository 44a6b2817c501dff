"""Whether SSBTEK may be asked in a case: by whom, for which event, and what keeps it from being asked."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from hemvist.cases.library import library
from hemvist.cases.views import CaseView
from hemvist.integrations.ssbtek.service import Service
from hemvist.integrations.ssbtek.terms import CheckTerms, ssbtek_terms
from hemvist.routines.model import EventType
from hemvist.web.case.duties import may_record

DECIDER = "decider"
KINDS = ("personal", "coordination")


@dataclass(frozen=True, slots=True)
class Check:
    """The event that says that it was checked, what it is asked for, and where the service is. ``by_hand`` says why it is not asked; empty if it may be."""

    event: EventType
    terms: CheckTerms
    service: Service
    number: str
    by_hand: str


def check_of(view: CaseView) -> Check | None:
    """Give the check that this worker may make in the case now; None if there is none for them.

    It is for those of the deciding side who record it, where a duty of the routine calls for it and nothing that must hold is against it.
    """
    service: Service | None = settings.SSBTEK
    known = (
        each for each in ssbtek_terms().checks if each.routine == view.routine and each.event in view.edition.events
    )
    terms = next(known, None)
    if service is None or terms is None or not _is_theirs(view, terms.event) or not _is_called_for(view, terms):
        return None
    numbers = [each.number for each in view.person.numbers if each.kind in KINDS] if view.person else []
    number = numbers[0] if len(numbers) == 1 else ""
    return Check(view.edition.events[terms.event], terms, service, number, _by_hand(view, number))


def _is_theirs(view: CaseView, event: str) -> bool:
    """Whether they record it for the deciding side, and see all that it knows: nobody of the executing side ever is told."""
    sides = {view.edition.roles[role].side for role in view.my_roles if role in view.edition.roles}
    return sides == {DECIDER} and view.kinds.everything and may_record(view, event)


def _is_called_for(view: CaseView, terms: CheckTerms) -> bool:
    """Whether a duty calls for the check now, or it was made and what it was made for goes on; and nothing that must hold is against it."""
    refused = any(each.level == "must" for each in view.status.refused.get(terms.event, ()))
    if view.state == "closed" or refused:
        return False
    if any(terms.event in duty.closes for duty in view.status.open_duties):
        return True
    types = [each.type for each in view.history if each.annulled_by is None]
    made = [place for place, each in enumerate(types) if each == terms.event]
    return bool(made) and not set(types[made[-1] :]) & set(terms.ends_with)


def _by_hand(view: CaseView, number: str) -> str:
    """Say why it must be checked by hand; empty where it need not."""
    if view.protected:
        return gettext("Personen har eller kan ha skyddade personuppgifter. Då frågar Hemvist inte SSBTEK.")
    if not number:
        return gettext("Personen har inget personnummer eller samordningsnummer i Hemvist, så SSBTEK kan inte svara.")
    return ""


def purpose_of(view: CaseView, terms: CheckTerms) -> str:
    """Give the purpose that the agencies are told: the city's words and the legal basis of the case's edition."""
    bases = library().vocabulary.legal_bases
    return f"{terms.purpose} {', '.join(bases[code].title for code in view.edition.legal_basis)}"


def address_of_check(view: CaseView, event: EventType) -> str:
    """Give the address of the page where SSBTEK is asked, for the form of an event; empty where there is none."""
    check = check_of(view)
    return reverse("ssbtek", args=[view.public_id]) if check is not None and check.event.id == event.id else ""
