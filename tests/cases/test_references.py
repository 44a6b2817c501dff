"""A case's number is written in one way, and read as people write it."""

import pytest

from hemvist.cases.references import read_reference, reference


def test_it_is_written_with_six_figures_at_least() -> None:
    """And with more where there are more."""
    assert (reference("KC", 2026, 123), reference("KC", 2026, 1234567)) == ("KC-2026-000123", "KC-2026-1234567")


@pytest.mark.parametrize(
    ("text", "read"),
    [("kc-2026-123", "KC-2026-000123"), ("KC-2026-000123", "KC-2026-000123"), ("KC 2026", None), ("Karin", None)],
)
def test_it_is_read_in_small_letters_and_without_the_leading_noughts(text: str, read: str | None) -> None:
    """What is something else is no number."""
    assert read_reference(text) == read
