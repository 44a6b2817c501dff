"""Files and cities for the tests of the exchange: sample people with test numbers only."""

import json
from datetime import date
from random import Random
from typing import Any

from hemvist import clock
from hemvist.demo.numbers import numbers_for
from hemvist.integrations.case_system.lines import canonical, check_of
from tests.factories import City

NUMBERS = [each.digits12 for each in numbers_for(40, Random(1), date(2026, 1, 1))]  # noqa: S311
BOARD = "n-sf-hisingen"


def case_line(row: str, number: str = NUMBERS[0], **more: Any) -> dict[str, Any]:
    """A case to open for somebody."""
    person = {"number": number, "given_name": "Karin", "family_name": "Östlund"} | more.pop("person", {})
    return {
        "record": "case",
        "row": row,
        "routine": "kompetenscenter",
        "unit": "sf-hisingen-1",
        "opened_on": clock.today().isoformat(),
        "reason": "Har ansökt om försörjningsstöd.",
        "person": person,
        "protection": "none",
        "caseworker": "anna",
    } | more


def file_with(*lines: dict[str, Any], checked: bool = False) -> bytes:
    """A file of JSON Lines. ``checked``: each line has its check."""
    told = [line | {"check": check_of(line)} if checked else line for line in lines]
    return "".join(canonical(line) + "\n" for line in told).encode()


def as_csv(*lines: dict[str, Any]) -> bytes:
    """The same cases as CSV."""
    columns = [
        "row",
        "routine",
        "unit",
        "opened_on",
        "reason",
        "number",
        "given_name",
        "family_name",
        "protection",
        "caseworker",
    ]
    rows = [";".join(columns)]
    for line in lines:
        flat = line | line["person"]
        rows.append(";".join(json.dumps(flat[name], ensure_ascii=False) for name in columns))
    return ("\r\n".join(rows) + "\r\n").encode("utf-8-sig")


def board_of(city: City) -> Any:
    """The board of the deciding unit."""
    return city.deciding.administration.board
