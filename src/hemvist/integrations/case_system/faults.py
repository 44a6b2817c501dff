"""Why a row or a file cannot be used, in Swedish: what is wrong and what to do. Repeats nothing that stands in it, so that it can be shown and kept."""

from typing import Any

from pydantic import ValidationError


class Fault(Exception):  # noqa: N818 (an answer, not a fault of the program)
    """A row that is not recorded. ``code`` is stable; ``field`` is the field's name in the format, empty for the row as a whole."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message


class FileFault(Exception):  # noqa: N818 (an answer, not a fault of the program)
    """A file that cannot be read at all: nothing of it is taken in."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


_WORDS = {
    "missing": ("field-missing", "Fältet ”{field}” saknas. Fyll i det."),
    "extra_forbidden": ("field-unknown", "Formatet har inget fält som heter så. Ta bort det, eller rätta namnet."),
    "string_too_short": ("field-missing", "Fältet ”{field}” är tomt. Fyll i det."),
    "string_too_long": ("field-too-long", "Fältet ”{field}” är för långt. Korta av det."),
    "literal_error": ("field-choice", "Fältet ”{field}” har ett värde som inte finns. Se vilka som finns i formatet."),
    "string_pattern_mismatch": ("field-type", "Fältet ”{field}” är inte skrivet så som formatet säger."),
    "union_tag_invalid": ("unknown-record", "Raden är av ett slag som inte finns. Se formatet."),
    "union_tag_not_found": ("field-missing", "Fältet ”record” saknas: det säger vad raden är."),
}
_DATES = ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")


def fault_of(error: ValidationError) -> Fault:
    """Give everything that is wrong with a line: the first thing's code and field, and all in words."""
    told = [_told(each) for each in error.errors(include_url=False, include_context=False, include_input=False)]
    code, field, _ = told[0]
    return Fault(code, field, " ".join(dict.fromkeys(words for *_, words in told)))


def _told(each: Any) -> tuple[str, str, str]:
    kind, place = str(each["type"]), [str(part) for part in each["loc"]]
    unknown = kind == "extra_forbidden"
    # The first part of the place is the kind of line; an unknown field's name is the sender's own words, and is not repeated.
    field = "" if unknown else ".".join(place[1:] or place)
    if kind in _DATES:
        code, words = "field-type", "Fältet ”{field}” är ingen dag. Skriv den som ÅÅÅÅ-MM-DD."
    else:
        code, words = _WORDS.get(kind, ("field-type", "Fältet ”{field}” är inte skrivet så som formatet säger."))
    return code, field[:60], words.format(field=field[:60])
