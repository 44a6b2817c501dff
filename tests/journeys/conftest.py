"""A small city served to browsers, with a clock that the test sets."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case
from hemvist.config.log_lines import Impersonal
from hemvist.organisation.models import Worker
from hemvist.persons.models import IdentityNumber, Person
from tests.conftest import DESKTOP
from tests.factories import PASSWORD, City, reentry_city, small_city, someone, viewer
from tests.journeys.walking import REFERRAL, Clock, Walk
from tests.support.watching import Watch

NewWalk = Callable[..., Walk]
LogIn = Callable[..., Page]


@pytest.fixture(scope="session")
def checked_by_axe() -> set[str]:
    """The kinds of pages that axe has looked at; each is looked at once in a run."""
    return set()


@pytest.fixture(autouse=True)
def sessions_last_for_years(settings: Settings) -> None:
    """A walk goes through a year in a minute: the people in it log in once."""
    settings.SESSION_IDLE = settings.SESSION_LONGEST = timedelta(days=3650)
    settings.SESSION_COOKIE_AGE = int(settings.SESSION_LONGEST.total_seconds())


@pytest.fixture(scope="session")
def server_log() -> Iterator[list[str]]:
    """Every line that the server logs while the journeys are walked, written as in production; the newest last."""
    kept = _Kept()
    logging.root.addHandler(kept)
    yield kept.lines
    logging.root.removeHandler(kept)


@pytest.fixture(autouse=True)
def nothing_personal_is_told(server_log: list[str], live_server: LiveServer) -> Iterator[None]:
    """After each journey: no name, number or user name of anyone in it stands in the server's log, in an address or in a mail."""
    Watch.addresses.clear()
    server_log.clear()
    yield
    mails = [f"{each.subject} {each.body} {each.to}" for each in mail.outbox]
    told = [*server_log, *(unquote(address) for address in Watch.addresses), *mails]
    people = {name for person in Person.objects.all() for name in (person.given_name, person.family_name)}
    people |= {text for number in IdentityNumber.objects.all() for text in (number.number, number.number[2:])}
    people |= {text for worker in Worker.objects.all() for text in (worker.name, worker.user.get_username())}
    words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(people)))})(?!\w)", re.IGNORECASE)
    assert [line for line in told if people and words.search(line)] == []


@pytest.fixture
def city(live_server: LiveServer) -> City:
    """Units and staff that can log in."""
    return small_city(PASSWORD)


@pytest.fixture
def case(city: City) -> UUID:
    """A case that the caseworker opened ten days ago."""
    day = clock.today() - timedelta(days=10)
    opened = Entry("case-opened", day, {"reason": "Har ansökt om försörjningsstöd."})
    return open_case(viewer(city.caseworker), someone().pk, REFERRAL, city.deciding.pk, day, opened)


@pytest.fixture
def log_in(live_server: LiveServer, open_page: Callable[..., Page]) -> LogIn:
    """Give a browser in which a worker has logged in: `log_in(worker)` at the worklist, `log_in(worker, PHONE, then="/arende/…/")`."""

    def as_worker(worker: Worker, viewport: dict[str, int] = DESKTOP, then: str = "/", **options: object) -> Page:
        page = open_page(viewport=viewport, base_url=live_server.url, **options)
        page.goto(f"/konto/login/?next={then}")
        page.fill("[name=login]", worker.user.get_username())
        page.fill("[name=password]", PASSWORD)
        page.locator("main button[type=submit]").click()
        expect(page).to_have_url(f"{live_server.url}{then}")
        return page

    return as_worker


class _Kept(logging.Handler):
    """Keeps lines as the server's own handler writes them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(Impersonal())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def new_walk(
    live_server: LiveServer,
    open_page: Callable[..., Page],
    assert_accessible: Callable[[Page], None],
    checked_by_axe: set[str],
) -> Iterator[NewWalk]:
    """Give a walk under an edition of a routine, that of referrals unless another is named: `new_walk("e2", writes_in_hemvist=True)`."""

    walking_clock = Clock()

    def begin(edition: str, *, routine: str = REFERRAL, writes_in_hemvist: bool = False) -> Walk:
        founded = small_city if routine == REFERRAL else reentry_city
        return Walk(
            address=live_server.url,
            city=founded(PASSWORD, writes_in_hemvist=writes_in_hemvist),
            routine=routine,
            clock=walking_clock,
            open_page=open_page,
            assert_accessible=assert_accessible,
            edition_id=edition,
            checked_by_axe=checked_by_axe,
        )

    with walking_clock.standing:
        yield begin
