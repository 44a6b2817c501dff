"""The start script helps, and says what to do when something is missing."""

import os
import subprocess
from pathlib import Path

from tests.architecture.tree import ROOT

SCRIPT = ROOT / "hemvist"


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the start script with some settings of its own."""
    return subprocess.run(
        [str(SCRIPT), *arguments], env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )


def test_alone_it_prints_help_and_builds_nothing(tmp_path: Path) -> None:
    """`./hemvist` answers at once, on a machine where nothing is set up."""
    done = run(HEMVIST_VENV=str(tmp_path / "venv"))
    assert done.returncode == 0
    assert "./hemvist demo" in done.stdout
    assert "./hemvist test" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_python_that_will_not_do_is_named(tmp_path: Path) -> None:
    """The setting that is wrong is named, and nothing is left half built."""
    done = run("status", HEMVIST_VENV=str(tmp_path / "venv"), HEMVIST_PYTHON="no-such-python")
    assert done.returncode == 1
    assert "HEMVIST_PYTHON=no-such-python is not Python 3.11 or newer with venv" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_is_plain_posix_shell() -> None:
    """The script is read by the system's sh without complaint."""
    assert subprocess.run(["sh", "-n", str(SCRIPT)], check=False).returncode == 0
