"""What may stand on the command line: days, moments, ports and counts, each refused with how it should be written."""

import argparse
import re
from datetime import UTC, date, datetime

from hemvist.clock import LOCAL_ZONE

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def day(text: str) -> date:
    """Read a day, ÅÅÅÅ-MM-DD."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day. Write it as 2026-02-10.") from None


def moment(text: str) -> datetime:
    """Read a day with a time; without a zone it is the city's own time. Gives UTC."""
    try:
        read = datetime.fromisoformat(text)
        if len(text) <= len("2026-02-10"):
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day with a time. Write it as 2026-02-10T13:00.") from None
    return (read if read.tzinfo else read.replace(tzinfo=LOCAL_ZONE)).astimezone(UTC)


def port(text: str) -> int:
    """Read a port number."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port. Give a number from 1 to 65535, such as 8000.")
    return int(text)


def positive(text: str) -> int:
    """Read how many: a whole number from 1."""
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 100000.")
    return int(text)
