"""A small city for tests: one unit that decides, one that executes, another that has nothing to do with either, and their staff."""

from dataclasses import dataclass
from datetime import date

from hemvist import clock
from hemvist.organisation.models import Administration, Board, Unit, Worker
from hemvist.organisation.receiving import kept
from hemvist.organisation.staffing import give_role, hire
from hemvist.persons.identity import parse_number
from hemvist.persons.models import Person, Protection
from hemvist.persons.registry import add_person
from hemvist.secrecy.viewer import Viewer, viewer_of

PASSWORD = "ett-gott-losenord-for-prov"
LONG_AGO = date(2020, 1, 1)
# A published test number: it can belong to nobody (Skatteverket).
TEST_NUMBER = "199103022381"


@dataclass(frozen=True, slots=True)
class City:
    """Units and staff by what they are. The user name is the given name."""

    deciding: Unit
    executing: Unit
    elsewhere: Unit
    caseworker: Worker
    lead_caseworker: Worker
    unit_manager: Worker
    coordinator: Worker
    consultant: Worker
    outsider: Worker


def small_city(password: str | None = None, *, writes_in_hemvist: bool = False) -> City:
    """Make the city. ``writes_in_hemvist``: texts are written here and not in the main case system.

    Without a password, which takes long to make, nobody can log in by the log-in page.
    """
    deciding = _unit("sf-hisingen", "Socialförvaltningen Hisingen", "decider", "Försörjning 1", writes_in_hemvist)
    executing = _unit("arbvux", "Arbetsmarknad och vuxenutbildning", "executor", "Kompetenscenter", writes_in_hemvist)
    elsewhere = _unit("sf-centrum", "Socialförvaltningen Centrum", "decider", "Försörjning 2", writes_in_hemvist)
    return City(
        deciding=deciding,
        executing=executing,
        elsewhere=elsewhere,
        caseworker=_worker("anna", "Anna Lindqvist", "caseworker", deciding, password),
        lead_caseworker=_worker("bo", "Bo Ekström", "lead_caseworker", deciding, password),
        unit_manager=_worker("cecilia", "Cecilia Åberg", "unit_manager", deciding, password),
        coordinator=_worker("david", "David Haddad", "coordinator", executing, password),
        consultant=_worker("eva", "Eva Nyström", "consultant", executing, password),
        outsider=_worker("olof", "Olof Berg", "caseworker", elsewhere, password),
    )


@dataclass(frozen=True, slots=True)
class ReentryCity(City):
    """A city that plans releases: ``deciding`` is its adult unit, which receives what the probation office outside begins.

    The caseworker is at the unit of economic assistance of the same administration, and is the income caseworker too.
    """

    income: Unit
    office: Unit
    adult_caseworker: Worker
    income_caseworker: Worker
    probation_officer: Worker


def reentry_city(password: str | None = None, *, writes_in_hemvist: bool = False) -> ReentryCity:
    """Make the small city, with an adult unit and a probation office."""
    city = small_city(password, writes_in_hemvist=writes_in_hemvist)
    adults = Unit.objects.create(
        administration=city.deciding.administration,
        code="sf-hisingen-2",
        name="Vuxenenheten",
        receives=kept(["insluss"]),
    )
    board = Board.objects.create(code="kriminalvarden", name="Kriminalvården")
    outside = Administration.objects.create(board=board, code="frivarden", name="Frivården", side="other", outside=True)
    office = Unit.objects.create(administration=outside, code="frivarden-1", name="Frivården Göteborg")
    give_role(city.caseworker, city.deciding, "income_caseworker", LONG_AGO)
    return ReentryCity(
        deciding=adults,
        executing=city.executing,
        elsewhere=city.elsewhere,
        caseworker=city.caseworker,
        lead_caseworker=_worker("gunilla", "Gunilla Sand", "lead_caseworker", adults, password),
        unit_manager=_worker("hans", "Hans Falk", "unit_manager", adults, password),
        coordinator=city.coordinator,
        consultant=city.consultant,
        outsider=city.outsider,
        income=city.deciding,
        office=office,
        adult_caseworker=_worker("amina", "Amina Hassan", "adult_caseworker", adults, password),
        income_caseworker=city.caseworker,
        probation_officer=_worker("frida", "Frida Holm", "probation_officer", office, password),
    )


def someone(given_name: str = "Karin", family_name: str = "Östlund", protection: str = Protection.UNKNOWN) -> Person:
    """Add a sample person with a published test number."""
    number = parse_number(TEST_NUMBER, clock.today())
    return add_person(given_name, family_name, number=number, protection=protection)


def viewer(worker: Worker) -> Viewer:
    """Give the viewer that a worker is today."""
    return viewer_of(worker, clock.today())


def _unit(code: str, administration: str, side: str, name: str, writes_in_hemvist: bool) -> Unit:
    board = Board.objects.create(code=f"n-{code}", name=f"Nämnden för {administration}")
    made = Administration.objects.create(
        board=board, code=code, name=administration, side=side, writes_in_hemvist=writes_in_hemvist
    )
    return Unit.objects.create(administration=made, code=f"{code}-1", name=name)


def _worker(username: str, name: str, role: str, unit: Unit, password: str | None) -> Worker:
    worker = hire(username, name, password)
    give_role(worker, unit, role, LONG_AGO)
    return worker
