"""Which booking system the city has, as the environment says. A setting that is half said stops the start, with what to do.

HEMVIST_BOOKING          by-hand (default): people book in a system that Hemvist cannot reach, such as GWA, and note the number;
                         caldav: Hemvist writes in the rooms' calendars; none: nothing is booked outside
HEMVIST_ROOMS            with caldav: a file with the server's account and the rooms' calendars (docs/operations.md)
"""

import os
from pathlib import Path
from tomllib import TOMLDecodeError

from django.core.exceptions import ImproperlyConfigured
from pydantic import ValidationError

from hemvist.integrations.calendar.room_settings import Rooms, read_rooms

SYSTEMS = ("by-hand", "caldav", "none")


def _booking_system() -> str:
    said = os.environ.get("HEMVIST_BOOKING", "by-hand")
    if said not in SYSTEMS:
        raise ImproperlyConfigured(f"HEMVIST_BOOKING is '{said}'. Write one of {', '.join(SYSTEMS)}.")
    return said


def _rooms(system: str) -> Rooms | None:
    file = os.environ.get("HEMVIST_ROOMS", "")
    if system != "caldav":
        return None
    if not file:
        raise ImproperlyConfigured("HEMVIST_BOOKING is caldav, but not HEMVIST_ROOMS. See docs/operations.md.")
    try:
        return read_rooms(Path(file))
    except ValidationError as wrong:
        # What was written there may be a password: only where it stands and what is wrong is told.
        told = "; ".join(
            f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in wrong.errors(include_input=False)
        )
        raise ImproperlyConfigured(f"HEMVIST_ROOMS, the file {file}: {told}. See docs/operations.md.") from None
    except (OSError, TOMLDecodeError) as wrong:
        raise ImproperlyConfigured(f"HEMVIST_ROOMS, the file {file}: {wrong}. See docs/operations.md.") from None


BOOKING_SYSTEM = _booking_system()
ROOMS = _rooms(BOOKING_SYSTEM)
