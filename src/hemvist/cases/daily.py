"""The daily pass: cases in which something changes with time alone (an age, a consent that ends, a decision's last day) are worked out anew.

Run it once a day, soon after midnight; running it again, or late, does no harm. It looks only at cases whose day has come.
"""

from datetime import date

from hemvist.cases import sql
from hemvist.cases.recording import reproject
from hemvist.cases.turns import in_turn

_BATCH = 200


def reevaluate_due(today: date) -> int:
    """Work out anew every case whose ``next_change_on`` has come, one transaction each. Gives how many."""
    done = 0
    while rows := _due(today):
        for row in rows:
            in_turn(lambda row=row: reproject(row, today))  # type: ignore[misc]
        done += len(rows)
    return done


def reevaluate_all_access_unchecked(today: date) -> int:
    """Work out every case anew, one transaction each: after an update that changed what a governing document says. Gives how many.

    Nobody's access is asked about: rows are worked out from the record and none is shown.
    """
    done, last = 0, 0
    while rows := sql.fetch("SELECT id FROM cases_case WHERE id > %s ORDER BY id LIMIT %s", [last, _BATCH]):
        for (row,) in rows:
            in_turn(lambda row=row: reproject(row, today))  # type: ignore[misc]
        done, last = done + len(rows), rows[-1][0]
    return done


def _due(today: date) -> list[int]:
    """Some cases whose day has come and that were not worked out since."""
    found = sql.fetch(
        "SELECT id FROM cases_case WHERE next_change_on <= %s AND evaluated_on < %s ORDER BY next_change_on, id LIMIT %s",
        [today, today, _BATCH],
    )
    return [row[0] for row in found]
