"""The demo city's boards, administrations, units and staff, and who plays which part."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from hemvist.demo.script import data
from hemvist.organisation.models import Administration, Board, Unit, Worker
from hemvist.organisation.receiving import kept
from hemvist.organisation.staffing import give_role, hire, set_absence
from hemvist.swedish import fold_plain

# Of made-up accounts in a made-up city; `demo` makes them in a database of their own.
PASSWORD = "hemvist-demo-2026"  # noqa: S105  # nosec B105
ROLES = (
    "unit_manager",
    "lead_caseworker",
    "caseworker",
    "adult_caseworker",
    "coordinator",
    "consultant",
    "probation_officer",
)
# For an app that shows codes, and for `hemvist second-step NAME --code`: of made-up accounts, like the password.
CODES = "HEMVISTDEMO234567HEMVIST"  # nosec B105


@dataclass(slots=True)
class Post:
    """A unit with those who hold each role there, by worker id."""

    unit_id: int
    side: str
    city_areas: str
    holders: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Staff:
    """Everyone who works in the demo city."""

    posts: list[Post]
    workers: dict[str, Worker]  # by name
    logins: tuple[tuple[str, str, str], ...]  # role, name, user name

    def worker(self, worker_id: int) -> Worker:
        return next(worker for worker in self.workers.values() if worker.pk == worker_id)

    def of_side(self, side: str) -> list[Post]:
        return [post for post in self.posts if post.side == side]


def logins() -> tuple[tuple[str, str, str], ...]:
    """Give (role, name, user name) of the accounts to try the demo with: one for each role."""
    return tuple((login["role"], login["worker"], user_name(login["worker"])) for login in data("city.toml")["login"])


def user_name(name: str) -> str:
    """Give the user name of someone on the staff: the first name as typed on any keyboard."""
    return fold_plain(name).split()[0]


def build_staff(first_day: date, today: date) -> Staff:
    """Make the organisation. Everyone holds their roles from ``first_day``."""
    city = data("city.toml")
    staff = Staff([], {}, logins())
    for board in city["board"]:
        _board(board, staff, first_day)
    for away in city["away"]:
        days = (today + timedelta(days=away[key]) for key in ("first_day", "last_day"))
        set_absence(staff.workers[away["worker"]], staff.workers[away["stand_in"]], *days)
    # One hash for all: making sixty would take longer than the rest of the city.
    get_user_model().objects.update(password=make_password(PASSWORD))
    _give_direct_numbers(staff)
    return staff


def _give_direct_numbers(staff: Staff) -> None:
    """Give a number to those whose log-ins are printed, then to others while there are any; who has none is called at the unit."""
    shown = [staff.workers[name] for _, name, _ in staff.logins]
    others = [each for each in staff.workers.values() if each not in shown]
    for place, worker in enumerate((*shown, *others), start=len(staff.posts)):
        worker.telephone = _number(place)
    Worker.objects.bulk_update(staff.workers.values(), ["telephone"])


def _board(written: dict[str, Any], staff: Staff, first_day: date) -> None:
    board = Board.objects.create(code=written["code"], name=written["name"])
    for one in written["administration"]:
        keys = {key: one.get(key, "") for key in ("code", "name", "side", "city_areas")}
        administration = Administration.objects.create(board=board, outside=one.get("outside", False), **keys)
        for unit in one["unit"]:
            staff.posts.append(_unit(unit, administration, staff, first_day))


NUMBERS = 50
"""How many numbers there are for made-up people: 031-390 06 00 to 031-390 06 49 belong to nobody; they are kept for books and films."""


def _number(place: int) -> str:
    """Give one of those numbers; an empty text when they are used up."""
    return f"031-390 06 {place:02}" if place < NUMBERS else ""


def _unit(written: dict[str, Any], administration: Administration, staff: Staff, first_day: date) -> Post:
    unit = Unit.objects.create(
        administration=administration,
        code=written["code"],
        name=written["name"],
        receives=kept(written.get("receives", [])),
        telephone=_number(len(staff.posts)),
    )
    also = written.get("also", {})
    post = Post(unit.pk, administration.side, administration.city_areas)
    for role in ROLES:
        for name in written.get(role, ()):
            if name not in staff.workers:
                staff.workers[name] = hire(user_name(name), name)
                if administration.outside:
                    TOTP.activate(staff.workers[name].user, CODES)
            for held in (role, *([also[role]] if role in also else [])):
                give_role(staff.workers[name], unit, held, first_day)
                post.holders.setdefault(held, []).append(staff.workers[name].pk)
    return post
