"""Runs the measurements and prints a table, each line as soon as it is measured. It judges nothing by seconds: each figure is a ratio to a peer
or a limit of the same run.

``--quick`` makes everything small, to see that the measurements themselves work. ``--only NAME`` runs one of them.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import database
from benchmarks.interleaved import Row

NAMES = ("status", "recording", "writers", "worklist", "policy", "page", "outbox", "letters", "api")
OPEN_DUTIES = 1_000_000
FEW_DUTIES = 5_000
HEADS = ("measured", "ours ms", "peer ms", "ratio", "aim", "", "peer")
WIDTHS = (52, 8, 8, 6, 17, 6, 0)


def main(argv: list[str]) -> int:
    """Run what is asked for; 1 if any aim is missed, which a loaded machine can cause too: run again before believing it."""
    parser = argparse.ArgumentParser(prog="hemvist bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, few repeats")
    parser.add_argument(
        "--only", choices=NAMES, action="append", help="this measurement only (may be given several times)"
    )
    asked = parser.parse_args(argv)
    folder = database.prepare()
    try:
        measurements = _measurements(asked.quick, folder)
        print(_line(HEADS), flush=True)
        rows = [row for name in asked.only or NAMES for row in _told(name, measurements[name])]
    finally:
        database.discard(folder)
    return 0 if all(row.within for row in rows) else 1


def _told(name: str, measure: Callable[[], list[Row]]) -> list[Row]:
    """Measure, and print what came of it at once, so that it is not lost if a later measurement fails."""
    print(f"measuring: {name} …", file=sys.stderr, flush=True)
    rows = measure()
    for row in rows:
        print(_line(_cells(row)), flush=True)
    return rows


def _measurements(quick: bool, folder: Path) -> dict[str, Callable[[], list[Row]]]:
    from benchmarks import api, letters, outbox, page, policy, recording, status, worklist, writers

    repeats = 2 if quick else 15
    size = FEW_DUTIES if quick else OPEN_DUTIES
    return {
        "status": lambda: status.measure(repeats),
        "recording": lambda: recording.measure(1 if quick else 6, folder),
        "writers": lambda: writers.measure(1 if quick else 5),
        "worklist": lambda: worklist.measure(repeats * 2, size),
        "policy": lambda: policy.measure(repeats * 2, size),
        "page": lambda: page.measure(repeats * 6, size),
        "api": lambda: api.measure(repeats * 2, size),
        "letters": lambda: letters.measure(2 if quick else 15),
        "outbox": lambda: outbox.measure(1_000 if quick else 10_000),
    }


def _line(cells: tuple[str, ...]) -> str:
    return "  ".join(text.ljust(width) for text, width in zip(cells, WIDTHS, strict=True)).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    kept = "kept" if row.within else "MISSED"
    return (row.name, f"{row.ours_ms:.3f}", f"{row.peer_ms:.3f}", f"{row.ratio:.2f}", row.aim, kept, row.peer)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
