"""The papers that belong to an event of a case, and where one is attached; the letters that an event has to do with."""

from django.urls import reverse

from hemvist.cases.library import events_with_effect
from hemvist.cases.views import CaseView
from hemvist.letters.attaching import ATTACHED
from hemvist.letters.kinds import kinds_of
from hemvist.routines.model import EventType
from hemvist.web.case.duties import may_record


def papers_of(view: CaseView, uid: str) -> tuple[tuple[str, str], ...]:
    """Give the papers attached to an event, in the order they came: what each is, and its address."""
    attached = {each.id for each in events_with_effect(view.edition, ATTACHED)}
    return tuple(
        (
            f"{each.values['description']} {each.on.isoformat()}",
            reverse("document", args=[view.public_id, each.values["document"]]),
        )
        for each in view.history
        if each.type in attached and each.about == uid and each.annulled_by is None
    )


def attach_url(view: CaseView, uid: str) -> str:
    """Give where a paper is attached to an event; empty where this worker attaches none."""
    attached = events_with_effect(view.edition, ATTACHED)
    if not any(may_record(view, each.id) for each in attached):
        return ""
    return f"{reverse('attach_document', args=[view.public_id])}?om={uid}"


def letters_with(view: CaseView, event: EventType) -> tuple[tuple[str, str], ...]:
    """Give the letters that record this event when they have gone: what each is called, and where it is made."""
    return tuple(
        (each.title, reverse("make_letter", args=[view.public_id, each.id]))
        for each in kinds_of(view.edition)
        if each.sent is not None and each.sent.event == event.id and set(each.made_by) & set(view.my_roles)
    )
