"""Which rooms have a calendar on a CalDAV server: a file of the city's own, read strictly when Hemvist starts."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Room(_Strict):
    """A room: its names as people write them in a booking, and the address of its calendar."""

    names: tuple[str, ...] = Field(min_length=1)
    calendar: HttpUrl


class Rooms(_Strict):
    """The server's account, and its rooms by a short name of their own. ``ca``: a file of certificates to trust, "" for the machine's."""

    user: str = ""
    password: SecretStr = SecretStr("")
    ca: str = ""
    rooms: dict[str, Room]

    def calendar_of(self, place: str) -> str | None:
        """Give the address of the calendar of a room, by any of its names; None where it has none."""
        wanted = _plain(place)
        return next((str(r.calendar) for r in self.rooms.values() if wanted in map(_plain, r.names)), None)


def read_rooms(file: Path) -> Rooms:
    """Read the file. Raises OSError, tomllib.TOMLDecodeError, or pydantic's ValidationError which names what is wrong."""
    return Rooms.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
