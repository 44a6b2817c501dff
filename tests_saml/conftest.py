"""A small city that uses SAML, and its identity provider."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from hemvist.organisation.models import Worker
from tests.factories import City, small_city
from tests_saml.identity_provider import IdentityProvider, Manners, running

ID, CLAIM = "SE2321000131-p1234", "employeeHsaId"
LOA2, LOA3 = "http://id.elegnamnden.se/loa/1.0/loa2", "http://id.elegnamnden.se/loa/1.0/loa3"


@pytest.fixture(scope="session")
def provider() -> Iterator[IdentityProvider]:
    """The provider whose address `.ci/saml` has told Hemvist."""
    port = urlsplit(os.environ["HEMVIST_SAML_METADATA"]).port
    assert port
    with running(port) as started:
        yield started


@pytest.fixture
def idp(db: None, provider: IdentityProvider, settings: Settings) -> IdentityProvider:
    """The provider, which says the truth of the caseworker unless the test has it say something else."""
    settings.REQUIRE_MFA = True
    cache.clear()
    provider.manners = Manners(attributes={CLAIM: [ID]}, context=LOA3)
    return provider


@pytest.fixture
def employee(db: None) -> Worker:
    """The caseworker, who is known to the city's directory."""
    city: City = small_city()
    Worker.objects.filter(pk=city.caseworker.pk).update(directory_id=ID)
    return city.caseworker
