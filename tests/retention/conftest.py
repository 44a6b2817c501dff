"""Fixtures of the tests of retention."""

from pathlib import Path

import pytest

from tests.cases.conftest import town
from tests.retention.old import Archive

__all__ = ["town"]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty folder for packages."""
    folder = tmp_path / "paket"
    folder.mkdir()
    return Archive(folder)
