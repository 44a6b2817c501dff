"""The page of a case."""

from uuid import UUID

from tests.factories import City
from tests.web.case.conftest import ClientOf


def test_the_caseworker_sees_whose_turn_it_is_and_why(city: City, case: UUID, client_of: ClientOf) -> None:
    """The first duties of the routine stand there with their clauses and their texts."""
    page = client_of(city.caseworker).get(f"/arende/{case}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Karin Östlund" in text
    assert "Bedöm klientens behov av stöd" in text
    assert 'data-clause="KC-02"' in text
    assert "Din tur" in text
