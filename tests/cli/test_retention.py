"""The commands of retention, run as a person runs them, on a database of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import copied

ROOT = Path(__file__).resolve().parents[2]


def environment(folder: Path, **other: str) -> dict[str, str]:
    """An SQLite file in the folder."""
    kept = {key: value for key, value in os.environ.items() if key not in ("HEMVIST_DATABASE_URL", "HEMVIST_DATA")}
    paths = f"{ROOT / 'src'}:{ROOT}"
    return (
        kept
        | {"HEMVIST_DATA": str(folder), "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "hemvist.config.settings"}
        | other
    )


def run(folder: Path, *arguments: str, **other: str) -> subprocess.CompletedProcess[str]:
    """Run a command."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(folder, **other), capture_output=True, text=True, check=False
    )


def hemvist(folder: Path, *arguments: str, **other: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Hemvist's."""
    return run(folder, "hemvist", *arguments, **other)


@pytest.fixture(scope="module")
def place(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a town that has one old case, approved, and an empty folder for packages."""
    folder = copied(tables, tmp_path_factory.mktemp("gallring"))
    done = run(folder, "tests.retention.scene")
    assert done.returncode == 0, done.stderr
    (folder / "paket").mkdir()
    return folder


def bytes_of(place: Path) -> bytes:
    """Everything of the database that lies on the disk."""
    return b"".join(path.read_bytes() for path in sorted(place.glob("hemvist.sqlite3*")))


def test_a_case_goes_from_the_list_to_the_archive_and_leaves_no_trace_on_the_disk(place: Path) -> None:
    """Listed, shown, refused too early, packed, verified without the database, removed; then no byte of the person is in the file."""
    listed = hemvist(place, "retention", "list")
    assert "KC-2020-000001  Enhet centrum  från 2025-06-10  godkänt" in listed.stdout
    assert "1 ärende ska lämna systemet." in listed.stdout
    shown = hemvist(place, "retention", "show", "kc-2020-000001").stdout
    for text in (
        "Sista anteckningen: 2020-06-10",
        "klart senast 2026-12-31",
        "bevaras i arkivet",
        "väntar på arkivpaket",
        "Känd i förvaltningen: inte genom det här ärendet",
        "Åtkomstloggen sparas så länge ärendet är kvar, och minst 10 år (stadens egen tid)",
    ):
        assert text in shown
    assert "Gammelström" not in listed.stdout + shown

    early = hemvist(place, "retention", "remove", str(place / "paket"))
    assert early.returncode == 1
    assert "Arkivpaketet är inte skrivet än." in early.stdout
    packed = hemvist(place, "retention", "package", str(place / "paket"))
    assert (packed.returncode, packed.stdout) == (0, "1 arkivpaket skrivet och kontrollerat.\n")
    [package] = (place / "paket").iterdir()
    verified = hemvist(
        place / "ingen", "retention", "verify", str(package), HEMVIST_DATABASE_URL="postgresql://127.0.0.1:1/ingen"
    )
    assert (verified.returncode, "helt: 4 händelser" in verified.stdout) == (0, True), verified.stderr

    assert "Gammelström".encode() in bytes_of(place)
    removed = hemvist(place, "retention", "remove", str(place / "paket"))
    assert (removed.returncode, removed.stdout) == (0, "1 ärende har lämnat systemet.\n"), removed.stderr
    for secret in ("Gammelström", "gammelström", "Hemligt behov", "Provgatan", "KC-2020-000001"):
        assert secret.encode() not in bytes_of(place)
    assert hemvist(place, "verify-record").returncode == 0
    gone = hemvist(place, "retention", "show", "KC-2020-000001")
    assert gone.returncode == 2
    assert "Det kan ha lämnat systemet." in gone.stderr
    (package / "representations/rep1/data/arende.html").write_text("annat")
    broken = hemvist(place, "retention", "verify", str(package))
    assert broken.returncode == 1
    assert "PKG-03  representations/rep1/data/arende.html  Innehållet är inte det som skrevs" in broken.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("package", "finns-inte"), "Mappen finns-inte finns inte."),
        (("remove", "finns-inte"), "Mappen finns-inte finns inte."),
        (("verify", "finns-inte"), "finns-inte är ingen mapp."),
        (("show", "KC-1"), "inget ärende har ärendenumret KC-1"),
    ],
)
def test_what_is_wrong_on_the_command_line_is_told_in_words(place: Path, arguments: tuple[str, str], said: str) -> None:
    """The command ends with code 2 and no traceback."""
    done = hemvist(place, "retention", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_no_package_is_told(place: Path) -> None:
    """With what to give instead."""
    done = hemvist(place, "retention", "verify", str(ROOT / "docs"))
    assert done.returncode == 1
    assert "PKG-01  METS.xml  Filen saknas. Ange mappen med paketet" in done.stdout


def test_rules_that_cannot_be_read_stop_every_command(place: Path) -> None:
    """Nothing is packed or removed by a rule that is guessed."""
    for command in (("list",), ("package", str(place / "paket")), ("remove", str(place / "paket"))):
        done = hemvist(place, "retention", *command, HEMVIST_RETENTION="finns-inte.toml")
        assert done.returncode == 2
        assert "Filen finns-inte.toml med regler för gallring kan inte läsas" in done.stderr
