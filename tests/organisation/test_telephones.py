"""What a telephone number is, and where it comes from."""

import pytest

from hemvist.organisation.description import DescriptionError
from hemvist.organisation.models import Unit, Worker
from hemvist.organisation.telephones import telephone_number
from tests.organisation.test_loading import CITY, loaded


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("031-390 06 00", "031-390 06 00"),
        ("  031 - 390  06 00 ", "031-390 06 00"),
        ("031\u2013390\u00a006\u00a000", "031-390 06 00"),
        ("+46 31 390 06 00", "+46 31 390 06 00"),
        ("0313900600", "0313900600"),
    ],
)
def test_a_number_is_printed_in_its_own_groups(written: str, printed: str) -> None:
    """Spaces are made even, and whatever line a word processor wrote is a hyphen."""
    assert telephone_number(written) == printed


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-",
        "031",
        "390 06 00",
        "+0 31 390 06 00",
        "031-390 06 00 eller 01",
        "031-390-",
        "031--390 06 00",
        "0" * 16,
        "031-٣٩٠ ٠٦ ٠٠",
        "#panic()",
    ],
)
def test_what_is_no_number_is_none(written: str) -> None:
    """Too short, too long, without an area, two at once, or anything but digits."""
    assert telephone_number(written) is None


@pytest.mark.django_db
def test_a_file_sets_a_number_leaves_it_and_takes_it_away() -> None:
    """What the file does not say is left: somebody may have written it on the page of the unit."""
    told = CITY.replace('name = "Enhet 1"', 'name = "Enhet 1"\ntelephone = "031-390 06 00"')
    loaded(told.replace('name = "Anna Prov"', 'name = "Anna Prov"\ntelephone = "031-390  06 01"'))
    loaded(CITY)
    assert (Unit.objects.get().telephone, Worker.objects.get().telephone) == ("031-390 06 00", "031-390 06 01")
    loaded(told.replace("031-390 06 00", ""))
    assert (Unit.objects.get().telephone, Worker.objects.get().telephone) == ("", "031-390 06 01")


@pytest.mark.django_db
def test_a_file_with_something_else_for_a_number_is_refused_whole() -> None:
    """The place and how it is written are told."""
    with pytest.raises(DescriptionError, match=r"unit 1, telephone: .*written like '031-390 06 00'"):
        loaded(CITY.replace('name = "Enhet 1"', 'name = "Enhet 1"\ntelephone = "växeln"'))
    assert not Unit.objects.exists()
