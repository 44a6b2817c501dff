"""Runs the measurements and prints one table. It judges nothing by seconds: each figure is a ratio to a peer or a limit of the same run.

``--quick`` makes everything small, to see that the measurements themselves work. ``--only NAME`` runs one of them.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import database
from benchmarks.interleaved import Row

NAMES = ("status", "recording", "writers", "worklist", "policy", "page")
OPEN_DUTIES = 1_000_000
FEW_DUTIES = 5_000


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
        rows = [row for name in asked.only or NAMES for row in _told(name, _measurements(asked.quick, folder)[name])]
    finally:
        database.discard(folder)
    print(_table(rows))
    return 0 if all(row.within for row in rows) else 1


def _told(name: str, measure: Callable[[], list[Row]]) -> list[Row]:
    print(f"measuring: {name} …", file=sys.stderr, flush=True)
    return measure()


def _measurements(quick: bool, folder: Path) -> dict[str, Callable[[], list[Row]]]:
    from benchmarks import page, policy, recording, status, worklist, writers

    repeats = 2 if quick else 15
    size = FEW_DUTIES if quick else OPEN_DUTIES
    return {
        "status": lambda: status.measure(repeats),
        "recording": lambda: recording.measure(1 if quick else 6, folder),
        "writers": lambda: writers.measure(1 if quick else 5),
        "worklist": lambda: worklist.measure(repeats * 2, size),
        "policy": lambda: policy.measure(repeats * 2, size),
        "page": lambda: page.measure(repeats * 6, size),
    }


def _table(rows: list[Row]) -> str:
    heads = ("measured", "ours ms", "peer ms", "ratio", "aim", "", "peer")
    cells = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(heads))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def _cells(row: Row) -> tuple[str, ...]:
    kept = "kept" if row.within else "MISSED"
    return (row.name, f"{row.ours_ms:.3f}", f"{row.peer_ms:.3f}", f"{row.ratio:.2f}", row.aim, kept, row.peer)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
