"""A literate file taken apart: front matter, sections, clauses with their text, and the blocks under each clause. Nothing is interpreted here."""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from hemvist.routines.errors import RoutineError

FENCE = "+++"
CLAUSE_HEADING = re.compile(r"^(?P<id>[A-ZÅÄÖ]{2,5}-\d{2,3})(?:\s+·\s+(?P<who>[a-z_]+(?:,\s*[a-z_]+)*))?$")
BLOCK_KINDS = (
    "event",
    "extend",
    "date",
    "span",
    "condition",
    "duty",
    "limit",
    "requirement",
    "item",
    "share",
    "offer",
    "standing",
    "table",
    "rule",
    "note",
)
TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@dataclass(slots=True)
class Table:
    """A TOML table as written, with the text it was read from so that an error can name the line of a key. ``line`` is that of its first key."""

    file: str
    line: int
    clause: str
    data: dict[str, Any]
    text: tuple[str, ...]

    def line_of(self, key: str) -> int:
        """The line of a key (``fields.starts`` for a key in a table), or the table's first line."""
        pattern = re.compile(rf'^\s*"?{re.escape(key)}"?\s*[=.]')
        for offset, line in enumerate(self.text):
            if pattern.match(line):
                return self.line + offset
        return self.line


@dataclass(slots=True)
class RawBlock:
    """A fenced block: its kind and its table."""

    kind: str
    table: Table


@dataclass(slots=True)
class RawClause:
    """A clause as written: heading, who it binds, text and blocks."""

    id: str
    who: tuple[str, ...]
    section: str
    line: int
    file: str
    text: list[str] = field(default_factory=list)
    blocks: list[RawBlock] = field(default_factory=list)


@dataclass(slots=True)
class RawFile:
    """A whole file taken apart, with the faults of its outer form."""

    file: str
    front: Table
    introduction: str = ""
    clauses: list[RawClause] = field(default_factory=list)
    errors: list[RoutineError] = field(default_factory=list)


def toml_table(text: str, file: str, line: int, clause: str, errors: list[RoutineError]) -> Table | None:
    """Read TOML text that starts on ``line`` of ``file``; None (and an error with the right line) if it cannot be read."""
    try:
        return Table(file, line, clause, tomllib.loads(text), tuple(text.splitlines()))
    except tomllib.TOMLDecodeError as fault:
        place = TOML_PLACE.search(str(fault))
        offset = int(place.group(1)) - 1 if place and place.group(1) else max(len(text.splitlines()) - 1, 0)
        reason = TOML_PLACE.sub("", str(fault)).strip()
        message = f"Blocket går inte att läsa som TOML ({reason})."
        hint = "Skriv en nyckel per rad: nyckel = värde. Text står inom citattecken, listor inom hakparenteser."
        errors.append(RoutineError(file, line + offset, "RTN-E004", clause, message, hint))
        return None


def take_apart(text: str, file: str) -> RawFile:
    """Take a literate file apart. Faults of form are collected in ``errors``; the rest is still read."""
    lines = text.replace("\r\n", "\n").split("\n")
    errors: list[RoutineError] = []
    front, body_start = _front_matter(lines, file, errors)
    raw = RawFile(file, front, errors=errors)
    body = "\n".join(lines[body_start:])
    _Body(raw, lines[body_start:], body_start).read(MarkdownIt("commonmark").parse(body))
    return raw


def _front_matter(lines: list[str], file: str, errors: list[RoutineError]) -> tuple[Table, int]:
    nothing = Table(file, 1, "", {}, ())
    if not lines or lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        message = "Filen saknar inledande uppgifter."
        hint = "Börja filen med raden +++, sedan uppgifterna (routine, edition, title …) och avsluta med raden +++."
        errors.append(RoutineError(file, 1, "RTN-E001", "", message, hint))
        return nothing, 0
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == FENCE)
    table = toml_table("\n".join(lines[1:end]), file, 2, "", errors)
    return table or nothing, end + 1


class _Body:
    """Walks the tokens of the body, one heading, paragraph or block at a time."""

    def __init__(self, raw: RawFile, lines: list[str], offset: int) -> None:
        self.raw = raw
        self.lines = lines
        self.offset = offset
        self.section = ""
        self.clause: RawClause | None = None
        self.broken_heading = False
        self.introduction: list[str] = []

    def read(self, tokens: list[Token]) -> None:
        for number, token in enumerate(tokens):
            if token.type == "fence":
                self._block(token)
            elif token.type == "code_block":
                self._error(
                    token,
                    "RTN-E005",
                    "Ett indraget block läses inte.",
                    "Skriv blocket mellan rader med ```toml slag och ```.",
                )
            elif token.level == 0 and token.type == "heading_open":
                self._heading(token, tokens[number + 1].content.strip())
            elif token.level == 0 and token.map and token.nesting >= 0:
                self._text(token)
        self.raw.introduction = "\n\n".join(self.introduction)

    def _line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.offset + 1

    def _error(self, token: Token, code: str, message: str, hint: str, clause: str | None = None) -> None:
        at = clause if clause is not None else (self.clause.id if self.clause else "")
        self.raw.errors.append(RoutineError(self.raw.file, self._line(token), code, at, message, hint))

    def _heading(self, token: Token, content: str) -> None:
        if token.tag == "h2":
            self.section, self.clause, self.broken_heading = content, None, False
            return
        match = CLAUSE_HEADING.match(content) if token.tag == "h3" else None
        if match is None:
            message = f"Rubriken ”{content}” går inte att tolka."
            hint = "Skriv ”## Avsnitt” eller ”### KC-40 · caseworker, consultant” (klausul, mellanrum, punkt i mitten, roller)."
            self._error(token, "RTN-E006", message, hint, clause="")
            self.clause, self.broken_heading = None, True
            return
        who = tuple(part.strip() for part in (match["who"] or "").split(",") if part.strip())
        self.clause = RawClause(match["id"], who, self.section, self._line(token), self.raw.file)
        self.broken_heading = False
        self.raw.clauses.append(self.clause)

    def _text(self, token: Token) -> None:
        first, last = token.map or (0, 0)
        text = "\n".join(self.lines[first:last]).strip()
        if self.clause is not None:
            self.clause.text.append(text)
        elif not self.section:
            self.introduction.append(text)

    def _block(self, token: Token) -> None:
        language, _, kind = token.info.strip().partition(" ")
        kind = kind.strip()
        if language != "toml" or kind not in BLOCK_KINDS:
            hint = f"Slagen är: {', '.join(BLOCK_KINDS)}. Skriv till exempel ```toml duty."
            self._error(token, "RTN-E005", f"Okänt slags block: ”{token.info.strip()}”.", hint)
            return
        if self.clause is None:
            if not self.broken_heading:
                self._error(
                    token,
                    "RTN-E007",
                    "Blocket står inte under någon klausul.",
                    "Sätt det under en rubrik som ”### KC-40 · caseworker”.",
                )
            return
        table = toml_table(token.content, self.raw.file, self._line(token) + 1, self.clause.id, self.raw.errors)
        if table is not None:
            self.clause.blocks.append(RawBlock(kind, table))
