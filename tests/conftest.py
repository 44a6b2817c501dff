"""Fixtures for every test: the real database, a real browser, and pages that are checked while they are walked."""

import gc
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connections
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.fixtures import Settings
from whitenoise.base import StaticFile
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.support.append_only import empty_tables
from tests.support.watching import STAYS_HERE, Watch

# The proofs' checks stand in modules of their own; what they assert is to be told as well as what a test asserts, whoever imports them first.
pytest.register_assert_rewrite("tests.proofs.agreeing", "tests.proofs.interfering", "tests.proofs.vanishing")

# Playwright's sync interface keeps an event loop in this thread; Django must still talk to the database from it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

STEP_TIMEOUT_MS = 20_000
# No graphics card here, and nothing that Chromium does for itself in the background.
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    STAYS_HERE,
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

# What leads to the test database: pytest-django's own set-up of it, and the server that runs on it.
GIVES_A_DATABASE = frozenset({"django_db_setup", "live_server"})

PageOpener = Callable[..., Page]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--no-axe`: for a second run of the same pages on another database, which changes nothing that axe looks at."""
    parser.addoption("--no-axe", action="store_true", help="axe looks at the pages in another run")


def pytest_report_header(config: pytest.Config) -> str:
    """Tell which."""
    return "axe: looks at the pages in another run" if config.getoption("--no-axe") else "axe: looks at the pages"


def pytest_configure() -> None:
    """Empty the tables after a test that commits, append-only ones too: elsewhere triggers rightly refuse it.

    Passwords are stretched a thousand times and not a million: a city of six people is made anew for every browser test.
    Static files are looked for once: Django makes its middleware anew for every client, of which there are thousands.
    """
    PBKDF2PasswordHasher.iterations = 1000
    TransactionTestCase._fixture_teardown = lambda _: empty_tables(connections["default"])  # type: ignore[attr-defined]
    DatabaseCreation._destroy_test_db = _drop_with_whoever_is_in_it  # type: ignore[method-assign]
    _find_static_files_once()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that is given a database, by what it or a fixture of it asks for; all others pytest-django keeps from any.

    `.ci/run` runs on PostgreSQL those that are marked, and all of them on SQLite.
    """
    for item in items:
        if item.get_closest_marker("django_db") or not GIVES_A_DATABASE.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """Keep what is loaded by now from being gone through for garbage again and again: it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _find_static_files_once() -> None:
    find = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[tuple[str, int | None], dict[str, StaticFile]] = {}

    def share(middleware: WhiteNoiseMiddleware) -> None:
        key = (middleware.static_prefix, middleware.max_age)
        if key not in found:
            find(middleware)
            found[key] = middleware.files
        middleware.files = found[key]

    WhiteNoiseMiddleware.add_files_from_finders = share


def _drop_with_whoever_is_in_it(creation: DatabaseCreation, name: str, verbosity: int) -> None:
    """Drop PostgreSQL's test database although a thread of a test's server may still hold a connection to it."""
    with creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {creation.connection.ops.quote_name(name)} WITH (FORCE)")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Test on an SQLite file, as in production: a database in memory locks in its own way."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        # The data is thrown away, so nothing is gained by waiting for the disk: a killed process loses nothing by that, only a power cut does.
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(autouse=True)
def password_is_enough(settings: Settings) -> None:
    """Demand no second step, as in the demo city; tests/web/login, which is about the demand, puts it back."""
    settings.REQUIRE_MFA = False


@pytest.fixture(autouse=True)
def the_log_can_be_written() -> None:
    """A command that a test ran set logging up anew, to that test's own standard error; it is closed now, and each line would be an error."""
    for handler in logging.root.handlers:
        if isinstance(handler, logging.StreamHandler) and getattr(handler.stream, "closed", False):
            handler.stream = sys.stderr


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Where Chromium is; tests never go without it."""
    found = os.environ.get("HEMVIST_CHROMIUM") or shutil.which("chromium-headless-shell")
    if found is None:
        pytest.fail("Chromium is missing. Run: sudo apt-get install -y chromium-headless-shell")
    return Path(found)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, started once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    """One Chromium for the whole run; each page gets a context of its own."""
    # Chromium's sandbox refuses to start as root, which is who runs the checks in a container.
    args = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    started = playwright.chromium.launch(executable_path=chromium, args=args)
    yield started
    started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[PageOpener]:
    """Open pages as different people: `open_page()`, `open_page(viewport=PHONE)`.

    Each call is a browser of its own (own cookies). When the test ends, it fails if any page ran into a script
    error, broke the content security policy, or asked for anything that is not on this machine (nothing of which is answered).
    ``strangers``: hosts that pages which are not ours ask for.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def opener(viewport: dict[str, int] | None = None, strangers: tuple[str, ...] = (), **options: object) -> Page:
        context = browser.new_context(
            viewport=viewport or DESKTOP,  # type: ignore[arg-type]
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(STEP_TIMEOUT_MS)
        opened.append((context, Watch(context, strangers)))
        return context.new_page()

    yield opener
    problems = [problem for _, watch in opened for problem in watch.problems]
    for context, _ in opened:
        context.close()
    assert problems == []


@pytest.fixture
def page(open_page: PageOpener) -> Page:
    """Return a page at desktop width."""
    return open_page()


@pytest.fixture
def phone_page(open_page: PageOpener) -> Page:
    """Return a page at phone width, 360 pixels."""
    return open_page(viewport=PHONE)


@pytest.fixture(scope="session")
def assert_accessible(pytestconfig: pytest.Config) -> Callable[[Page], None]:
    """Give a function that fails, with axe's own words, if axe finds anything on the page."""
    axe, elsewhere = Axe(), pytestconfig.getoption("--no-axe")

    def check(page: Page) -> None:
        if elsewhere:
            return
        results = axe.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
