"""Invitations by mail to those of the staff who take part in a meeting: sent, changed and cancelled until their calendars say what the case says.
Who wants no such mail gets a line in the inbox instead.

A message says only that something was said of a case's meetings. When it is delivered it is asked what each worker may see then, and what their
calendar was told last; the difference is sent. So doing it again sends nothing, and two changes at once become one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils.translation import override

from hemvist import clock
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.meetings import Meeting, view_meetings, workers_of_case_access_unchecked
from hemvist.cases.turns import in_turn
from hemvist.integrations.calendar.ics import Method, Slot, message, uid_of, utc
from hemvist.integrations.calendar.models import SentInvitation
from hemvist.integrations.calendar.telling import slot_of, summary
from hemvist.integrations.delivering import GiveUp, Message, NotDelivered, TryAgain, handles
from hemvist.integrations.mail.posting import Receiver, receivers
from hemvist.integrations.mail.sending import mail_server, send
from hemvist.integrations.mail.telling import Told, tell, viewers_of
from hemvist.integrations.mail.wishes import wishes_of
from hemvist.integrations.mail.writing import Invitation, Letter
from hemvist.secrecy import log
from hemvist.secrecy.viewer import Viewer

PAGE, KIND = "invitation", "meeting"
_KEYS = uuid5(NAMESPACE_URL, "urn:hemvist:invitation")


@dataclass(frozen=True, slots=True)
class News:
    """What one worker's calendar is to be told: a slot, for a meeting of which it was told ``before`` (None: never)."""

    meeting: str
    slot: Slot
    before: SentInvitation | None

    @property
    def key(self) -> UUID:
        """The same each time the same is sent to the same worker."""
        return uuid5(_KEYS, f"{self.meeting}:{self.slot.sequence}:{self.slot.content}")


@handles("invitation")
def invite(out: Message) -> None:
    """Tell the calendars of those who take part in a case's meetings what is new. Raises TryAgain or GiveUp with what the mail server said."""
    if settings.MAIL_SERVER is None or out.case is None:
        return
    case, case_row = UUID(out.body["case"]), out.case
    told = list(SentInvitation.objects.filter(case_row=case_row))
    workers = set(workers_of_case_access_unchecked(case_row)) | {each.worker_id for each in told}
    reached, wishes = receivers(workers), wishes_of(workers)
    wrong: list[NotDelivered] = []
    for worker, viewer in viewers_of(workers).items():
        receiver = reached.get(worker)
        if receiver is None or not receiver.address or viewer.has_left:
            continue
        before = {each.meeting: each for each in told if each.worker_id == worker}
        with override(receiver.language):
            for news in _news(viewer, _meetings(viewer, case), before):
                if wishes[worker][KIND] == "at-once":
                    wrong += _send(viewer, case_row, news, receiver)
                else:
                    _tell(viewer, case_row, news)
    _report(wrong)


def _meetings(viewer: Viewer, case: UUID) -> tuple[Meeting, ...]:
    """The meetings that the worker sees, and takes part in."""
    try:
        found = view_meetings(viewer, case)
    except CaseNotFound:
        return ()
    return tuple(m for m in found if any(p.worker_id == viewer.worker_id for p in m.participants))


def _news(viewer: Viewer, meetings: tuple[Meeting, ...], before: dict[str, SentInvitation]) -> Iterator[News]:
    """What is new since the calendar was told last: of meetings that are still to be; and of those that are no more theirs."""
    now = clock.now()
    for meeting in meetings:
        last = before.get(meeting.id)
        slot = slot_of(meeting)
        is_new = last is None or last.content != slot.content
        to_tell = slot.cancelled if meeting.state != "booked" else True
        worth_it = utc(meeting.ends) > now or (last is not None and last.ends > now)
        if is_new and to_tell and worth_it and not (slot.cancelled and (last is None or last.cancelled)):
            yield News(meeting.id, _after(slot, last), last)
    theirs = {m.id for m in meetings}
    for uid, last in before.items():
        if uid not in theirs and not last.cancelled and last.ends > now:
            yield News(uid, _gone(uid, last), last)


def _after(slot: Slot, last: SentInvitation | None) -> Slot:
    """The slot with a number higher than any that was sent: what one sees, and so counts, may have become less."""
    return slot if last is None else replace(slot, sequence=max(slot.sequence, last.sequence + 1))


def _gone(uid: str, last: SentInvitation) -> Slot:
    """A meeting that was taken back, or in which the worker takes no part any more: nothing is told of it but that it is no more."""
    starts, ends = _local(last.starts), _local(last.ends)
    return Slot(uid_of(uid), last.sequence + 1, clock.now(), summary("", True), starts, ends, cancelled=True)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(clock.LOCAL_ZONE).replace(tzinfo=None)


def _send(viewer: Viewer, case_row: int, news: News, receiver: Receiver) -> list[NotDelivered]:
    """Send one, and note that it was. Gives why not, if it was not."""
    method: Method = "CANCEL" if news.slot.cancelled else "REQUEST"
    content = message(news.slot, method, mail_server().sender, receiver.address)
    letter = Letter(
        uuid5(news.key, str(viewer.worker_id)), viewer.worker_id, receiver.address, receiver.language, "meeting",
        Invitation(content, method),
    )  # fmt: skip
    wrong = list(send([(0, letter)]).values())
    if not wrong:
        in_turn(lambda: _note(viewer, case_row, news))
    return wrong


def _tell(viewer: Viewer, case_row: int, news: News) -> None:
    """Tell one who wants no such mail by a line in the inbox; of a protected person's meeting without the case."""
    named = case_row if news.slot.link or news.slot.place else None
    tell([Told(viewer.worker_id, KIND, named, str(news.key))])
    in_turn(lambda: _note(viewer, case_row, news))


def _note(viewer: Viewer, case_row: int, news: News) -> None:
    slot = news.slot
    if slot.starts is None or slot.ends is None:
        raise ValueError("an invitation has a time")
    SentInvitation.objects.update_or_create(
        meeting=news.meeting,
        worker_id=viewer.worker_id,
        defaults={
            "case_row": case_row,
            "sequence": slot.sequence,
            "content": slot.content,
            "cancelled": slot.cancelled,
            "starts": utc(slot.starts).astimezone(UTC),
            "ends": utc(slot.ends).astimezone(UTC),
            "sent_at": clock.now(),
        },
    )
    log.log_shown(viewer, PAGE, [case_row])


def _report(wrong: list[NotDelivered]) -> None:
    """Raise what is to be tried again before what never will be."""
    again = [each for each in wrong if isinstance(each, TryAgain)]
    if again:
        raise again[0]
    if wrong:
        raise GiveUp(wrong[0].reason)
