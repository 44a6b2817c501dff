"""Loads the demo city into an empty database, once: staff, people, and cases played day by day from a fixed seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from hemvist import clock
from hemvist.cases.daily import reevaluate_due
from hemvist.cases.library import library, routine
from hemvist.demo.casting import cast
from hemvist.demo.old import play_old
from hemvist.demo.people import DemoPerson, build_people
from hemvist.demo.planning import Plan, Planned, plan
from hemvist.demo.playing import Casting, Player
from hemvist.demo.script import data, script, seeded, stories_for
from hemvist.demo.staff import PASSWORD, Staff, build_staff, logins
from hemvist.organisation.models import Worker
from hemvist.organisation.staffing import leave

SEED = 124
ROUTINE = "kompetenscenter"
LONG_AGO = timedelta(days=3650)  # since when everyone has worked here
OLD_EVERY = 50  # when every story has been told once: one in so many cases is of long ago, and due to leave
MARK = "demo city"  # a group of accounts by this name says that the database holds the demo city
NOT_ASKED = "A password is enough for everything here. With HEMVIST_REQUIRE_MFA=1 protected persons need a second step, as in a city."
Tell = Callable[[str], None]


class NotEmptyError(Exception):
    """The database has people in it who are not the demo's."""


class TooFewPeopleError(ValueError):
    """More cases are asked for than there are people to have them."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Someone who leaves, and who takes over."""

    worker: Worker
    day: date
    taken_over_by: Worker


def load_once(*, people: int, cases: int, tell: Tell) -> None:
    """Load the demo city unless it is there already; then bring its cases up to today.

    All or nothing: an interrupted load leaves the database empty. Raises NotEmptyError where there is anyone else in it, and
    TooFewPeopleError for more cases than people.
    """
    if not Group.objects.filter(name=MARK).exists():
        if Worker.objects.exists() or get_user_model().objects.exists():
            raise NotEmptyError(
                "this database has other people in it, and the demo city loads only into an empty one. "
                "Set HEMVIST_DATA to another folder, or HEMVIST_DATABASE_URL to an empty database."
            )
        load(people=people, cases=cases, tell=tell)
    reevaluate_due(clock.today())


@transaction.atomic
def load(*, people: int, cases: int, tell: Tell) -> None:
    """Load the demo city: the same one every time, but for its days, which are counted from today."""
    if cases > people:
        raise TooFewPeopleError("there are more cases than people: ask for at least as many people as cases.")
    today, chance = clock.today(), seeded(SEED)
    tell(f"Loading the demo city: {people} people and {cases} cases …")
    staff = build_staff(today - LONG_AGO, today)
    old = max(0, cases - len(script().stories)) // OLD_EVERY
    plans = [
        plan(story, script(), routine(story.routine).editions, chance, today) for story in stories_for(cases - old)
    ]
    everyone = build_people(people, [one.story.person for one in plans], chance, today)
    _play(staff, plans, everyone, chance, today, tell)
    play_old(staff, everyone, ROUTINE, old, today)
    Group.objects.create(name=MARK)


def _play(staff: Staff, plans: list[Plan], people: list[DemoPerson], chance: Random, today: date, tell: Tell) -> None:
    """Play all cases together, day by day, as a city would."""
    leaving = _leaving(staff, today)
    castings = [
        _cast(number, one, person, staff, leaving, chance)
        for number, (one, person) in enumerate(zip(plans, people, strict=False))
    ]
    player = Player(staff, script())
    acts = sorted(_acts(castings), key=lambda act: act[:4])
    for number, (day, *_, casting, planned) in enumerate(acts):
        for gone in [one for one in leaving if one.day < day]:
            leaving.remove(gone)
            _leave(player, castings, gone)
        if planned is None:
            player.open(casting)
        else:
            player.play(casting, planned)
        if number % max(1, len(acts) // 10) == 0:
            tell(f"  {100 * number // len(acts):3} %  {day}")
    for gone in leaving:
        _leave(player, castings, gone)
    tell(f"  100 %  {len(acts)} events recorded")


Act = tuple[date, int, int, int, Casting, Planned | None]


def _acts(castings: list[Casting]) -> Iterator[Act]:
    """Everything to record, with when, and in which order of its case."""
    for number, casting in enumerate(castings):
        yield (casting.plan.opened_on, casting.plan.minute, number, -1, casting, None)
        for order, planned in enumerate(casting.plan.steps):
            yield (planned.recorded_on, planned.minute, number, order, casting, planned)


def _cast(number: int, one: Plan, person: DemoPerson, staff: Staff, leaving: list[Leaving], chance: Random) -> Casting:
    """Cast a case. What is to be shown is played once by those whose log-ins are printed."""
    gone = {left.worker.pk for left in leaving if left.day <= one.opened_on}
    is_shown = one.story.shown and number < len(script().stories)
    return cast(one, person, staff, gone, chance, is_shown=is_shown)


def _leaving(staff: Staff, today: date) -> list[Leaving]:
    return [
        Leaving(
            staff.workers[left["worker"]], today + timedelta(days=left["day"]), staff.workers[left["taken_over_by"]]
        )
        for left in data("city.toml")["left"]
    ]


def _leave(player: Player, castings: list[Casting], gone: Leaving) -> None:
    """On the last day someone else takes over all they had."""
    player.hand_over(castings, gone.worker.pk, gone.taken_over_by.pk, gone.day)
    leave(gone.worker, gone.day)


def _second_step() -> list[str]:
    """How those outside the city, who are always asked for a second step, take it here."""
    outside = [user for role, _, user in logins() if library().vocabulary.roles[role].side == "other"]
    return [
        f"{user} is outside the city and is always asked for a code: ./hemvist second-step {user} --code"
        for user in outside
    ]


def greeting(port: int) -> str:
    """Say where the demo is and how to log in, one account for each role."""
    labels = library().vocabulary.roles
    rows = [f"  {labels[role].label:32} {user:12} {name}" for role, name, user in logins()]
    return "\n".join(
        [
            "",
            f"Hemvist is at http://localhost:{port} (stop it with Ctrl+C)",
            f"Log in as one of these; the password is {PASSWORD} for everyone:",
            *rows,
            *([] if settings.REQUIRE_MFA else [NOT_ASKED]),
            *_second_step(),
            "Nobody here exists. The numbers are Skatteverket's test numbers, which can belong to no one.",
        ]
    )
