"""Clients' letters as digital post: left for the city's own sender, and told in the case when one did not arrive.

A letter is left as the one who sent it sees it now: who no longer sees the case, or may not open the letter, sends nothing. Nothing is ever left
about a person who is or may be protected. What did not arrive is recorded in the case (GEM-18), which makes sending it a duty again.
"""

from uuid import UUID

import structlog
from django.conf import settings

from hemvist import clock
from hemvist.cases.entries import AccessEnded, AccessNarrowed, CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.library import event_with_effect
from hemvist.cases.papers import read_paper
from hemvist.cases.recording import Addition, record_all
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView, EventView
from hemvist.integrations.delivering import GiveUp, Message, TryAgain, before_each_look, handles
from hemvist.integrations.dropping.folder import Receipt, receipts
from hemvist.integrations.dropping.noting import leave_and_note
from hemvist.integrations.mail.models import Dropped
from hemvist.organisation.models import Worker
from hemvist.secrecy.viewer import Viewer, viewer_of

CHANNEL, PAGE = "digital-post", "digital-post"
CANNOT_SEE = (AccessEnded, AccessNarrowed, CaseNotFound)
TEXT = "Du har fått ett brev från %(unit)s."
"""What stands beside the letter. It is read by the client, so it is in the city's language; it says no more than the envelope of a letter."""

log = structlog.get_logger("hemvist.outbox")


@handles(CHANNEL)
def leave_letter(message: Message) -> None:
    """Leave a letter in the folder, if it may still go. Raises TryAgain, or GiveUp where nobody can be told in the case."""
    if CHANNEL not in settings.DROP_FOLDERS:
        raise TryAgain("Ingen mapp för digital post är inställd (HEMVIST_POST_FOLDER).")
    viewer = viewer_of(Worker.objects.get(pk=message.body["worker"]), clock.today())
    case, uid = UUID(message.body["case"]), str(message.body["letter"])
    try:
        view = view_case(viewer, case, PAGE)
    except CANNOT_SEE:
        raise GiveUp("Den som skickade brevet ser inte längre ärendet. Brevet har inte gått.") from None
    letter = next((each for each in view.history if each.uid == uid), None)
    if letter is None or letter.annulled_by is not None or _is_taken_back(view, uid):
        return
    to, content = _number(view), read_paper(viewer, case, str(letter.values.get("document")), PAGE)
    if view.protected or to is None or content is None:
        _did_not_arrive(viewer, case, uid, message.key)
        return
    unit = view.executor_unit if letter.values.get("sender") == "executor" else view.owner_unit
    text = TEXT % {"unit": unit}
    try:
        leave_and_note(
            CHANNEL, message.key, to, text, viewer.worker_id, content, case_row=message.case, case=case, letter=uid
        )
    except OSError as error:
        raise TryAgain(f"Mappen för digital post kan inte skrivas i ({type(error).__name__}).") from None


def _is_taken_back(view: CaseView, letter: str) -> bool:
    """Whether nobody says any longer that the letter went by this way."""
    sent = event_with_effect(view.edition, "letter-sent").id
    return not any(_is_digital(each) and each.type == sent and each.about == letter for each in view.history)


def _is_digital(event: EventView) -> bool:
    return event.annulled_by is None and event.values.get("way") == "digital"


def _number(view: CaseView) -> str | None:
    numbers = view.person.numbers if view.person else ()
    return next((each.number for each in numbers if each.kind in ("personal", "coordination")), None)


def _did_not_arrive(viewer: Viewer, case: UUID, letter: str, key: UUID) -> None:
    """Record that a letter did not arrive. Raises GiveUp where the one who sent it cannot: then the unit is told."""
    try:
        kind = event_with_effect(view_case(viewer, case, PAGE).edition, "letter-returned").id
        entry = Entry(kind, viewer.today, {"why": "digital"}, about=letter, idempotency_key=f"returned {key}")
        record_all(viewer, case, lambda _: [Addition(entry, by_the_product=True)])
    except (*CANNOT_SEE, NotYourRole, Refused):
        raise GiveUp("Brevet har inte kommit fram, och det gick inte att anteckna i ärendet.") from None


# -- receipts --------------------------------------------------------------------------------------------------------------------------------


@before_each_look
def read_receipts() -> None:
    """Note what became of what was left, also of text messages. A receipt for what we do not know is read and changes nothing."""
    for folder in settings.DROP_FOLDERS.values():
        for receipt in receipts(folder):
            _note(receipt)


def _note(receipt: Receipt) -> None:
    left = Dropped.objects.filter(key=receipt.key)
    left.update(state=receipt.state, reason=receipt.reason[:200], answered_at=clock.now())
    one = left.select_related("worker").first()
    if one is None or one.state != Dropped.State.FAILED or one.case is None or one.worker is None:
        return
    try:
        _did_not_arrive(viewer_of(one.worker, clock.today()), one.case, one.letter, one.key)
    except GiveUp as why:
        log.warning(
            "a receipt could not be told in its case", reason=why.reason
        )  # the unit's leader sees it among what failed
