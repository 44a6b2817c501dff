"""Puts one edition together from its own file and the shared files it uses, and checks what only shows when all blocks are there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hemvist.routines.condition_blocks import TESTS, read_condition
from hemvist.routines.errors import RoutineError
from hemvist.routines.event_blocks import add_field, check_known_from, read_event, read_extension, read_item
from hemvist.routines.keys import Keys, like, say
from hemvist.routines.literate import RawBlock, RawClause, RawFile
from hemvist.routines.meetings import BOOKED
from hemvist.routines.model import Clause, Condition, Duty, Edition, Field, NamedDate, Source, Term, Vocabulary
from hemvist.routines.rule_blocks import (
    check_condition_cycles,
    read_date,
    read_duty,
    read_limit,
    read_note,
    read_offer,
    read_requirement,
    read_share,
    read_span,
    read_standing,
)
from hemvist.routines.scope import Scope
from hemvist.routines.sharing_blocks import Use, as_used
from hemvist.routines.table_blocks import check_tables, read_rule, read_table

TRANSITIONS = ("pinned-per-round",)
NAMED_KINDS = ("event", "date", "span", "condition", "duty", "requirement", "offer", "standing", "table")
READERS = {
    "span": read_span,
    "condition": read_condition,
    "duty": read_duty,
    "limit": read_limit,
    "requirement": read_requirement,
    "offer": read_offer,
    "standing": read_standing,
    "table": read_table,
    "rule": read_rule,
    "note": read_note,
    "share": read_share,
}


def front_of_edition(raw: RawFile, vocabulary: Vocabulary) -> dict[str, Any]:
    """Read the front matter of an edition's file; every key but ``uses`` and ``valid_until`` is required.

    Of a file with no front matter nothing more is said than that.
    """
    keys = Keys(raw.front, raw.errors if raw.front.data else [])
    front = {
        "routine": keys.identifier("routine"),
        "edition": keys.identifier("edition"),
        "title": keys.text("title", required=True),
        "legal_basis": keys.some_of("legal_basis", vocabulary.legal_bases, "RTN-E039", "Okänt lagrum", required=True),
        "valid_from": keys.day("valid_from", required=True) or date.min,
        "valid_until": keys.day("valid_until"),
        "transition": keys.one_of("transition", TRANSITIONS, required=True, code="RTN-E002", what="Okänd övergång"),
    }
    keys.texts("uses")
    keys.texts("shared_roles")
    keys.texts("without_roles")
    keys.texts("without_information")
    keys.rest("RTN-E002", "uppgift i filens början")
    return front


class Assembly:
    """One edition in the making. ``errors`` collects the faults of every file that takes part."""

    def __init__(self, raw: RawFile, shared: Sequence[RawFile], vocabulary: Vocabulary, terms: dict[str, Term]) -> None:
        self.raw = raw
        self.errors: list[RoutineError] = []
        self.front = front_of_edition(raw, vocabulary)
        use = self._use(vocabulary)
        self.raw_clauses = [*raw.clauses, *(one for file in shared for one in as_used(file.clauses, use))]
        for file in (raw, *shared):
            self.errors.extend(file.errors)
        self.scope = Scope(vocabulary, terms, {clause.id for clause in self.raw_clauses})
        self.made: dict[str, list[Any]] = {kind: [] for kind in READERS}
        self.dates: list[NamedDate] = []
        self.names: dict[int, str] = {}  # what each block is called in its clause's list, by the block's identity

    def _use(self, vocabulary: Vocabulary) -> Use:
        """Read ``shared_roles``: which role of this routine a shared file means by another; and the roles and kinds of information it is without."""
        keys, instead = Keys(self.raw.front, self.errors), {}
        for text in keys.texts("shared_roles"):
            shared, equals, own = text.partition("=")
            if not equals or not {shared, own} <= vocabulary.roles.keys():
                hint = 'Skriv ["den gemensamma filens roll=rutinens roll"].'
                keys.wrong("RTN-E012", "shared_roles", f"”{text}” är inte två roller.", hint)
            instead[shared] = own
        without = keys.some_of("without_roles", vocabulary.roles, "RTN-E012", "Okänd roll")
        kinds = keys.some_of("without_information", vocabulary.information, "RTN-E023", "Okänt slag av information")
        return Use(instead, without, kinds)

    def edition(self) -> Edition:
        """Read every block; faults are in ``errors``, and the edition is only whole when there are none."""
        blocks = [block for clause in self.raw_clauses for block in clause.blocks]
        self._collect_ids(blocks)
        self._read_events(blocks)
        for block in blocks:
            if block.kind in READERS:
                self._read(block)
        clauses = self._clauses()
        self._check_circles()
        self.errors.extend(check_tables(self.made["table"], self.made["rule"]))
        return self._put_together(clauses)

    def _keys(self, block: RawBlock) -> Keys:
        return Keys(block.table, self.errors)

    def _collect_ids(self, blocks: list[RawBlock]) -> None:
        seen: dict[tuple[str, str], RawBlock] = {}
        scope = self.scope
        known = {"event": scope.event_ids, "date": scope.date_ids, "span": scope.span_ids, "duty": scope.duty_ids}
        for block in blocks:
            name = block.table.data.get("id")
            if block.kind not in NAMED_KINDS or not isinstance(name, str):
                continue
            first = seen.setdefault((block.kind, name), block)
            if first is not block:
                where = f"{first.table.file}, rad {first.table.line}"
                self._keys(block).wrong("RTN-E018", "id", f"”{name}” finns redan ({where}).", "Ge blocket ett eget id.")
            if block.kind in known:
                known[block.kind].add(name)
                if block.kind == "event" and block.table.data.get("meeting") == BOOKED:
                    scope.bookings += (name,)
            elif block.kind == "condition":
                tests = [test for test in TESTS if test in block.table.data]
                scope.condition_kinds[name] = tests[0] if tests else ""

    def _read_events(self, blocks: list[RawBlock]) -> None:
        for block in blocks:
            if block.kind == "event":
                event = read_event(self._keys(block), self._source(block), self.scope)
                self.scope.events.setdefault(event.id, event)
                self.names[id(block)] = f"event {event.id}"
        for block in blocks:
            if block.kind == "extend":
                extended = read_extension(self._keys(block), self.scope)
                self.names[id(block)] = f"extend {block.table.data.get('event', '')}"
                if extended is not None:
                    self.scope.events[extended.id] = extended
        asked: list[tuple[RawBlock, Field]] = []
        for block in blocks:
            if block.kind == "item":
                keys = self._keys(block)
                found = read_item(keys, self._source(block), self.scope)
                self.names[id(block)] = f"item {block.table.data.get('id', '')}"
                if found is not None and found[0] in self.scope.events:
                    event_id, field = found
                    self.scope.events[event_id] = add_field(self.scope.events[event_id], field, keys)
                    asked.append((block, field))
            if block.kind == "event" and (made := self.scope.events.get(str(block.table.data.get("id")))):
                asked += [(block, field) for field in made.fields if not field.clause]
        for block, field in asked:
            check_known_from([field], self._keys(block), self.scope)
        for block in blocks:  # what events tell of; conditions and duties go by it
            if block.kind == "date":
                self.dates.append(read_date(self._keys(block), self._source(block), self.scope))
                self.names[id(block)] = f"date {block.table.data.get('id', '')}"

    def _read(self, block: RawBlock) -> None:
        made = READERS[block.kind](self._keys(block), self._source(block), self.scope)
        self.made[block.kind].append(made)
        name = next(
            (
                say(block.table.data[key])
                for key in ("id", "duty", "table", "status", "role")
                if key in block.table.data
            ),
            "",
        )
        self.names[id(block)] = f"{block.kind} {name}".strip()

    def _source(self, block: RawBlock) -> Source:
        return Source(block.table.file, block.table.line, block.table.clause)

    def _clauses(self) -> dict[str, Clause]:
        clauses: dict[str, Clause] = {}
        for raw in self.raw_clauses:
            self._check_clause(raw, clauses)
            names = tuple(self.names.get(id(block), block.kind) for block in raw.blocks)
            text = "\n\n".join(raw.text)
            clauses.setdefault(raw.id, Clause(raw.id, raw.who, raw.section, text, raw.line, raw.file, names))
        return clauses

    def _check_clause(self, raw: RawClause, before: dict[str, Clause]) -> None:
        def wrong(code: str, message: str, hint: str) -> None:
            self.errors.append(RoutineError(raw.file, raw.line, code, raw.id, message, hint))

        if raw.id in before:
            wrong(
                "RTN-E031",
                f"Klausulen ”{raw.id}” finns redan på rad {before[raw.id].line}.",
                "Ge klausulen ett eget nummer eller slå ihop dem.",
            )
        if not raw.blocks:
            hint = "Lägg till minst ett block: en regel, eller note som säger varför ingen regel följer."
            wrong("RTN-E019", f"Klausulen ”{raw.id}” har inget block.", hint)
        if not raw.text:
            wrong("RTN-E032", f"Klausulen ”{raw.id}” har ingen text.", "Skriv med egna ord vad klausulen säger.")
        known = {*self.scope.vocabulary.roles, *self.scope.vocabulary.parties}
        for who in raw.who:
            if who not in known:
                wrong("RTN-E012", f"Okänd roll i rubriken: ”{who}”.", like(who, known))

    def _check_circles(self) -> None:
        conditions: list[Condition] = self.made["condition"]
        duties: dict[str, Duty] = {duty.id: duty for duty in self.made["duty"]}
        edges: dict[str, tuple[str, ...]] = {f"duty {duty.id}": (*duty.when, *duty.unless) for duty in duties.values()}
        for condition in conditions:
            names = condition.names
            edges[condition.id] = tuple(f"duty {name}" for name in names) if condition.kind == "done" else names
            for name in names if condition.kind == "done" else ():
                if name in duties and duties[name].opens_on_breach:
                    message = f"Villkoret ”{condition.id}” frågar efter ”{name}” som öppnas av ett avsteg."
                    self._wrong_at(
                        condition.source, "RTN-E035", message, "Fråga efter händelsen som avslutar uppgiften i stället."
                    )
        if circle := check_condition_cycles(edges):
            first = next(one for one in conditions if one.id in circle)
            hint = "Låt ett av villkoren fråga efter en händelse i stället för en uppgift."
            self._wrong_at(first.source, "RTN-E035", f"Villkoren går i ring: {' → '.join(circle)}.", hint)

    def _wrong_at(self, source: Source, code: str, message: str, hint: str) -> None:
        self.errors.append(RoutineError(source.file, source.line, code, source.clause, message, hint))

    def _put_together(self, clauses: dict[str, Clause]) -> Edition:
        made = self.made
        return Edition(
            **self.front,
            file=self.raw.file,
            clauses=clauses,
            events=self.scope.events,
            spans={one.id: one for one in made["span"]},
            conditions={one.id: one for one in made["condition"]},
            duties={one.id: one for one in made["duty"]},
            limits=tuple(made["limit"]),
            requirements=tuple(made["requirement"]),
            offers={one.id: one for one in made["offer"]},
            standings={one.id: one for one in made["standing"]},
            rules=tuple(made["rule"]),
            notes=tuple(made["note"]),
            terms=self.scope.terms,
            roles=self.scope.vocabulary.roles,
            introduction=self.raw.introduction,
            tables={one.id: one for one in made["table"]},
            dates={one.id: one for one in self.dates},
            shares={one.role: one for one in made["share"]},
        )
