"""Two things timed in turn, A B A B …, so that a machine whose speed drifts slows both."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, both medians in milliseconds, their ratio, and the aim it is held against."""

    name: str
    ours_ms: float
    peer_ms: float
    peer: str
    ratio: float
    aim: str
    within: bool


def timed(action: Callable[[], object]) -> float:
    """Give how many milliseconds ``action`` took."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def medians(
    ours: Callable[[], object], peer: Callable[[], object], repeats: int, ours_times: int = 1
) -> tuple[float, float]:
    """Time both in turn and give the median milliseconds of one call of each. ``ours_times`` calls of ours are timed as one when it is very short."""
    ours_taken, peer_taken = [], []

    def ours_many() -> None:
        for _ in range(ours_times):
            ours()

    ours()
    peer()
    gc.collect()
    for _ in range(repeats):
        ours_taken.append(timed(ours_many) / ours_times)
        gc.collect()  # neither pays for what the other left behind
        peer_taken.append(timed(peer))
        gc.collect()
    return median(ours_taken), median(peer_taken)


def at_least(name: str, ours_ms: float, peer_ms: float, peer: str, times: float) -> Row:
    """Give the row of an aim "at least so many times as fast as the peer"."""
    ratio = peer_ms / ours_ms
    return Row(name, ours_ms, peer_ms, peer, ratio, f"≥ {times:g} × as fast", ratio >= times)


def at_most(name: str, ours_ms: float, peer_ms: float, peer: str, times: float) -> Row:
    """Give the row of an aim "takes at most so many times as long as the peer"."""
    ratio = ours_ms / peer_ms
    return Row(name, ours_ms, peer_ms, peer, ratio, f"≤ {times:g} × the time", ratio <= times)
