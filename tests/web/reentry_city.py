"""A small city in which releases are planned: an adult unit, the probation service and economic assistance, and a case before its release."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case, record_event
from hemvist.organisation.models import Administration, Board, Unit, Worker
from hemvist.organisation.staffing import give_role, hire
from hemvist.persons.registry import add_person
from tests.factories import LONG_AGO, City, viewer

ROUTINE = "insluss"


@dataclass(frozen=True, slots=True)
class Adults:
    """Who works with releases in the small city, beside those of the city."""

    caseworker: Worker
    officer: Worker


def adults(city: City) -> Adults:
    """Add them: an adult caseworker at the deciding unit, and a probation officer."""
    caseworker = hire("amina", "Amina Hassan", None)
    give_role(caseworker, city.deciding, "adult_caseworker", LONG_AGO)
    board = Board.objects.create(code="n-frivarden", name="Kriminalvården")
    service = Administration.objects.create(board=board, code="frivarden", name="Frivården", side="other", outside=True)
    office = Unit.objects.create(administration=service, code="frivarden-1", name="Frivården Göteborg")
    officer = hire("frida", "Frida Holm", None)
    give_role(officer, office, "probation_officer", LONG_AGO)
    return Adults(caseworker, officer)


def received(city: City, worker: Worker, release_in: int = 120, days_ago: int = 10, protection: str = "none") -> UUID:
    """A case that came in on paper some days ago, with the release so many days after that and the supervision a year longer."""
    day = clock.today() - timedelta(days=days_ago)
    person = add_person("Karin", "Östlund")
    release = day + timedelta(days=release_in)
    told = {
        "release_date": release,
        "supervision_last_day": release + timedelta(days=365),
        "officer": "Frida Holm, frivården",
        "support_needed": "Bostad och ekonomi.",
        "in_target_group": "yes",
    }
    return open_case(
        viewer(worker),
        person.pk,
        ROUTINE,
        city.deciding.pk,
        day,
        Entry("case-opened", day, {"reason": "Ansökan om insluss."}),
        Entry("protection-learnt", day, {"protection": protection}),
        Entry("initiation-received", day, dict(told)),
        Entry("insluss-consent-given", day, dict(CONSENT)),
    )


CONSENT: dict[str, object] = {
    "recipient": "probation-service",
    "purpose": "reentry",
    "given_by": "client",
    "kinds": ["identity", "booking", "plan", "collaboration"],
    "form": "written",
    "reference": "Akten",
}


def tell(
    worker: Worker, case: UUID, event: str, on: date | None = None, about: str | None = None, **fields: object
) -> str:
    """Record an event as somebody. Gives its uid."""
    entry = Entry(event, on or clock.today(), dict(fields), about=about)
    return record_event(viewer(worker), case, entry).event_uid


def meeting_held(worker: Worker, case: UUID, days_ago: int = 3) -> None:
    """The first video meeting booked and held, and needs mapped: housing and debts are needed, papers unknown, the rest not."""
    day = clock.today() - timedelta(days=days_ago)
    starts = datetime.combine(day, time(10))
    booking = tell(
        worker,
        case,
        "first-video-meeting-booked",
        day - timedelta(days=2),
        starts=f"{starts:%Y-%m-%d %H:%M}",
        place="https://video.example.org/moten/4711",
        interpreter_needed="no",
    )
    tell(worker, case, "first-video-meeting-held", day, about=booking)
    needs = dict.fromkeys(("livelihood", "occupation", "health", "relations"), "no-need")
    needs |= {"housing": "need", "debts": "need", "identity_papers": "unknown"}
    more = dict.fromkeys(("further_units", "outpatient_care", "sip", "income_support", "existing_contact"), "no")
    tell(worker, case, "needs-mapped", day, **needs, **more)


def action_planned(worker: Worker, case: UUID, area: str = "housing", due_in: int = 30) -> str:
    """An action for an area, which the caseworker answers for."""
    due_on = clock.today() + timedelta(days=due_in)
    return tell(
        worker, case, "action-planned", area=area, what="Ansöka om boende.", owner="adult_caseworker", due_on=due_on
    )


def moved(worker: Worker, case: UUID, to_in: int, reason: str = "Nytt beslut av Kriminalvården.") -> str:
    """The release has another day, so many days from today."""
    return tell(worker, case, "release-date-changed", release_date=clock.today() + timedelta(days=to_in), reason=reason)
