"""What the address of the worklist may ask for, read strictly. Nothing in it tells anything about a person."""

from collections.abc import Container
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from hemvist.cases.worklist import Cursor, Group, Scope
from hemvist.routines.model import Library
from hemvist.web.forms.event_form import iso_day

SCOPES: dict[str, Scope] = {"mina": "mine", "enhet": "unit"}
GROUPS: dict[str, Group] = {"forsenat": "late", "i-dag": "today", "veckan": "week", "senare": "later"}
STATES = {"att-gora": "open", "vantar": "waiting", "uppgift-saknas": "undetermined"}
LARGEST_ID = 2**63 - 1


class FilterError(ValueError):
    """The address asks for something that does not exist. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Filters:
    """A choice of rows: whose, when, and by what; empty means all. ``after`` is where the page begins."""

    scope: str = "mina"
    group: str = ""
    role: str = ""
    routine: str = ""
    kind: str = ""
    state: str = ""
    after: Cursor | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but whose list it is has been chosen."""
        return any((self.group, self.role, self.routine, self.kind, self.state))

    def address(self, **changes: object) -> str:
        """Give the address of the list with some choices changed; it begins at its first page unless told otherwise."""
        asked = replace(self, **({"after": None} | changes))  # type: ignore[arg-type]
        pairs = {
            "vy": "" if asked.scope == "mina" else asked.scope,
            "nar": asked.group,
            "roll": asked.role,
            "rutin": asked.routine,
            "slag": asked.kind,
            "lage": asked.state,
            "efter": f"{asked.after.sort_on.isoformat()}.{asked.after.id}" if asked.after else "",
        }
        given = {name: value for name, value in pairs.items() if value}
        return f"/?{urlencode(given)}" if given else "/"


def read_filters(asked: QueryDict, library: Library) -> Filters:
    """Read the address. Raises FilterError for anything that is not on offer."""
    vocabulary = library.vocabulary
    return Filters(
        _one_of(asked, "vy", SCOPES) or "mina",
        _one_of(asked, "nar", GROUPS),
        _one_of(asked, "roll", vocabulary.roles),
        _one_of(asked, "rutin", library.routines),
        _one_of(asked, "slag", vocabulary.information),
        _one_of(asked, "lage", STATES),
        _cursor(asked.get("efter", "")),
    )


def _one_of(asked: QueryDict, name: str, offered: Container[str]) -> str:
    """Give the choice made under a name; empty if none."""
    value = asked.get(name, "")
    if value and value not in offered:
        raise FilterError(gettext("Urvalet i adressen finns inte. Välj i listorna i stället."))
    return value


def _cursor(text: str) -> Cursor | None:
    """Read where a page begins: a day and a row's number."""
    if not text:
        return None
    day, _, number = text.partition(".")
    first = iso_day(day)
    if first is None or not (number.isascii() and number.isdigit() and len(number) < 20 and int(number) <= LARGEST_ID):
        raise FilterError(gettext("Platsen i listan går inte att läsa. Börja om från listans början."))
    return Cursor(first, int(number))
