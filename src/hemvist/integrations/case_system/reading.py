"""Files that come in, read row by row: JSON Lines or CSV. A row that cannot be read is given too, with why; nothing is left out."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from hemvist.integrations.case_system.faults import Fault, FileFault, fault_of
from hemvist.integrations.case_system.lines import LINE, AnyLine, canonical, check_of

LONGEST_ROW = 64 * 1024
COLUMNS = (
    "row", "routine", "unit", "opened_on", "reason", "number", "given_name", "family_name", "birth_date", "protection", "caseworker",
)  # fmt: skip
NEEDED = ("row", "routine", "unit", "opened_on", "reason", "number", "given_name", "family_name", "caseworker")
OF_THE_PERSON = ("number", "given_name", "family_name", "birth_date")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it came: its number in the file from 1, and its text. ``fault``: it could not even be taken apart."""

    number: int
    text: str
    fault: Fault | None = None


def rows_of(content: bytes) -> Iterator[RawRow]:
    """Give every row of a file that a person made. CSV is told from JSON Lines by its first character.

    Raises FileFault where the file as a whole cannot be read.
    """
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return json_rows_of(content) if start[:1] == b"{" or not start else _csv_rows(content)


def json_rows_of(content: bytes) -> Iterator[RawRow]:
    """Give every row of a file of JSON Lines, whatever has become of it on the way."""
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        yield _json_row(number, line.rstrip(b"\r"))


def _json_row(number: int, line: bytes) -> RawRow:
    if len(line) > LONGEST_ROW:
        kept = line[:LONGEST_ROW].decode("utf-8", "backslashreplace")
        return RawRow(
            number,
            _storable(kept),
            Fault("row-too-long", "", "Raden är för lång. Dela upp den, eller korta av texten."),
        )
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        kept = line.decode("utf-8", "backslashreplace")
        return RawRow(
            number, _storable(kept), Fault("not-utf-8", "", "Raden är inte skriven i UTF-8. Spara filen i UTF-8.")
        )
    if "\x00" in text:
        return RawRow(number, _storable(text), Fault("not-json", "", _BROKEN))
    return RawRow(number, text)


def _storable(text: str) -> str:
    return text.replace("\x00", "\\x00")


_BROKEN = "Raden är inte hel JSON. Den kan ha blivit avklippt. Hämta filen på nytt."


def _csv_rows(content: bytes) -> Iterator[RawRow]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileFault(
            "not-utf-8", "Filen är inte skriven i UTF-8. Spara den som CSV UTF-8 och försök igen."
        ) from None
    head = text.splitlines()[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if head.count(";") >= head.count(",") else ",", strict=True
    )
    return _under(_heading(reader), reader)


def _heading(reader: "Any") -> list[str]:
    try:
        names = [name.strip().lower() for name in next(reader)]
    except csv.Error:
        raise FileFault("not-csv", "Första raden i filen går inte att läsa som CSV.") from None
    unknown = sorted(set(names) - set(COLUMNS))
    missing = [name for name in NEEDED if name not in names]
    if unknown or missing or len(set(names)) != len(names):
        wanted = ", ".join(COLUMNS)
        raise FileFault("wrong-columns", f"Första raden ska ha kolumnernas namn, varje namn en gång: {wanted}.")
    return names


def _under(names: list[str], reader: "Any") -> Iterator[RawRow]:
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            fault = Fault("not-csv", "", "Raden går inte att läsa som CSV: ett citattecken saknas eller står fel.")
            yield RawRow(reader.line_num, "", fault)
            continue
        if not any(value.strip() for value in values):
            continue
        yield _csv_row(reader.line_num, names, values)


def _csv_row(number: int, names: list[str], values: list[str]) -> RawRow:
    """A row of CSV as the line that it would be."""
    text = _storable(canonical({"columns": values}))
    if len(values) != len(names):
        words = f"Raden har {len(values)} kolumner men ska ha {len(names)}. Se efter att text med skiljetecken står inom citattecken."
        return RawRow(number, text[:LONGEST_ROW], Fault("wrong-columns", "", words))
    told = {name: value.strip() for name, value in zip(names, values, strict=True) if value.strip()}
    person = {name: told.pop(name) for name in OF_THE_PERSON if name in told}
    line = canonical({"record": "case", **told, "person": person})
    if len(line) > LONGEST_ROW or "\x00" in line:
        return RawRow(number, text[:LONGEST_ROW], Fault("row-too-long", "", "Raden är för lång. Korta av texten."))
    return RawRow(number, line)


def line_of(text: str, *, needs_check: bool) -> AnyLine:
    """Read a row as a line of the format. ``needs_check``: one without a check is refused. Raises Fault."""
    values = _object(text)
    check = values.get("check")
    if needs_check and check is None:
        raise Fault(
            "check-missing", "check", "Raden har ingen kontrollsumma (check). Be det andra systemet att skriva den."
        )
    if check is not None and check != check_of(values):
        raise Fault(
            "check-wrong", "check", "Raden har ändrats på vägen: kontrollsumman stämmer inte. Hämta filen på nytt."
        )
    try:
        return LINE.validate_python(values)
    except ValidationError as error:
        raise fault_of(error) from None


def _object(text: str) -> dict[str, Any]:
    """Read JSON strictly: an object, and no name twice in it. Raises Fault."""
    try:
        values = json.loads(text, object_pairs_hook=_no_name_twice, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Fault("not-json", "", _BROKEN) from None
    if not isinstance(values, dict):
        raise Fault("not-json", "", "Raden är inte ett JSON-objekt.")
    _storable_values(values)
    return values


_NUL = b"\\u0000"
"""How a NUL stands in JSON."""


def _storable_values(values: dict[str, Any]) -> None:
    """Refuse characters that no text holds: NUL, and halves of surrogate pairs. Raises Fault."""
    try:
        whole = canonical(values).encode()
    except UnicodeEncodeError:
        whole = _NUL
    if _NUL in whole:
        raise Fault("not-json", "", "Raden har ett tecken som inte kan finnas i en text. Ta bort det.")


def digest_of(text: str) -> str:
    """Give the SHA-256 of what a row says, however it is written; of its text where it cannot be read."""
    try:
        values = _object(text)
    except Fault:
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    values.pop("check", None)
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def _no_name_twice(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found = list(pairs)
    values = dict(found)
    if len(values) != len(found):
        raise ValueError
    return values


def _refuse(_word: str) -> Any:
    raise ValueError


def row_id(text: str) -> str:
    """Give a row's own id, if it can be read; else an empty text. Raises nothing."""
    try:
        told = _object(text).get("row")
    except Fault:
        return ""
    return told.strip() if isinstance(told, str) else ""
