"""All that any logger is told, for tests that something is told to none."""

# ruff: noqa: TID251 (every logger of everybody is listened to)

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Everything(logging.Handler):
    """Keeps every line with all that its error says."""

    def __init__(self) -> None:
        super().__init__(level=logging.NOTSET)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s %(exc_info)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{self.format(record)} {record.args!r}")


@contextmanager
def every_line(*loggers: str) -> Iterator[list[str]]:
    """Set every logger that there is, and ``loggers`` too, to tell all, and give the lines as they come."""
    kept = _Everything()
    names = ["", *loggers, *logging.root.manager.loggerDict]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.root.addHandler(kept)
    try:
        yield kept.lines
    finally:
        logging.root.removeHandler(kept)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
