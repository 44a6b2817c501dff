"""How a line of the server's log is written: what failed and where in the code, never what anyone wrote or whom it was about."""

import logging
import re
from traceback import extract_tb
from types import TracebackType

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# The secret in the address of a calendar feed: whoever has it is shown the feed.
_SECRET = re.compile(r"(/kalender/flode/)[^\s/]+")


class Impersonal(logging.Formatter):
    """Writes an error as its kind and the lines of code it passed. What the error says is left out: a database quotes the row it refuses."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, without the secret where an address has one."""
        return _SECRET.sub(r"\1…", super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802  (the name is logging's)
        """Give the kinds of the error and of those it came from, each with where it was."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}, at")
            lines += [f"  {at.filename}:{at.lineno} in {at.name}" for at in extract_tb(error.__traceback__)]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
