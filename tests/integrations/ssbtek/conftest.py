"""SSBTEK on loopback, and a question to it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hemvist.integrations.ssbtek.asking import Question
from tests.factories import TEST_NUMBER
from tests.support.ssbtek_server import SsbtekServer, running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SsbtekServer]:
    """SSBTEK, which is given two seconds."""
    with running(tmp_path, seconds=2) as started:
        yield started


@pytest.fixture
def question() -> Question:
    """A question about somebody with a published test number."""
    return Question(
        number=TEST_NUMBER,
        reference="KC-2026-000001",
        officer="Anna Lindqvist",
        first_day=date(2026, 8, 22),
        last_day=date(2026, 11, 22),
        purpose="Samråd",
        legal_text="5 §",
    )
