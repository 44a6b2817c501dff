"""Turns a routed band into shapes with coordinates, ready for an SVG template. Lengths are in pixels at the size it is meant to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hemvist.routines.model import Edition
from hemvist.routines.sentences import role_label
from hemvist.web.swim_lanes.flow import Flow, Step, flow_of
from hemvist.web.swim_lanes.lettering import width, wrapped
from hemvist.web.swim_lanes.placing import Band, bands_of
from hemvist.web.swim_lanes.routing import Route, Routing, route

HEADER_WIDTH = 30
GROUP_HEIGHT = 26
BOX_WIDTH = 146
LINE = 15
FOOT_LINE = 13
PADDING = 8
TRACK = 9
SLOT = 9
GAP = 12
LABEL_SIZE = 12.5
FOOT_SIZE = 10.5
RING = 11
UNMARKED: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text from its left edge (or its middle) at its baseline."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    """A step's shape with its lines of text. ``kind`` is duty or event; ``top`` holds the number, ``foot`` the clauses and notes."""

    kind: str
    number: int
    clause: str
    x: float
    y: float
    width: float
    height: float
    label: tuple[Text, ...]
    foot: tuple[Text, ...]
    gate: Text | None


@dataclass(frozen=True, slots=True)
class Line:
    """A way through the picture, as the ``d`` of a path; its last point carries the arrow."""

    d: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane or a section heading: a rectangle with a name."""

    name: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class BandDrawing:
    """Everything that one band's picture holds."""

    width: float
    height: float
    title: str
    groups: tuple[Strip, ...]
    lanes: tuple[Strip, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A step in words, for the list beside the picture."""

    step: Step
    role: str
    after: tuple[int, ...]
    then: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A routine's picture, and the same in words."""

    bands: tuple[BandDrawing, ...]
    told: tuple[Told, ...]


def picture_of(edition: Edition, marks: Mapping[int, str] = UNMARKED) -> Picture:
    """Draw an edition. The same edition gives the same picture. ``marks``: by a step's number, how it stands in a case, in a word or two."""
    flow = flow_of(edition)
    return Picture(
        tuple(_Drawer(edition, flow, band, marks).drawing() for band in bands_of(flow)), tuple(_told(edition, flow))
    )


def _told(edition: Edition, flow: Flow) -> list[Told]:
    """Say each step with the numbers of what leads to it and of what follows."""
    return [
        Told(
            step,
            role_label(edition, step.role),
            tuple(link.source for link in flow.links if link.target == step.number),
            tuple((link.target, " eller ".join(link.by)) for link in flow.links if link.source == step.number),
        )
        for step in flow.steps
    ]


class _Drawer:
    """Draws one band: first the sizes of rows, columns and channels, then every shape."""

    def __init__(self, edition: Edition, flow: Flow, band: Band, marks: Mapping[int, str]) -> None:
        self.edition, self.flow, self.band, self.marks = edition, flow, band, marks
        inside = [
            (link.source, link.target)
            for link in flow.links
            if link.source in band.places and link.target in band.places
        ]
        self.routing: Routing = route(band, inside)
        drawn = {(each.source, each.target) for each in self.routing.routes}
        self.elsewhere = [link for link in flow.links if (link.source, link.target) not in drawn]
        self.labels = {
            number: wrapped(flow.step(number).label, _label_width(flow.step(number)), LABEL_SIZE)
            for number in band.places
        }
        self.feet = {number: self._foot(flow.step(number)) for number in band.places}
        self._measure()

    def _measure(self) -> None:
        """Place columns, rows and channels one after the other."""
        x = float(HEADER_WIDTH)
        self.channel_x, self.column_x = [], []
        for column in range(self.band.columns + 1):
            self.channel_x.append(x)
            x += GAP + (self.routing.upright.get(column, 0) + 1) * TRACK
            if column < self.band.columns:
                self.column_x.append(x)
                x += BOX_WIDTH
        self.width = x
        y = float(GROUP_HEIGHT)
        self.level_y, self.row_y, self.row_height = [], [], []
        for row in range(self.band.rows + 1):
            self.level_y.append(y)
            y += GAP + self.routing.level.get(row, 0) * TRACK
            if row < self.band.rows:
                height = max(
                    self._row_height(row),
                    *(self._height(number) for number, place in self.band.places.items() if place.row == row),
                )
                self.row_y.append(y)
                self.row_height.append(height)
                y += height
        self.height = y

    def _row_height(self, row: int) -> float:
        """How high a row must be for its lane's name to be read: no word of it is broken."""
        lane = next(lane for lane in self.band.lanes if lane.first <= row <= lane.last)
        longest = max(width(word, FOOT_SIZE + 1) for word in role_label(self.edition, lane.role).split())
        return longest / (lane.last - lane.first + 1)

    def drawing(self) -> BandDrawing:
        """Draw the band."""
        titles = " · ".join(group.title for group in self.band.groups)
        return BandDrawing(
            self.width,
            self.height,
            titles,
            tuple(self._groups()),
            tuple(self._lanes()),
            tuple(self._box(number) for number in self.band.places),
            tuple(self._line(each) for each in self.routing.routes),
        )

    def _groups(self) -> list[Strip]:
        """Draw the section headings over their columns."""
        strips = []
        for group in self.band.groups:
            x = self.channel_x[group.first]
            room = self.channel_x[group.last + 1] - x if group.last + 1 < self.band.columns else self.width - x
            words = wrapped(group.title, room - 12, LABEL_SIZE)
            shown = words[0] if len(words) == 1 else words[0] + " …"
            strips.append(Strip(group.title, x, 0, room, self.height, (Text(x + 6, 17, shown),)))
        return strips

    def _lanes(self) -> list[Strip]:
        """Draw the lanes with their roles at the left, turned upwards."""
        strips = []
        for lane in self.band.lanes:
            y = self.level_y[lane.first]
            height = self.level_y[lane.last + 1] - y if lane.last + 1 < self.band.rows else self.height - y
            words = wrapped(role_label(self.edition, lane.role), height - 8, FOOT_SIZE + 1)[:2]
            middle = y + height / 2
            lines = tuple(
                Text(HEADER_WIDTH / 2 + 4 + (place - (len(words) - 1) / 2) * 13, middle, line)
                for place, line in enumerate(words)
            )
            strips.append(Strip(lane.role, 0, y, self.width, height, lines))
        return strips

    def _box(self, number: int) -> Box:
        """Draw a step; it stands in the middle of its row."""
        step, place, height = self.flow.step(number), self.band.places[number], self._height(number)
        x = self.column_x[place.column]
        y = self.row_y[place.row] + (self.row_height[place.row] - height) / 2
        left = x + (2 * RING + 8 if step.kind == "event" else PADDING)
        first = y + PADDING + LINE - 4
        label = tuple(Text(left, first + line * LINE, words) for line, words in enumerate(self.labels[number]))
        below = first + len(label) * LINE - 1
        foot = tuple(Text(left, below + line * FOOT_LINE, words) for line, words in enumerate(self.feet[number]))
        gate = Text(x + BOX_WIDTH, y, ", ".join(step.gates)) if step.gates else None
        return Box(step.kind, number, step.clauses[0], x, y, BOX_WIDTH, height, label, foot, gate)

    def _foot(self, step: Step) -> tuple[str, ...]:
        """Say under a step's label: how it stands in a case, its number and clauses, its notes, and the steps it is joined to without a line."""
        after = sorted({link.source for link in self.elsewhere if link.target == step.number})
        then = sorted({link.target for link in self.elsewhere if link.source == step.number})
        mark = self.marks.get(step.number)
        words = [mark] if mark else []
        words += [f"{step.number} · {', '.join(step.clauses)}", *step.notes]
        words += [f"◆ krav: {', '.join(step.gates)}"] if step.gates else []
        words += [f"från {', '.join(map(str, after))}"] if after else []
        words += [f"till {', '.join(map(str, then))}"] if then else []
        width = _label_width(step)
        return tuple(line for each in words for line in wrapped(each, width, FOOT_SIZE))

    def _height(self, number: int) -> float:
        """How high a step's shape is."""
        return 2 * PADDING + len(self.labels[number]) * LINE + len(self.feet[number]) * FOOT_LINE

    def _line(self, way: Route) -> Line:
        """Draw the way of a link as straight strokes."""
        here, there = self.band.places[way.source], self.band.places[way.target]
        start = (self.column_x[here.column] + BOX_WIDTH, self._slot_y(here.row, way.out_slot))
        end = (self.column_x[there.column], self._slot_y(there.row, way.in_slot))
        first = self._track_x(*way.leave)
        last = self._track_x(*way.arrive)
        if way.over is None:
            points = [start, (first, start[1]), (first, end[1]), end]
        else:
            level = self.level_y[way.over[0]] + GAP / 2 + way.over[1] * TRACK
            points = [start, (first, start[1]), (first, level), (last, level), (last, end[1]), end]
        kept = tuple(point for place, point in enumerate(points) if place == 0 or point != points[place - 1])
        return Line("M" + "L".join(f"{x:g} {y:g}" for x, y in kept), kept)

    def _slot_y(self, row: int, slot: int) -> float:
        """The height at which a line meets a step."""
        return self.row_y[row] + self.row_height[row] / 2 + slot * SLOT

    def _track_x(self, channel: int, track: int) -> float:
        """Where a track of an upright channel runs."""
        return self.channel_x[channel] + GAP / 2 + (track + 1) * TRACK - TRACK / 2


def _label_width(step: Step) -> float:
    """How wide the words of a step may be."""
    return BOX_WIDTH - (2 * RING + 10 if step.kind == "event" else 2 * PADDING)
