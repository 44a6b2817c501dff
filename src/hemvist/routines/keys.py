"""The keys of one table, read strictly: each key is asked for by name and type, and whatever is left over is an error."""

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from hemvist.routines.errors import RoutineError
from hemvist.routines.literate import Table

BLOCK_ID = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
FIELD_NAME = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")


def like(name: str, known: Iterable[str]) -> str:
    """A hint with the nearest known name, or the first of all known ones."""
    choices = sorted(known)
    near = get_close_matches(name, choices, n=1)
    if near:
        return f"Menade du ”{near[0]}”?"
    shown = ", ".join(choices[:12]) + (" …" if len(choices) > 12 else "")
    return f"Det som finns: {shown}." if choices else "Det finns inga att välja på."


def say(value: Any) -> str:
    """A TOML value as its author wrote it, near enough to be recognised."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class Keys:
    """Reads a table (or an inline table inside it) key by key and collects faults in ``errors``."""

    def __init__(
        self, table: Table, errors: list[RoutineError], data: dict[str, Any] | None = None, key: str = ""
    ) -> None:
        self.table = table
        self.errors = errors
        self.data: dict[str, Any] = table.data if data is None else data
        self.key = key  # the key of the block that this inline table belongs to
        self.asked: set[str] = set()

    def line(self, key: str) -> int:
        """The line of a key; an inline table stands on the line of its own key."""
        return self.table.line_of(self.key or key)

    def wrong(self, code: str, key: str, message: str, hint: str = "") -> None:
        """Note a fault at the line of ``key``."""
        self.errors.append(RoutineError(self.table.file, self.line(key), code, self.table.clause, message, hint))

    def name_of(self, key: str) -> str:
        """The key as a person would point at it: ``due.term`` for a key of an inline table."""
        return f"{self.key}.{key}" if self.key else key

    def has(self, key: str) -> bool:
        return key in self.data

    def take(self, key: str, required: bool = False) -> Any:
        """The raw value of a key, or None; a required one that is missing is an error."""
        self.asked.add(key)
        if key not in self.data and required:
            self.wrong("RTN-E003", key, f"Nyckeln ”{self.name_of(key)}” saknas.", f"Lägg till raden {key} = …")
        return self.data.get(key)

    def _typed(self, key: str, value: Any, wanted: str, hint: str = "") -> None:
        hint = hint or f'Skriv {key} = "{say(value)}" med citattecken.'
        self.wrong("RTN-E009", key, f"”{self.name_of(key)}” ska vara {wanted} men är {say(value)}.", hint)

    def text(self, key: str, required: bool = False, default: str = "") -> str:
        """A text; numbers without quotes are errors, never converted."""
        value = self.take(key, required)
        if value is None:
            return default
        if not isinstance(value, str):
            self._typed(key, value, "text")
            return default
        if required and not value.strip():
            self.wrong("RTN-E003", key, f"”{self.name_of(key)}” är tom.", "Skriv en text.")
        return value

    def identifier(self, key: str = "id") -> str:
        """A block's id: small letters, digits and hyphens."""
        value = self.text(key, required=True)
        if value and not BLOCK_ID.match(value):
            self.wrong(
                "RTN-E033",
                key,
                f"”{value}” kan inte vara ett id.",
                "Använd små bokstäver a–z, siffror och bindestreck, till exempel book-meeting.",
            )
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self._typed(key, value, "true eller false", f"Skriv {key} = true utan citattecken.")
        return value is True

    def whole(self, key: str, least: int = 0) -> int | None:
        """A whole number of at least ``least``; None if the key is not there."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self._typed(key, value, f"ett heltal som är minst {least}", f"Skriv {key} = {least + 1} utan citattecken.")
            return None
        return value

    def day(self, key: str, required: bool = False) -> date | None:
        value = self.take(key, required)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self._typed(key, value, "ett datum", f"Skriv {key} = 2025-11-01 utan citattecken.")
            return None
        return value

    def texts(self, key: str, required: bool = False) -> tuple[str, ...]:
        """A text or a list of texts, as a tuple; an empty list is an error."""
        value = self.take(key, required)
        if value is None:
            return ()
        values = value if isinstance(value, list) else [value]
        for one in values:
            if not isinstance(one, str):
                self._typed(key, one, "text")
                return ()
        if not values or len(set(values)) != len(values):
            self.wrong(
                "RTN-E009",
                key,
                f"Listan ”{self.name_of(key)}” är tom eller nämner något två gånger.",
                "Ta bort nyckeln eller det som är dubbelt.",
            )
        return tuple(values)

    def one_of(
        self,
        key: str,
        allowed: Collection[str],
        required: bool = False,
        code: str = "RTN-E010",
        what: str = "Okänt värde",
    ) -> str:
        """A text from a closed list."""
        value = self.text(key, required)
        if value and value not in allowed:
            self.wrong(code, key, f"{what}: ”{value}”.", like(value, allowed))
            return ""
        return value

    def some_of(
        self, key: str, allowed: Collection[str], code: str, what: str, required: bool = False
    ) -> tuple[str, ...]:
        """A text or a list of texts, all from a closed list; unknown ones are errors, known ones are kept."""
        values = self.texts(key, required)
        for value in values:
            if value not in allowed:
                self.wrong(code, key, f"{what}: ”{value}”.", like(value, allowed))
        return tuple(value for value in values if value in allowed)

    def inline(self, key: str, required: bool = False) -> "Keys | None":
        """An inline table; None if the key is not there."""
        value = self.take(key, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._typed(
                key, value, "en tabell", f'Skriv {key} = {{ … }} inom klamrar, till exempel {{ term = "promptly" }}.'
            )
            return None
        return Keys(self.table, self.errors, value, self.name_of(key))

    def rest(self, code: str = "RTN-E008", what: str = "nyckel") -> None:
        """Whatever has not been asked for is an error."""
        for key in self.data:
            if key not in self.asked:
                self.wrong(code, key, f"Okänd {what}: ”{self.name_of(key)}”.", like(key, self.asked))
