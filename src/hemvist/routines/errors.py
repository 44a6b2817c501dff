"""What is wrong with a governing document's file, so that its author can mend it: file, line, clause, a stable code, the fault and a hint."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class RoutineError:
    """One fault in one file. ``message`` says what is wrong and ``hint`` what to do, in Swedish; ``code`` never changes its meaning."""

    file: str
    line: int
    code: str
    clause: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        clause = f" {self.clause}:" if self.clause else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}: {self.code}{clause} {self.message}{hint}"


class RoutineErrors(Exception):  # noqa: N818 - it carries several errors, each a RoutineError
    """Every fault that was found, in the order of files and lines."""

    def __init__(self, errors: Iterable[RoutineError]) -> None:
        self.errors: tuple[RoutineError, ...] = tuple(sorted(set(errors)))
        super().__init__("\n".join(str(error) for error in self.errors))
