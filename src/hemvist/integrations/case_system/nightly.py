"""The nightly exchange: what is new is written to a folder, and what has come there is taken in."""

from dataclasses import dataclass
from pathlib import Path

from hemvist.integrations.case_system.files import arrived
from hemvist.integrations.case_system.models import IncomingFile
from hemvist.integrations.case_system.sending import Made, send
from hemvist.integrations.case_system.taking_in import Progress, Tell, receive, take_in
from hemvist.organisation.models import Board


class NoSuchBoard(LookupError):  # noqa: N818 (an answer)
    """No board has the code."""


@dataclass(frozen=True, slots=True)
class Came:
    """A file that came: its name, how it went, and what did not agree with it as a whole (in Swedish). ``progress`` is None if it was not read."""

    file: str
    progress: Progress | None
    told: str


def board_with(code: str) -> Board:
    """Give the board with a code. Raises NoSuchBoard."""
    found = Board.objects.filter(code=code).first()
    if found is None:
        raise NoSuchBoard(code)
    return found


def take_in_folder(board: Board, folder: Path, tell: Tell | None = None) -> list[Came]:
    """Take in every file for a board that has come to a folder. The files stay; those that were taken in before are known. Raises OSError."""
    came = []
    for each in arrived(folder, board.code):
        if isinstance(each, Path):
            came.append(Came(each.name, None, "Manifestet går inte att läsa, eller så saknas filen som det beskriver."))
            continue
        file = receive(board, IncomingFile.Purpose.EXCHANGE, each.content)
        if file.told != each.told:
            file.told = each.told
            file.save(update_fields=["told"])
        came.append(Came(each.path.name, take_in(file, tell), each.told))
    return came


def exchange(board: Board, folder: Path) -> tuple[list[Came], list[Made]]:
    """Both ways, for the daily run: in from ``in`` and out to ``out`` in the board's folder, which are made if they are not there."""
    for name in ("in", "out"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    came = take_in_folder(board, folder / "in")
    return came, send(board, folder / "out")
