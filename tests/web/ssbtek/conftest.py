"""A small city whose SSBTEK is a server of our own, and a case in which it is to be checked."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.entries import Entry
from hemvist.cases.recording import open_case
from tests.factories import City, someone, viewer
from tests.support.ssbtek_server import SsbtekServer, running
from tests.web.work_city import ClientOf, city, client_of, record

__all__ = ["ClientOf", "city", "client_of"]


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[SsbtekServer]:
    """SSBTEK, and Hemvist told of it."""
    with running(tmp_path, seconds=2) as started:
        settings.SSBTEK = started.service
        yield started


def case_to_check(city: City, protection: str = "none") -> UUID:
    """A case of a person with a number, in which a referral was called for ten days ago; what is known of protection."""
    day = clock.today() - timedelta(days=10)
    first = Entry("case-opened", day, {"reason": "Har ansökt om försörjningsstöd."})
    protected = Entry("protection-learnt", day, {"protection": protection})
    case = open_case(viewer(city.caseworker), someone().pk, "kompetenscenter", city.deciding.pk, day, first, protected)
    record(city.caseworker, case, "need-assessed", day, needs="Sysselsättning.")
    record(city.caseworker, case, "assessment-support-used", day, orientation=["labour-market"])
    judged = {"called_for": "yes", "reasons": "Behöver stöd.", "aims_at_self_support": "yes"}
    record(
        city.caseworker,
        case,
        "referral-judged",
        day,
        **judged,
        criterion_needs_activities="yes",
        criterion_three_years="yes",
    )
    return case


@pytest.fixture
def case(city: City) -> UUID:
    """A case of somebody known not to be protected."""
    return case_to_check(city)
