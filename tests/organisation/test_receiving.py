"""Which unit receives what is begun outside the city, and who is outside it, as the file of the organisation tells."""

import pytest

from hemvist.organisation.description import DescriptionError, read_description
from hemvist.organisation.loading import load
from hemvist.organisation.models import Administration
from hemvist.organisation.receiving import receiving_units
from tests.organisation.test_loading import CITY, ROLES

RECEIVES = CITY.replace('name = "Enhet 1"', 'name = "Enhet 1"\nreceives = ["insluss"]').replace(
    'side = "decider"', 'side = "decider"\ncity_areas = "norr, söder"'
)
SECOND = '[[unit]]\ncode = "v"\nadministration = "a"\nname = "Enhet 2"\nreceives = ["insluss"]\n'
OUTSIDE = '[[administration]]\ncode = "o"\nboard = "b"\nname = "Utanför"\nside = "other"\noutside = true\n'


def read(text: str) -> None:
    """Read a file and load it, in a city with these routines."""
    load(read_description(text, ROLES, ["insluss", "kompetenscenter"]))


@pytest.mark.django_db
def test_a_unit_receives_what_the_file_says_until_another_file_says_otherwise() -> None:
    """With its administration and the parts of the city that it is for."""
    read(RECEIVES)
    (unit,) = receiving_units("insluss")
    assert (unit.unit, unit.administration, unit.city_areas) == ("Enhet 1", "SF Prov", ("norr", "söder"))
    assert not receiving_units("kompetenscenter")
    read(CITY)
    assert not receiving_units("insluss")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RECEIVES + SECOND, "'insluss' comes to unit u of a already"),
        (RECEIVES.replace('["insluss"]', '["inslus"]'), "unit u: there is no routine 'inslus'"),
        (CITY + OUTSIDE.replace('"other"', '"decider"'), "'outside' is only for the side 'other'"),
    ],
)
def test_what_cannot_be_is_refused_in_words(text: str, said: str) -> None:
    """Two units for the same, a routine that there is not, an outside that decides."""
    with pytest.raises(DescriptionError) as refused:
        read(text)
    assert any(said in reason for reason in refused.value.reasons), refused.value.reasons


@pytest.mark.django_db
def test_a_second_unit_in_a_later_file_is_refused_too() -> None:
    """The file need not name the first one."""
    read(RECEIVES)
    with pytest.raises(DescriptionError, match="more than one unit receives 'insluss'"):
        read(SECOND)


@pytest.mark.django_db
def test_an_administration_is_outside_only_where_the_file_says_so() -> None:
    """Everybody else is of the city."""
    read(CITY + OUTSIDE)
    assert dict(Administration.objects.values_list("code", "outside")) == {"a": False, "o": True}
