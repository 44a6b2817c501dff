"""Cases that begin outside the city, for the small cities of the proofs: an officer's initiation, the consent as wide as planned, and days that move."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from hemvist import clock
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.initiating import initiate, ways_to_initiate
from hemvist.cases.recording import record_event
from hemvist.persons.models import Person
from tests.cases.reentry import taken_over, what
from tests.cases.town import TODAY, Town
from tests.proofs.marks import Marks

Watch = Callable[[], None]
START = datetime.combine(TODAY, time(9), UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReentryPlan:
    """A release planned together. Days are counted from the first one.

    ``kinds``: what the person agrees to; ``supervision_ends``: None while it is not known; ``moved_to``: the day it is moved to afterwards.
    ``income``: an income caseworker is named; ``withdrawn``: the consent is taken back; ``protection``: None as long as nobody has found out.
    """

    kinds: tuple[str, ...]
    release_in: int = 60
    supervision_ends: int | None = None
    moved_to: int | None = None
    income: bool = False
    withdrawn: bool = False
    protection: str | None = "none"


def begin(town: Town, plan: ReentryPlan, person: Callable[[], Person], marks: Marks, watch: Watch) -> UUID:
    """Play the case, with a mark in each text. Everything is recorded on the first day, an hour apart."""
    officer = town.viewer("officer", TODAY)
    (way,) = ways_to_initiate(officer)
    ends = None if plan.supervision_ends is None else TODAY + plan.supervision_ends * DAY
    told = what(
        TODAY + plan.release_in * DAY, TODAY, kinds=plan.kinds, supervision_last_day=ends, prison=marks.new("t")
    )
    told = told._replace(
        opening=Entry(told.opening.type, TODAY, {"reason": marks.new("t")}),
        joining=Entry(told.joining.type, TODAY, told.joining.fields | {"support_needed": marks.new("t")}),
    )
    with clock.set_to(START):
        case = initiate(officer, way, town.units["centrum-adult"].pk, None, lambda: person().pk, told)
        watch()
    for hour, step in enumerate(_steps(town, plan, marks, case), 1):
        with clock.set_to(START + timedelta(hours=hour)), suppress(Refused, NotYourRole, CaseNotFound):
            step()
            watch()
    return case


def _steps(town: Town, plan: ReentryPlan, marks: Marks, case: UUID) -> list[Callable[[], object]]:
    def tell(by: str, type_: str, **fields: object) -> Callable[[], object]:
        entry = Entry(type_, TODAY, dict(fields), passed_over=marks.new("p"))
        return lambda: record_event(town.viewer(by, TODAY), case, entry)

    steps: list[Callable[[], object]] = []
    if plan.protection is not None:
        steps.append(lambda: taken_over(town, case, TODAY, protection=str(plan.protection)))
    if plan.income:
        steps.append(
            tell(
                "c-adult", "income-caseworker-named", role="income_caseworker", worker=str(town.workers["c-income"].pk)
            )
        )
    starts = (TODAY + 20 * DAY).isoformat()
    steps.append(
        tell(
            "c-adult",
            "first-video-meeting-booked",
            starts=f"{starts} 10:00",
            place=marks.new("t"),
            interpreter_needed="no",
        )
    )
    steps.append(tell("officer", "personal-investigation-supplied"))
    if plan.moved_to is not None:
        last = (TODAY + plan.moved_to * DAY).isoformat()
        steps.append(tell("officer", "supervision-changed", last_day=last, why="learnt"))
    if plan.withdrawn:
        steps.append(
            tell(
                "c-adult",
                "insluss-consent-refused",
                recipient="probation-service",
                purpose="reentry",
                reason=marks.new("t"),
            )
        )
        steps.append(tell("c-adult", "handled-without-insluss", why="no-consent", how=marks.new("t")))
    return steps
