"""The day's mail: one to each worker whom something needs, on working days, and none to the others.

Once a day a message is put out for each worker with an address. When it is delivered it is asked what needs them; notices of what became late
since the working day before are written then, whether or not a mail goes.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import Q

from hemvist import clock
from hemvist.cases import outbox
from hemvist.cases.noticing import needs_today, turns_in
from hemvist.cases.outbox import Outgoing
from hemvist.cases.turns import in_turn
from hemvist.integrations.delivering import Message, NotDelivered, before_each_look, handles_many
from hemvist.integrations.delivery_terms import How, delivery_terms
from hemvist.integrations.mail.models import Notice
from hemvist.integrations.mail.posting import holds, receivers
from hemvist.integrations.mail.sending import send
from hemvist.integrations.mail.telling import Told, tell, viewers_of
from hemvist.integrations.mail.wishes import wishes_of
from hemvist.integrations.mail.writing import Letter
from hemvist.organisation.models import Worker
from hemvist.routines.deadlines import is_working_day
from hemvist.secrecy.viewer import Viewer

_KEYS = uuid5(NAMESPACE_URL, "urn:hemvist:digest")
_planned: list[date] = []
"""The day that this process has planned last, so that it does not ask every second."""


@before_each_look
def plan() -> None:
    """Put out the day's messages once its time has come: each has a key of its worker and day, so that several deliverers make no more."""
    local = clock.now().astimezone(clock.LOCAL_ZONE)
    if not _is_time(local) or _planned == [local.date()]:
        return
    today = local.date()
    workers = Worker.objects.filter(Q(left_on=None) | Q(left_on__gte=today), user__is_active=True)
    messages = [
        Outgoing("digest", {"worker": pk, "day": today.isoformat()}, key=uuid5(_KEYS, f"{pk}:{today}"))
        for pk in workers.order_by("pk").values_list("pk", flat=True)
    ]
    in_turn(lambda: outbox.put_out(messages))
    _planned[:] = [today]


def forget_planned() -> None:
    """Forget that a day has been planned in this process, so that it is planned again; that makes nothing twice."""
    _planned.clear()


def _is_time(local: datetime) -> bool:
    terms = delivery_terms().digest
    return is_working_day(local.date()) and terms.at <= local.time() < terms.not_after


@handles_many("digest")
def send_digests(messages: Sequence[Message]) -> Mapping[int, NotDelivered]:
    """Send the day's mail to those whom something needs. One of another day than today is too late to be of use."""
    today = clock.today()
    due = [m for m in messages if date.fromisoformat(m.body["day"]) == today]
    workers = {m.body["worker"] for m in due}
    viewers, wishes = viewers_of(workers), wishes_of(workers)
    needed = {pk for pk, viewer in viewers.items() if viewer.has_role and _needs(viewer, wishes[pk])}
    if settings.MAIL_SERVER is None:
        return {}
    found = receivers(needed)
    letters = [
        (m.id, Letter(m.key, m.body["worker"], to.address, to.language, "digest"))
        for m in due
        if (to := found.get(m.body["worker"])) and to.address
    ]
    return send(letters)


def _needs(viewer: Viewer, wishes: Mapping[str, How]) -> bool:
    """Whether a mail is to go: something is to be done today, became late, or was told since the last mail; of the kinds that are wished so."""
    since = working_day_before(viewer.today)
    now = needs_today(viewer, since)
    tell(Told(viewer.worker_id, "overdue", each.case_row, each.due_on.isoformat()) for each in now.late)
    if now.needed and wishes["today"] == "digest":
        return True
    kinds = [kind for kind, how in wishes.items() if how == "digest"]
    at = datetime.combine(since, delivery_terms().digest.at, clock.LOCAL_ZONE)
    new = list(Notice.objects.filter(worker_id=viewer.worker_id, seen_at=None, kind__in=kinds, at__gte=at))
    turns = turns_in(viewer, {n.case_row for n in new if n.case_row is not None})
    return any(holds(viewer, n.kind, n.case_row, turns) for n in new)


def working_day_before(day: date) -> date:
    """Give the working day before a day."""
    before = day - timedelta(days=1)
    while not is_working_day(before):
        before -= timedelta(days=1)
    return before
