"""A few cases of long ago: closed, and due to leave Hemvist or held back from it. They are older than the routine's first edition, which they go by.

Each has a person of its own, if there are enough one who has no other case.
"""

from datetime import date, datetime, timedelta
from itertools import cycle

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.library import edition_in_force, event_with_effect, events_with_effect
from hemvist.cases.recording import open_case, record_event
from hemvist.demo.people import DemoPerson
from hemvist.demo.staff import Post, Staff
from hemvist.persons.models import Person, Protection
from hemvist.retention.holds import put_hold
from hemvist.routines.model import EventType
from hemvist.secrecy.viewer import viewer_of

DAYS_AGO = (1850, 2000, 2200, 2800)
"""How long ago the last note of each was made: due, due, due and under a legal hold, and overdue."""

HELD = 2
WORDS: dict[str, object] = {"reason": "Klienten flyttade till en annan kommun."}


def play_old(staff: Staff, people: list[DemoPerson], routine: str, count: int, today: date) -> None:
    """Play so many old cases, at the unit whose manager's log-in is printed. Raises ValueError where too few people are grown up."""
    post = _managers_post(staff)
    adults = _grown_up_then(people, today)[-count:] if count else []
    if len(adults) < count:
        raise ValueError(f"{count} old cases are asked for, and {len(adults)} people are old enough for one")
    for number, (person, days_ago) in enumerate(zip(adults, cycle(DAYS_AGO), strict=False)):
        _play(staff, post, person, routine, today - timedelta(days=days_ago), number == HELD, today)


def _managers_post(staff: Staff) -> Post:
    manager = next(staff.workers[name].pk for role, name, _ in staff.logins if role == "unit_manager")
    return next(post for post in staff.posts if manager in post.holders.get("unit_manager", []))


def _grown_up_then(people: list[DemoPerson], today: date) -> list[int]:
    """Those who are known not to be protected, and were grown up when the oldest of these cases was opened."""
    known = [person.id for person in people if person.protection == Protection.NONE]
    born = Person.objects.filter(pk__in=known, birth_date__lt=today - timedelta(days=30 * 365)).order_by("pk")
    return list(born.values_list("pk", flat=True))


def _play(staff: Staff, post: Post, person: int, routine: str, last: date, held: bool, today: date) -> None:
    edition, opened_on = edition_in_force(routine, last), last - timedelta(days=120)
    caseworker, manager = (staff.worker(post.holders[role][0]) for role in ("caseworker", "unit_manager"))
    opening = Entry(
        event_with_effect(edition, "case-opened").id, opened_on, {"reason": "Ansökan om ekonomiskt bistånd."}
    )
    checked = Entry(
        event_with_effect(edition, "protection-learnt").id, opened_on, {"protection": Protection.NONE.value}
    )
    with clock.set_to(_morning(opened_on)):
        case = open_case(viewer_of(caseworker, opened_on), person, routine, post.unit_id, opened_on, opening, checked)
    with clock.set_to(_morning(last)):
        ending = next(each for each in events_with_effect(edition, "case-ended") if _may_end(each))
        record_event(viewer_of(caseworker, last), case, Entry(ending.id, last, WORDS))
    if held:
        put_hold(viewer_of(manager, today), case, "Klienten har begärt ersättning av nämnden.", "16 kap. 2 § SoL", None)


def _may_end(event: EventType) -> bool:
    """Whether a caseworker ends a case by the event, with a reason and nothing else."""
    return "caseworker" in event.recorded_by and [field.name for field in event.fields] == ["reason"]


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=clock.LOCAL_ZONE)
