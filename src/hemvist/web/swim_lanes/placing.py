"""Which column and row each step stands in, and how the picture is broken into bands that fit a page.

A band holds some sections side by side. In a section a step stands to the right of what leads to it; steps of one role that could share a place are
stacked. Only the lanes that a band uses are drawn in it.
"""

from collections import Counter
from dataclasses import dataclass

from hemvist.web.swim_lanes.flow import Flow, Step

Sections = list[tuple[str, list[list[Step]]]]
"""What comes into a band: sections, or parts of them, by title, as columns of steps."""
COLUMNS = 6
STACKED = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step stands: its column and row, both from 0 in its band."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Group:
    """A section, or the part of one that a band holds ("…, del 1 av 2"): its columns, both ends inclusive."""

    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A role's lane: its rows, both ends inclusive."""

    role: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Band:
    """One strip of the picture."""

    groups: tuple[Group, ...]
    lanes: tuple[Lane, ...]
    places: dict[int, Place]
    columns: int
    rows: int


def bands_of(flow: Flow) -> tuple[Band, ...]:
    """Place every step of a flow."""
    bands: list[Sections] = [[]]
    for title, columns in _sections(flow):
        while columns:
            room = COLUMNS - sum(len(taken) for _, taken in bands[-1])
            if room == 0 or (room < len(columns) <= COLUMNS):
                bands.append([])
                room = COLUMNS
            bands[-1].append((title, columns[:room]))
            columns = columns[room:]
    return tuple(_band(flow, band) for band in _with_names_of_their_own(bands) if band)


def _with_names_of_their_own(bands: list[Sections]) -> list[Sections]:
    """Name the parts of a section that goes on in the next band, so that no two have the same name."""
    parts = Counter(title for band in bands for title, _ in band)
    told: Counter[str] = Counter()
    named = []
    for band in bands:
        told.update(title for title, _ in band)
        named.append([(f"{t}, del {told[t]} av {parts[t]}" if parts[t] > 1 else t, columns) for t, columns in band])
    return named


def _sections(flow: Flow) -> Sections:
    """Give each section, in the order of its first step, as columns of steps."""
    titles = dict.fromkeys(step.section for step in flow.steps)
    return [(title, _columns(flow, [step for step in flow.steps if step.section == title])) for title in titles]


def _columns(flow: Flow, steps: list[Step]) -> list[list[Step]]:
    """Set the steps of a section in columns: right of what leads to them, where their lane still has room."""
    at: dict[int, int] = {}
    columns: list[list[Step]] = []
    for step in steps:
        earliest = max(
            (at[link.source] + 1 for link in flow.links if link.target == step.number and link.source in at), default=0
        )
        column = earliest
        while column < len(columns) and sum(other.role == step.role for other in columns[column]) >= STACKED:
            column += 1
        columns.extend([] for _ in range(column + 1 - len(columns)))
        columns[column].append(step)
        at[step.number] = column
    return columns


def _band(flow: Flow, sections: Sections) -> Band:
    """Give the steps of some sections their rows and columns."""
    columns = [column for _, part in sections for column in part]
    lanes: list[Lane] = []
    for role in flow.roles:
        rows = max(sum(step.role == role for step in column) for column in columns)
        first = lanes[-1].last + 1 if lanes else 0
        if rows:
            lanes.append(Lane(role, first, first + rows - 1))
    places: dict[int, Place] = {}
    for number, column in enumerate(columns):
        for lane in lanes:
            for row, step in enumerate((step for step in column if step.role == lane.role), lane.first):
                places[step.number] = Place(number, row)
    return Band(tuple(_groups(sections)), tuple(lanes), places, len(columns), lanes[-1].last + 1)


def _groups(sections: Sections) -> list[Group]:
    """Give the sections of a band the columns they span."""
    groups: list[Group] = []
    for title, part in sections:
        first = groups[-1].last + 1 if groups else 0
        groups.append(Group(title, first, first + len(part) - 1))
    return groups
