"""The script of the demo city, as its data files say it: chapters of steps, and the stories that are made of them."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

Span = tuple[int, int]
CHAPTERS = ("chapters.toml", "chapters-insluss.toml")


def seeded(seed: float) -> Random:
    """Give chance that always falls out the same. Nothing secret hangs on it."""
    return Random(seed)  # noqa: S311  # nosec B311


@dataclass(frozen=True, slots=True)
class Step:
    """One event to come, with days counted from the step before it. The keys are explained at the top of ``data/chapters.toml``."""

    type: str
    after: Span = (0, 0)
    id: str = ""
    about: str = ""
    by: str = ""
    start: str = ""  # the step that ``after`` is counted from, if not the one before
    meets: str = ""
    corrects: str = ""
    reason: str = ""
    passed_over: str = ""
    late: int = 0
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Steps in order. ``instead`` names the chapter that stands in its place, by edition."""

    steps: tuple[Step, ...]
    instead: dict[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """Chapters in order, and when they take place. Exactly one of ``ended``, ``age`` and ``edition`` places it in time."""

    name: str
    chapters: tuple[str, ...]
    share: int
    ended: Span | None = None
    age: Span | None = None
    edition: str = ""
    person: str = ""
    routine: str = "kompetenscenter"
    shown: bool = False  # played by those whose log-ins are printed


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that the data files say of the cases."""

    chapters: dict[str, Chapter]
    stories: tuple[Story, ...]
    texts: dict[str, list[str]]

    def steps_of(self, chapter: str, edition: str) -> tuple[Step, ...]:
        """Give the steps of a chapter in a round that goes by an edition."""
        written = self.chapters[chapter]
        return self.chapters[written.instead[edition]].steps if edition in written.instead else written.steps


def data(name: str) -> dict[str, Any]:
    """Read one of the demo's data files."""
    return tomllib.loads((files("hemvist.demo") / "data" / name).read_text(encoding="utf-8"))


@cache
def script() -> Script:
    """Give the script, read once."""
    chapters = {
        name: Chapter(tuple(_step(step) for step in chapter["steps"]), chapter.get("instead", {}))
        for file in CHAPTERS
        for name, chapter in data(file).items()
    }
    return Script(chapters, tuple(_story(story) for story in data("stories.toml")["story"]), data("texts.toml"))


def _step(written: dict[str, Any]) -> Step:
    keys = dict(written)
    keys["after"] = _span(keys.get("after", 0))
    keys["start"] = keys.pop("from", "")
    return Step(**keys)


def _story(written: dict[str, Any]) -> Story:
    keys = dict(written)
    keys["chapters"] = tuple(keys["chapters"])
    for name in ("ended", "age"):
        keys[name] = _span(keys[name]) if name in keys else None
    return Story(**keys)


def _span(written: int | list[int]) -> Span:
    return (written, written) if isinstance(written, int) else (written[0], written[1])


def stories_for(count: int) -> list[Story]:
    """Give ``count`` stories: every one once while they last, then each by its share. Always the same for the same count."""
    stories = script().stories
    given = list(stories[:count])
    told = dict.fromkeys((story.name for story in given), 1)
    while len(given) < count:
        # Whoever is furthest behind its share comes next.
        story = min(stories, key=lambda one: (told[one.name] / one.share, one.name))
        told[story.name] += 1
        given.append(story)
    return given
