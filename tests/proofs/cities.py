"""Small cities to look around in: some cases of the routine, played and walked, each free text in them marked, and all who might look."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases.casefile import CaseFile, find_case, forget, open_file
from hemvist.cases.daily import reevaluate_due
from hemvist.cases.emergency import Asked, open_for_emergency
from hemvist.cases.entries import CaseNotFound, Entry, NotYourRole, Refused
from hemvist.cases.models import Case
from hemvist.cases.recording import open_case
from hemvist.organisation.models import RoleHolding, StandIn, Unit, Worker
from hemvist.persons.identity import parse_number
from hemvist.persons.models import Person
from hemvist.persons.registry import add_person
from hemvist.retention.holds import NotTheManager, put_hold
from hemvist.routines.model import EventType, Field
from hemvist.routines.telling import Told
from hemvist.secrecy.models import Barrier
from hemvist.secrecy.viewer import Viewer, viewer_of
from tests.cases.playing import Player, scenario
from tests.cases.reentry import with_probation
from tests.cases.town import Town, found_town
from tests.cases.wandering import Draw, Wanderer
from tests.proofs.marks import TEXTS, Marks
from tests.proofs.reentry_cases import START, ReentryPlan, begin

LONG_AGO = date(2020, 1, 1)
# Published test numbers: they can belong to nobody (Skatteverket).
NUMBERS = ("199103022381", "199001012385")
Watch = Callable[[], None]
ANSWERS = (Refused, NotYourRole, CaseNotFound)
# Scenarios in which much is recorded on both sides, protection begins, consents are partial, end or are withdrawn, and assignments are recalled.
SCENARIOS = (
    "to-self-support",
    "renewal-in-good-time",
    "missed-and-recalled-decision-revoked",
    "protected-from-the-start",
    "protection-begins-mid-case",
    "kc-consent-withdrawn-mid-case",
    "kc-consent-expired-mid-case",
    "recalled-decision-kept-and-sent-again",
    "significant-event-leads-to-three-party-meeting",
    "moved-between-social-services",
    "another-board-asks",
)


@dataclass(frozen=True, slots=True)
class CasePlan:
    """One case: a scenario so far, the kinds that its consents towards the executing side cover (None: as told), and steps of a walk after it."""

    scenario: str
    most: int | None = None
    kinds: tuple[str, ...] | None = None
    steps: int = 0
    unit: str = "centrum"
    has_number: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """A city. ``stand_ins``: who is away, and who has their turns; ``barriers``: who is kept out of which case, by its place; ``left``: who has left.

    ``emergencies``: who opens which case for life or health, and which kinds of it, ``hours_later`` hours before everybody looks; ``holds``:
    which cases are kept by their manager. ``reentry``: cases that begin outside the city, after the others.
    """

    cases: tuple[CasePlan, ...]
    days_later: int = 0
    stand_ins: tuple[tuple[str, str], ...] = ()
    barriers: tuple[tuple[str, int], ...] = ()
    left: str = ""
    emergencies: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    hours_later: int = 1
    holds: tuple[int, ...] = ()
    reentry: tuple[ReentryPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody's opening of a case for life or health: of which kinds, until when."""

    worker: int
    case: UUID
    kinds: frozenset[str]
    until: datetime


@dataclass(slots=True)
class City:
    """What was built: the town, its cases in order of the plan, and the moment at which everybody looks."""

    town: Town
    cases: list[UUID]
    moment: datetime
    openings: list[Opening] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day on which everybody looks."""
        return self.moment.astimezone(clock.LOCAL_ZONE).date()

    def viewer(self, name: str, *, strong: bool = True) -> Viewer:
        """The viewer that a worker is then, as sure as the log-in was."""
        return viewer_of(Worker.objects.get(pk=self.town.workers[name].pk), self.today, strong=strong)

    def rows(self) -> list[Case]:
        """Every case."""
        return list(Case.objects.order_by("pk"))


def staffed_town() -> Town:
    """A town with a second executing unit, one who works in two units, and one with no role in any."""
    town = found_town()
    administration = town.units["centre"].administration
    town.units["north"] = Unit.objects.create(administration=administration, code="north", name="Enhet north")
    town.hire("north-coordinator", "north", "coordinator")
    town.hire("second-coordinator", "centre", "coordinator")
    both = town.hire("two-units", "hisingen", "caseworker")
    RoleHolding.objects.create(worker=both, unit=town.units["centre"], role="consultant", first_day=LONG_AGO)
    town.hire("leaver", "centrum", "caseworker")
    return with_probation(town)


@contextmanager
def one_city(plan: Plan, draw: Draw | None = None, watch: Watch = lambda: None) -> Iterator[City]:
    """A city that is gone after the block, so that one test can look at many."""
    with transaction.atomic():
        yield build(plan, draw, watch)
        transaction.set_rollback(True)
    forget()


def build(plan: Plan, draw: Draw | None = None, watch: Watch = lambda: None) -> City:
    """Build a city. ``draw`` is needed only where a case of the plan is walked on; ``watch`` is called each time something has been recorded."""
    forget()
    town, marks = staffed_town(), Marks()
    players = [
        MarkedPlayer(town, scenario(c.scenario), most=c.most, plan=c, marks=marks, watch=watch) for c in plan.cases
    ]
    for number, player in enumerate(players):
        player.number = NUMBERS[number] if player.plan.has_number and number < len(NUMBERS) else ""
        player.play()
    begun = [begin(town, each, lambda: marked_person(marks), marks, watch) for each in plan.reentry]
    last = max([START, *(told.event.recorded for player in players for told in player.scenario.told)])
    for player in players:
        if player.plan.steps and draw is not None and player.case:
            walk = MarkedWanderer(town, draw, last.date(), player.case, marks, watch)
            last = max(last, walk.walk_on(player.plan.steps))
    moment = datetime.combine(last.date() + timedelta(days=plan.days_later), time(20), UTC)
    city = City(town, [*(player.case for player in players if player.case), *begun], moment)
    _staff(city, plan)
    with clock.set_to(moment):
        reevaluate_due(city.today)
        _hold(city, plan, marks)
        _open_for_emergencies(city, plan, marks, watch)
    if plan.emergencies:
        city.moment += timedelta(hours=plan.hours_later)
    with clock.set_to(city.moment):
        reevaluate_due(city.today)
    return city


def _hold(city: City, plan: Plan, marks: Marks) -> None:
    """Let managers keep cases: each case the one of its own unit, if they see it."""
    for place in plan.holds:
        case = city.cases[place % len(city.cases)]
        for name in ("c-manager", "h-manager"):
            with suppress(CaseNotFound, NotTheManager):
                put_hold(city.viewer(name), case, marks.new("h"), marks.new("l"), None)


def _open_for_emergencies(city: City, plan: Plan, marks: Marks, watch: Watch) -> None:
    """Let people open cases that they do not see; whoever is kept out of one, or has left, opens nothing."""
    for name, place, kinds in plan.emergencies:
        case = city.cases[place % len(city.cases)]
        asked = Asked(Case.objects.get(public_id=case).reference, "life", f"Fara {marks.new('e')}", frozenset(kinds))
        try:
            opened = open_for_emergency(city.viewer(name), asked)
        except ANSWERS:
            continue
        watch()
        if opened is not None and opened.until is not None:
            worker = city.town.workers[name].pk
            city.openings.append(Opening(worker, opened.case, asked.kinds, opened.until))


def _staff(city: City, plan: Plan) -> None:
    """Let people be away, be kept out, and leave, as planned."""
    day = timedelta(days=1)
    for away, stand_in in plan.stand_ins:
        if away != stand_in:
            StandIn.objects.create(
                worker=city.town.workers[away],
                stand_in=city.town.workers[stand_in],
                first_day=city.today - day,
                last_day=city.today + day,
            )
    for name, place in plan.barriers:
        row = find_case(city.cases[place % len(city.cases)])
        assert row
        Barrier.objects.create(case_row=row.id, worker=city.town.workers[name], first_day=city.today)
    if plan.left:
        Worker.objects.filter(pk=city.town.workers[plan.left].pk).update(left_on=city.today - day)


@dataclass
class MarkedPlayer(Player):
    """Plays a scenario with a mark in each text; what can no longer be recorded, since less was consented to, is left out."""

    plan: CasePlan = field(default_factory=lambda: CasePlan("to-self-support"))
    marks: Marks = field(default_factory=Marks)
    number: str = ""
    watch: Watch = lambda: None

    def __post_init__(self) -> None:
        self.unit = self.plan.unit

    def play(self) -> "MarkedPlayer":
        """Record what can be recorded, up to ``most``."""
        for told in [t for t in self.scenario.told if not t.expect_refused][: self.most]:
            with clock.set_to(told.event.recorded):
                try:
                    self._record(told)
                    self.watch()
                except (*ANSWERS, KeyError):  # KeyError: it concerns what was left out
                    continue
        return self

    def _open(self, told: Told) -> None:
        person = marked_person(self.marks, self.number)
        viewer = self.town.viewer(self.worker(told.event.by), clock.today())
        fields = self._fields(told, self._type(told.event.type).fields)
        unit = self.town.units[self.unit].pk
        first = Entry(told.event.type, told.event.on, fields, told.event.at)
        self.case = open_case(viewer, person.pk, self.scenario.routine.id, unit, told.event.on, first)
        self.uids[told.event.id] = self.file().rows[0].uid

    def _type(self, name: str) -> EventType:
        return next(e.events[name] for e in reversed(self.scenario.routine.editions) if name in e.events)

    def _by(self, told: Told, entry: Entry) -> str:
        if told.event.about is not None and told.event.about not in self.uids:
            raise KeyError(told.event.about)
        marked = self.marks.new("p") if entry.passed_over else ""
        return super()._by(told, replace(entry, passed_over=marked))

    def _fields(self, told: Told, fields: tuple[Field, ...]) -> dict[str, object]:
        given = super()._fields(told, fields)
        for each in fields:
            if each.type in TEXTS and each.name in given:
                given[each.name] = f"{each.label[:40]} {self.marks.new('t')}"
            if each.name == "kinds" and self.plan.kinds is not None and given.get("recipient") == "kompetenscenter":
                given["kinds"] = list(self.plan.kinds)
        return given


class MarkedWanderer(Wanderer):
    """Walks on in a case that is there already."""

    def __init__(self, town: Town, draw: Draw, day: date, case: UUID, marks: Marks, watch: Watch) -> None:
        self.town, self.draw, self.day, self.case, self.marks, self.recorded = town, draw, day, case, marks, 0
        self.watch = watch

    def walk_on(self, steps: int) -> datetime:
        """Take some steps. Gives the moment after the last one."""
        self.day += timedelta(days=1)
        self.walk(steps)
        return self.now()

    def _record(self) -> None:
        super()._record()
        self.watch()

    def _reason(self) -> str:
        return self.marks.new("p") if super()._reason() else ""

    def _answer(self, of: Field) -> object:
        return f"Skrivet {self.marks.new('w')}" if of.type in TEXTS else super()._answer(of)


def marked_person(marks: Marks, number: str = "") -> Person:
    """Add a person, everything about whom is marked; their number is a published test number."""
    return add_person(
        marks.new("g").capitalize(),
        marks.new("f").capitalize(),
        number=parse_number(number, clock.today()) if number else None,
        phone=marks.new("n"),
        address=marks.new("a"),
        city_area=marks.new("c"),
    )


def ending_after_the_release(plan: ReentryPlan) -> ReentryPlan:
    """The same plan with supervision that ends on the day of the release at the earliest: IN-18 takes no other."""
    ends = plan.supervision_ends
    return plan if ends is None else replace(plan, supervision_ends=max(ends, plan.release_in))


# What is opened for life or health: the local term is four hours, so that five later it has ended.
OPENED = ("identity", "booking", "assessment", "health", "consent", "journal")
AGREED = ("identity", "booking", "plan", "collaboration", "decision", "assessment")
ALWAYS, PERHAPS = ("identity", "assignment"), ("booking", "plan", "journal", "decision")
WORKERS = (
    "c-caseworker", "c-colleague", "c-lead", "c-manager", "h-caseworker", "h-colleague", "h-lead", "h-manager", "coordinator", "consultant",
    "other-consultant", "north-coordinator", "second-coordinator", "two-units", "leaver", "officer", "other-officer", "c-adult", "c-adult-lead", "c-income",
)  # fmt: skip

case_plans = st.builds(
    CasePlan,
    scenario=st.sampled_from(SCENARIOS),
    most=st.one_of(st.none(), st.integers(4, 40)),
    kinds=st.one_of(st.none(), st.lists(st.sampled_from(PERHAPS), unique=True).map(lambda some: (*ALWAYS, *some))),
    steps=st.sampled_from([0, 0, 6]),
    unit=st.sampled_from(["centrum", "centrum", "hisingen"]),
    has_number=st.booleans(),
)
reentry_plans = st.builds(
    ReentryPlan,
    kinds=st.lists(st.sampled_from(AGREED), min_size=1, unique=True).map(tuple),
    release_in=st.integers(1, 120),
    supervision_ends=st.one_of(st.none(), st.integers(1, 500)),
    moved_to=st.one_of(st.none(), st.integers(-30, 500)),
    income=st.booleans(),
    withdrawn=st.booleans(),
    protection=st.sampled_from([None, "none", "none", "none", "confidentiality-marking"]),
).map(ending_after_the_release)
names = st.sampled_from(WORKERS)
plans = st.builds(
    Plan,
    cases=st.lists(case_plans, min_size=2, max_size=3).map(tuple),
    days_later=st.sampled_from([0, 1, 20, 400]),
    stand_ins=st.lists(st.tuples(names, names), max_size=2, unique_by=lambda pair: pair[0]).map(tuple),
    barriers=st.lists(st.tuples(names, st.integers(0, 2)), max_size=2, unique=True).map(tuple),
    left=st.sampled_from(["", "leaver", "c-colleague", "consultant"]),
    emergencies=st.lists(
        st.tuples(names, st.integers(0, 2), st.lists(st.sampled_from(OPENED), min_size=1, unique=True).map(tuple)),
        max_size=2,
    ).map(tuple),
    hours_later=st.sampled_from([1, 5]),
    holds=st.lists(st.integers(0, 2), max_size=2, unique=True).map(tuple),
    reentry=st.lists(reentry_plans, max_size=1).map(tuple),
)


def file_of(case: UUID) -> CaseFile:
    """A case as it stands in the record."""
    row = find_case(case)
    assert row
    return open_file(row)
