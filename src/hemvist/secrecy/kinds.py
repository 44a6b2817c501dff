"""Kinds of information, as a grant carries them: some, or all."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of information that are granted. ``everything``: all of them, also kinds that come with later documents."""

    some: frozenset[str] = frozenset()
    everything: bool = False

    def __contains__(self, kind: object) -> bool:
        return self.everything or kind in self.some

    def __or__(self, other: "Kinds") -> "Kinds":
        return Kinds(self.some | other.some, self.everything or other.everything)

    def __bool__(self) -> bool:
        return self.everything or bool(self.some)

    def covers(self, kinds: frozenset[str]) -> bool:
        """Whether every one of ``kinds`` is granted."""
        return self.everything or kinds <= self.some

    def stored(self) -> str:
        """The text that a row of grants holds: ``*`` for all, else the kinds in order, wrapped in commas."""
        return "*" if self.everything else f",{','.join(sorted(self.some))},"


ALL = Kinds(everything=True)
NONE = Kinds()


@lru_cache(maxsize=1000)
def read_kinds(stored: str | None) -> Kinds:
    """Give the kinds that a row of grants holds, or several rows put together with commas between."""
    kinds = frozenset((stored or "").split(",")) - {""}
    return ALL if "*" in kinds else Kinds(kinds)
