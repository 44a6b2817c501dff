"""Fixtures: a mail server that Hemvist is set to use, and a town whose workers have addresses."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.integrations.mail import digest
from hemvist.integrations.mail.sending import line
from tests.cases.town import TODAY, Town, found_town
from tests.support.mail_server import Mailing, mail_server

ADDRESS = "https://hemvist.example"


def address_of(name: str) -> str:
    """The address of a worker of the town."""
    return f"{name}@staden.example"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """A town on a Monday at ten in the morning, where everybody has an address."""
    with clock.set_to(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)):
        town = found_town()
        for name, worker in town.workers.items():
            worker.user.email = address_of(name)
            worker.user.save(update_fields=["email"])
        yield town


@pytest.fixture
def mailing(tmp_path: Path, settings: Settings) -> Iterator[Mailing]:
    """A running server, and Hemvist set to use it."""
    with mail_server(tmp_path) as server:
        settings.MAIL_SERVER, settings.ADDRESS = server.setting, ADDRESS
        digest.forget_planned()
        yield server
        line.close()
