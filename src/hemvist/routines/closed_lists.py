"""Reads the closed lists and the named lengths of time: vocabulary.toml and terms.toml."""

import re
from typing import Literal, cast

from hemvist.routines.errors import RoutineError
from hemvist.routines.keys import Keys, like
from hemvist.routines.literate import Table
from hemvist.routines.model import LegalBasis, Role, Term, Vocabulary

LOCAL = "local setting"
CLAUSE_ID = re.compile(r"^[A-ZÅÄÖ]{2,5}-\d{2,3}$")
Side = Literal["decider", "executor", "other"]
SIDES = ("decider", "executor", "other")
LENGTHS = ("days", "working_days", "weeks", "months")


class _TopTable(Table):
    """A file with ``[table]`` headers: a key's line is searched for under its own header."""

    __slots__ = ()

    def line_of(self, key: str) -> int:
        header, _, name = key.rpartition(".")
        inside = not header
        for offset, line in enumerate(self.text):
            text = line.strip()
            if text.startswith("["):
                inside = text == f"[{header}]"
                if text == f"[{key}]":
                    return self.line + offset
            elif inside and re.match(rf'"?{re.escape(name)}"?\s*=', text):
                return self.line + offset
        return self.line_of(header) if header else self.line


def top_keys(table: Table, errors: list[RoutineError]) -> Keys:
    """The keys of a file that is one TOML document."""
    return Keys(_TopTable(table.file, table.line, table.clause, table.data, table.text), errors)


class _Section(Keys):
    """One ``[header]`` of a file; each key stands on its own line."""

    def line(self, key: str) -> int:
        return self.table.line_of(f"{self.key}.{key}" if key else self.key)


def _section(keys: Keys, name: str, required: bool = True) -> _Section | None:
    inner = keys.inline(name, required)
    return _Section(inner.table, inner.errors, inner.data, inner.key) if inner is not None else None


def read_vocabulary(table: Table, errors: list[RoutineError]) -> Vocabulary:
    """Read vocabulary.toml: roles, parties, information, recipients, purposes, protection and legal bases."""
    keys = top_keys(table, errors)
    vocabulary = Vocabulary(
        roles=_roles(keys),
        parties=_labels(keys, "parties", required=False),
        information=_labels(keys, "information"),
        recipients=_labels(keys, "recipients"),
        recipient_sides=_labels(keys, "recipient_sides", required=False),
        purposes=_labels(keys, "purposes"),
        protection=_labels(keys, "protection"),
        legal_bases=_legal_bases(keys),
        adult_from=_adult_from(keys),
    )
    keys.rest(what="lista")
    return vocabulary


def _labels(keys: Keys, name: str, required: bool = True) -> dict[str, str]:
    section = _section(keys, name, required)
    return {} if section is None else {key: section.text(key, required=True) for key in section.data}


def _roles(keys: Keys) -> dict[str, Role]:
    section = _section(keys, "roles")
    roles: dict[str, Role] = {}
    for role_id in section.data if section else ():
        role = _section(section, role_id) if section else None
        if role is None:
            continue
        side = role.one_of("side", SIDES, required=True, what="Okänd sida")
        known = section.data if section else {}
        until = role.one_of("until_appointed", known, code="RTN-E012", what="Okänd roll")
        label, any_unit = role.text("label", required=True), role.flag("any_unit")
        roles[role_id] = Role(role_id, label, cast(Side, side or "other"), until or None, any_unit)
        role.rest()
    return roles


def _adult_from(keys: Keys) -> int | None:
    """Read the age from which nobody has a guardian, with the law that says so; it may be left out."""
    section = _section(keys, "adult", required=False)
    if section is None:
        return None
    age = section.whole("from", least=1)
    if age is None:
        section.take("from", required=True)
    section.text("source", required=True)
    section.rest()
    return age


def _legal_bases(keys: Keys) -> dict[str, LegalBasis]:
    section = _section(keys, "legal_bases")
    bases: dict[str, LegalBasis] = {}
    for code in section.data if section else ():
        basis = _section(section, code) if section else None
        if basis is None:
            continue
        title, former, day = (
            basis.text("title", required=True),
            basis.text("former"),
            basis.day("valid_from", required=True),
        )
        basis.rest()
        if day is not None:
            bases[code] = LegalBasis(code, title, former, day)
    return bases


def read_terms(table: Table, errors: list[RoutineError]) -> dict[str, Term]:
    """Read terms.toml. Every term has exactly one length and a source: a clause, or "local setting"."""
    keys = top_keys(table, errors)
    terms: dict[str, Term] = {}
    for term_id in table.data:
        section = _section(keys, term_id)
        if section is not None:
            terms[term_id] = _term(term_id, section)
    return terms


def _term(term_id: str, section: Keys) -> Term:
    label = section.text("label", required=True)
    source = section.text("source")
    if not (source == LOCAL or CLAUSE_ID.match(source)):
        message = f"Tiden ”{term_id}” saknar källa."
        hint = f'Skriv source = "KC-30" (klausulen som ger talet) eller source = "{LOCAL}".'
        section.wrong("RTN-E024", "source", message, hint)
    lengths = {name: section.whole(name) for name in LENGTHS if section.has(name)}
    if len(lengths) != 1:
        one_length(section, tuple(lengths))
    rolls = section.flag("rolls")
    section.rest("RTN-E013", "tidsenhet eller nyckel")
    kept = dict(list(lengths.items())[:1])
    return Term(term_id, label, source, rolls=rolls, **kept)


def one_length(keys: Keys, given: tuple[str, ...]) -> None:
    """Say that a length of time is missing or that there are several."""
    hint = f"Skriv exakt en av {', '.join(LENGTHS)}."
    if given:
        keys.wrong("RTN-E014", given[1], f"Två längder: {' och '.join(given)}.", hint)
    else:
        keys.wrong("RTN-E013", "", f"Ingen längd är angiven i ”{keys.key}”.", hint)


def check_term_sources(terms: dict[str, Term], clauses: set[str], table: Table, errors: list[RoutineError]) -> None:
    """A term that names a clause as its source needs that clause to exist."""
    keys = top_keys(table, errors)
    for term in terms.values():
        if CLAUSE_ID.match(term.source) and term.source not in clauses:
            message = f"Tiden ”{term.id}” hänvisar till klausulen ”{term.source}” som inte finns."
            keys.wrong("RTN-E036", f"{term.id}.source", message, like(term.source, clauses))
