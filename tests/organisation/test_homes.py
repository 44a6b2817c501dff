"""Whether two addresses are the same, without either being kept."""

import pytest
from django.test import override_settings

from hemvist.organisation.homes import home_mark
from hemvist.organisation.models import Worker
from tests.organisation.test_loading import CITY, loaded


@pytest.mark.parametrize(
    "written",
    [
        "Exempelgatan 1, 411 01 Göteborg",
        "exempelgatan 1,41101  GÖTEBORG",
        "Exempelgatan 1 lgh 1201, 411 01 Göteborg",
        "Exempelgatan 1 411 01 Göteborg".replace(" 411", ", 411"),
    ],
)
def test_one_address_has_one_mark_however_it_is_written(written: str) -> None:
    """Street, number and postal code count, not capitals, blanks, flats or the name of the city."""
    assert home_mark(written) == home_mark("Exempelgatan 1, 411 01 Göteborg")


@pytest.mark.parametrize(
    "other", ["Exempelgatan 11, 411 01 Göteborg", "Exempelgatan 1, 411 02 Göteborg", "Provvägen 1, 411 01 Göteborg"]
)
def test_another_address_has_another(other: str) -> None:
    """The next number, the next postal code, another street."""
    assert home_mark(other) != home_mark("Exempelgatan 1, 411 01 Göteborg")


def test_no_address_has_no_mark() -> None:
    """So that two of whom nothing is known do not live together."""
    assert home_mark("") == home_mark("  , ") == ""


def test_a_mark_goes_by_the_installation_s_secret() -> None:
    """Somebody who has the database alone cannot try addresses."""
    with override_settings(SECRET_KEY="a secret"):
        one = home_mark("Exempelgatan 1, 411 01 Göteborg")
    with override_settings(SECRET_KEY="another"):
        assert home_mark("Exempelgatan 1, 411 01 Göteborg") != one


@pytest.mark.django_db
def test_the_file_s_address_is_kept_as_a_mark_alone() -> None:
    """And the next file's takes its place."""
    for street in ("Exempelgatan 1", "Provvägen 2"):
        address = f"{street}, 411 01 Göteborg"
        loaded(CITY.replace('name = "Anna Prov"', f'name = "Anna Prov"\nhome_address = "{address}"'))
        anna = Worker.objects.values().get(name="Anna Prov")
        assert anna["home_mark"] == home_mark(address)
        assert not [value for value in anna.values() if "gatan" in str(value) or "vägen" in str(value)]
