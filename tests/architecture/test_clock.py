"""The time is read in one place."""

import ast
import re

from tests.architecture.tree import SOURCE, dotted, lines_matching, parsed, place, python_files

CLOCK = SOURCE / "clock.py"

# What asks the machine what time it is. Measuring how long something took (monotonic, perf_counter) is not that.
ASKS_THE_TIME = re.compile(
    r"(^|\.)((date|datetime)\.(today|now|utcnow)|timezone\.(now|localdate|localtime)|time\.(time|time_ns|localtime|gmtime))$"
)
ASKS_THE_DATABASE = re.compile(
    r"auto_now(_add)?\s*=\s*True|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|strftime\([^)]*'now'|(?<![\w.])NOW\(\)"
)


def test_only_the_clock_asks_what_time_it_is() -> None:
    """No module but hemvist.clock reads the machine's clock."""
    found = [
        place(path, node.lineno)
        for path in python_files(SOURCE)
        if path != CLOCK
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ASKS_THE_TIME.search(dotted(node.func))
    ]
    assert found == []


def test_the_database_is_never_asked_what_time_it_is() -> None:
    """Neither a model's auto_now nor SQL's current time is used: the same moment must be in every row."""
    found = [
        place(path, number)
        for path in sorted(SOURCE.rglob("*.py"))
        for number, _ in lines_matching(ASKS_THE_DATABASE, path)
    ]
    assert found == []
