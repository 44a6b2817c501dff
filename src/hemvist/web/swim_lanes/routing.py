"""The way of every line through a band: orthogonal, each line on a track of its own, so that lines may cross but never lie on each other.

Lines run in channels: upright ones left of each column, level ones above each row. All lines out of one step are one net and share their tracks. A line
leaves a step at its right side, goes up or down in the channel there, along a level channel where it must pass columns, and into its target from the left.
Between two neighbours in a row, the lines out of the left one and into the right one take different heights ("slots").
"""

from collections import defaultdict
from dataclasses import dataclass, field

from hemvist.web.swim_lanes.placing import Band

SLOT_ORDER = (0, 1, -1, 2, -2)
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    """One link's way. Slots are heights at its ends; tracks are places in the channels it runs in. ``over`` is None between neighbouring columns."""

    source: int
    target: int
    out_slot: int
    in_slot: int
    leave: tuple[int, int]  # upright channel, track
    over: tuple[int, int] | None  # level channel, track
    arrive: tuple[int, int]  # upright channel, track


@dataclass(slots=True)
class Routing:
    """All routes of a band, how many tracks each channel has, and the links there was no room for (they are told in words)."""

    routes: list[Route] = field(default_factory=list)
    upright: dict[int, int] = field(default_factory=dict)
    level: dict[int, int] = field(default_factory=dict)
    untold: list[tuple[int, int]] = field(default_factory=list)


def route(band: Band, links: list[tuple[int, int]]) -> Routing:
    """Find the way of every link whose both ends stand in the band."""
    slots, kept, untold = _slots(band, links)
    upright: dict[int, dict[int, Interval]] = defaultdict(dict)
    level: dict[int, dict[int, Interval]] = defaultdict(dict)
    for source, target in kept:
        _claim(band, source, target, upright, level)
    tracks = {channel: _tracks(claims) for channel, claims in upright.items()}
    level_tracks = {channel: _tracks(claims) for channel, claims in level.items()}
    made = Routing(untold=untold)
    made.upright = {channel: max(given.values()) + 1 for channel, given in tracks.items()}
    made.level = {channel: max(given.values()) + 1 for channel, given in level_tracks.items()}
    for source, target in kept:
        here, there = band.places[source], band.places[target]
        out, into, over = here.column + 1, there.column, _level_channel(band, source, target)
        made.routes.append(
            Route(
                source,
                target,
                slots[out, here.row][source],
                slots[into, there.row][source],
                (out, tracks[out][source]),
                None if over is None else (over, level_tracks[over][source]),
                (into, tracks[into][source]),
            )
        )
    return made


def _slots(
    band: Band, links: list[tuple[int, int]]
) -> tuple[dict[tuple[int, int], dict[int, int]], list[tuple[int, int]], list[tuple[int, int]]]:
    """Give each net a height where it touches a channel beside a row; straight lines first, so that they stay straight."""
    slots: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    kept, untold = [], []

    def straight(link: tuple[int, int]) -> bool:
        here, there = band.places[link[0]], band.places[link[1]]
        return here.row == there.row and here.column + 1 == there.column

    for source, target in sorted(links, key=lambda link: (not straight(link), link)):
        here, there = band.places[source], band.places[target]
        ends = [slots[here.column + 1, here.row], slots[there.column, there.row]]
        if any(source not in end and len(end) == len(SLOT_ORDER) for end in ends):
            untold.append((source, target))
            continue
        for end in ends:
            if source not in end:
                end[source] = next(slot for slot in SLOT_ORDER if slot not in end.values())
        kept.append((source, target))
    return slots, sorted(kept), untold


def _claim(
    band: Band, source: int, target: int, upright: dict[int, dict[int, Interval]], level: dict[int, dict[int, Interval]]
) -> None:
    """Claim the stretches of channel that a link runs in, for its net."""
    here, there = band.places[source], band.places[target]
    over = _level_channel(band, source, target)
    if over is None:
        _widen(upright[there.column], source, here.row + 0.5, there.row + 0.5)
        return
    _widen(upright[here.column + 1], source, here.row + 0.5, over)
    _widen(level[over], source, here.column + 1, there.column)
    _widen(upright[there.column], source, over, there.row + 0.5)


def _level_channel(band: Band, source: int, target: int) -> int | None:
    """Choose the level channel beside the target's row, on the side that the line comes from; None between neighbouring columns."""
    here, there = band.places[source], band.places[target]
    if here.column + 1 == there.column:
        return None
    return there.row + 1 if there.row < here.row else there.row


def _widen(claims: dict[int, Interval], net: int, one: float, other: float) -> None:
    """Let a net's stretch of a channel reach both points."""
    low, high = claims.get(net, (one, one))
    claims[net] = (min(low, one, other), max(high, one, other))


def _tracks(claims: dict[int, Interval]) -> dict[int, int]:
    """Give every net of a channel a track on which nobody else's stretch touches its own."""
    ends: list[float] = []
    given: dict[int, int] = {}
    for net, (low, high) in sorted(claims.items(), key=lambda claim: (claim[1], claim[0])):
        track = next((track for track, end in enumerate(ends) if end < low), len(ends))
        if track == len(ends):
            ends.append(high)
        ends[track] = high
        given[net] = track
    return given
