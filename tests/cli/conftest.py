"""Data folders to begin with, made once: tables without anybody, and a small demo city."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--people", "12", "--cases", "8")


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after `hemvist migrate`, to copy: nobody writes in it."""
    return _made(tmp_path_factory.mktemp("tables") / "data", "The tables are up to date.", "migrate")


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder into which a small demo city was loaded from nothing, to copy: nobody writes in it."""
    return _made(tmp_path_factory.mktemp("demo") / "data", "100 %", "demo", "--load-only", *SMALL)


def copied(folder: Path, to: Path) -> Path:
    """Copy a data folder, with the database in it; gives the copy."""
    return shutil.copytree(folder, to, dirs_exist_ok=True)


def _made(folder: Path, told: str, *words: str) -> Path:
    settings = {"PYTHONPATH": str(ROOT / "src"), "HEMVIST_DATA": str(folder), "HEMVIST_DATABASE_URL": ""}
    command = [sys.executable, "-P", "-m", "hemvist", *words]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout
    return folder
