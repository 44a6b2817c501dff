"""Units and workers as the API names them: units by their code, workers by their user name. Row numbers never leave the house."""

from collections.abc import Iterable
from dataclasses import dataclass

from hemvist.cases.views import CaseView
from hemvist.statements import fetch

_BY_NUMBER = (
    "SELECT 1, u.id, u.code FROM organisation_unit u WHERE u.id IN ({units})"
    " UNION ALL SELECT 2, w.id, a.username FROM organisation_worker w JOIN auth_user a ON a.id = w.user_id WHERE w.id IN ({workers})"
)
_BY_NAME = (
    "SELECT 1, u.id, u.code FROM organisation_unit u WHERE u.code IN ({units})"
    " UNION ALL SELECT 2, w.id, a.username FROM organisation_worker w JOIN auth_user a ON a.id = w.user_id WHERE a.username IN ({workers})"
)


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids by row number."""

    units: dict[int, str]
    workers: dict[int, str]


def ids_in(view: CaseView) -> Ids:
    """Give the ids of all units and workers that a case names. One statement, whatever it names."""
    units = {view.owner_unit_id, view.executor_unit_id or 0}
    workers = {party.worker_id for party in view.parties}
    for event in view.history:
        for field, _ in event.fields:
            if field.type in ("unit", "worker"):
                (units if field.type == "unit" else workers).add(_number(event.values.get(field.name)))
    return _ids(_BY_NUMBER, units, workers)


def numbers_of(units: Iterable[str], workers: Iterable[str]) -> Ids:
    """Give the row numbers of units and workers with these ids. One statement."""
    return _ids(_BY_NAME, set(units), set(workers))


def _ids(query: str, units: Iterable[object], workers: Iterable[object]) -> Ids:
    units, workers = list(units), list(workers)
    marks = {"units": ", ".join("%s" for _ in units) or "NULL", "workers": ", ".join("%s" for _ in workers) or "NULL"}
    rows = fetch(query.format(**marks), [*units, *workers])
    return Ids({i: name for which, i, name in rows if which == 1}, {i: name for which, i, name in rows if which == 2})


def _number(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def unit_ids(numbers: Iterable[int]) -> dict[int, str]:
    """Give the ids of units. One statement."""
    return _ids(_BY_NUMBER, set(numbers), ()).units
