"""An edition as a page shows it: clauses in sections, each with the sentences made from its blocks, and what differs from the other editions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from hemvist.routines.model import (
    Clause,
    Condition,
    DecisionTable,
    Duty,
    Edition,
    EventType,
    Note,
    Offer,
    Routine,
    Source,
    SpanType,
    Standing,
)
from hemvist.routines.sentences import (
    duty_sentences,
    limit_sentence,
    listed,
    local_terms,
    lowered,
    offer_sentences,
    requirement_sentences,
    role_label,
    rule_sentences,
    span_sentence,
    standing_sentences,
    table_sentences,
    term_words,
)

_Block = Duty | EventType | SpanType | Condition | Offer | Standing | DecisionTable


@dataclass(frozen=True, slots=True)
class Told:
    """One block in words. ``kind``: duty, limit, must, should, offer, standing, period, event or note; ``first`` is its main sentence.

    ``local``: a time in it is the city's own.
    """

    kind: str
    first: str
    more: tuple[str, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class ClauseOnPage:
    """A clause: whom it binds, its text in paragraphs, its blocks in words, and how it stands in the other editions."""

    id: str
    who: str
    paragraphs: tuple[str, ...]
    told: tuple[Told, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the document with its clauses. ``shared``: it comes from the blocks that all routines share."""

    title: str
    anchor: str
    shared: bool
    clauses: tuple[ClauseOnPage, ...]


@dataclass(frozen=True, slots=True)
class EditionOnPage:
    """An edition whole. ``left_out`` are the clauses that only other editions have, as (edition, clause ids)."""

    routine: str
    edition: str
    title: str
    legal_basis: tuple[str, ...]
    introduction: str
    valid_from: date
    valid_until: date | None
    sections: tuple[Section, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    local: tuple[str, ...]


def edition_on_page(routine: Routine, edition: Edition, parties: Mapping[str, str] | None = None) -> EditionOnPage:
    """Make the page of one edition of a routine. ``parties`` names those whom a clause can bind besides the roles."""
    others = [other for other in routine.editions if other.edition != edition.edition]
    titles = dict.fromkeys(clause.section for clause in edition.clauses.values())
    sections = [_section(edition, title, number, others, parties or {}) for number, title in enumerate(titles, 1)]
    return EditionOnPage(
        edition.routine,
        edition.edition,
        edition.title,
        edition.legal_basis,
        edition.introduction,
        edition.valid_from,
        edition.valid_until,
        tuple(sorted(sections, key=lambda section: section.shared)),
        tuple((other.edition, gone) for other in others if (gone := _only_in(other, edition))),
        tuple(term_words(term) for term in edition.terms.values() if term.is_local),
    )


def shared_sections(page: EditionOnPage) -> tuple[Section, ...]:
    """Give the sections that every routine shares."""
    return tuple(section for section in page.sections if section.shared)


def _section(edition: Edition, title: str, number: int, others: list[Edition], parties: Mapping[str, str]) -> Section:
    """Make a section of the page."""
    clauses = [clause for clause in edition.clauses.values() if clause.section == title]
    shared = all(_file_of(edition, clause.id) != edition.file for clause in clauses)
    return Section(
        title, f"avsnitt-{number}", shared, tuple(_clause(edition, clause, others, parties) for clause in clauses)
    )


def _clause(edition: Edition, clause: Clause, others: list[Edition], parties: Mapping[str, str]) -> ClauseOnPage:
    """Make a clause of the page."""
    differs = tuple(filter(None, (_difference(clause, edition, other) for other in others)))
    return ClauseOnPage(
        clause.id,
        who_of(edition, clause, parties),
        paragraphs_of(clause),
        tuple(told_of(edition, clause.id)),
        differs,
    )


def who_of(edition: Edition, clause: Clause, parties: Mapping[str, str]) -> str:
    """Say whom a clause binds; ``parties`` names those that are no roles."""
    first, *more = [parties.get(role) or role_label(edition, role) for role in clause.who]
    return listed([first, *(lowered(each) for each in more)], "och")


def paragraphs_of(clause: Clause) -> tuple[str, ...]:
    """Give the text of a clause in paragraphs."""
    return tuple(" ".join(part.split()) for part in clause.text.split("\n\n") if part.strip())


def told_of(edition: Edition, clause: str) -> Iterable[Told]:
    """Say the blocks under a clause; duties that name the clause as one of theirs are told here too."""
    for duty in edition.duties.values():
        if clause == duty.source.clause or clause in duty.clauses:
            first, *more = duty_sentences(edition, duty)
            yield Told("duty", first, tuple(more), bool(local_terms(edition, duty)))
    for requirement in edition.requirements:
        if requirement.source.clause == clause:
            first, *more = requirement_sentences(edition, requirement)
            yield Told(requirement.level, first, tuple(more))
    for limit in edition.limits:
        if limit.source.clause == clause:
            yield Told("limit", f"{edition.duties[limit.duty].label}: {lowered(limit_sentence(edition, limit))}")
    for offer in edition.offers.values():
        if offer.source.clause == clause:
            first, *more = offer_sentences(edition, offer)
            yield Told("offer", first, tuple(more))
    for standing in edition.standings.values():
        if standing.source.clause == clause:
            yield Told("standing", standing_sentences(edition, standing)[0])
    yield from _told_of_facts(edition, clause)


def _told_of_facts(edition: Edition, clause: str) -> Iterable[Told]:
    """Say the periods, events, points of a form, rules and notes of a clause."""
    for span in edition.spans.values():
        if span.source.clause == clause:
            yield Told("period", span_sentence(edition, span))
    for event in edition.events.values():
        if event.source.clause == clause:
            who = listed([lowered(role_label(edition, role)) for role in event.recorded_by], "eller")
            yield Told(
                "event",
                f"”{event.label}” antecknas av {who}.",
                tuple(field.label for field in event.fields if not field.clause),
            )
        elif points := [field.label for field in event.fields if field.clause == clause]:
            yield Told("event", f"Punkter i ”{event.label}”:", tuple(points))
    for note in edition.notes:
        if note.source.clause == clause:
            yield Told("note", _note(note))
    for table in edition.tables.values():
        if table.source.clause == clause:
            first, *more = table_sentences(edition, table)
            yield Told("note", first, tuple(more))
    for rule in edition.rules:
        if rule.source.clause == clause:
            first, *more = rule_sentences(edition, rule)
            yield Told("note", first, tuple(more))


def _note(note: Note) -> str:
    """Say why no rule follows from a clause."""
    if note.status == "carried-by":
        return f"Uppfylls av {note.by}."
    said = "Förklarar ett begrepp" if note.status == "definition" else "En utgångspunkt för bedömningen"
    return f"{said}; ger ingen egen uppgift.{' ' + note.by if note.by else ''}"


def _file_of(edition: Edition, clause: str) -> str:
    """Give the file that a clause stands in: that of its blocks."""
    return next((source.file for source in _sources(edition) if source.clause == clause), edition.file)


def _tables(edition: Edition) -> tuple[Mapping[str, _Block], ...]:
    """Give the blocks of an edition that have an id, kind by kind."""
    return (
        edition.duties,
        edition.events,
        edition.spans,
        edition.conditions,
        edition.offers,
        edition.standings,
        edition.tables,
    )


def _sources(edition: Edition) -> Iterable[Source]:
    """Give where every block of an edition stands."""
    for table in _tables(edition):
        yield from (block.source for block in table.values())
    for row in (edition.requirements, edition.limits, edition.rules, edition.notes):
        yield from (block.source for block in row)


def _only_in(other: Edition, edition: Edition) -> tuple[str, ...]:
    """Give the clauses that the other edition has and this one has not."""
    return tuple(clause for clause in other.clauses if clause not in edition.clauses)


def _difference(clause: Clause, edition: Edition, other: Edition) -> str:
    """Say how a clause stands in another edition: not there, in other words, with other rules, or the same (then nothing)."""
    same = other.clauses.get(clause.id)
    if same is None:
        return f"Finns inte i utgåva {other.edition}"
    if _meaning(edition, clause.id) != _meaning(other, clause.id):
        return f"Andra regler än i utgåva {other.edition}"
    return "" if same.text.split() == clause.text.split() else f"Annan text än i utgåva {other.edition}"


def _meaning(edition: Edition, clause: str) -> list[object]:
    """Give what the blocks under a clause say, without where they stand."""
    named = [block for table in _tables(edition) for block in table.values() if block.source.clause == clause]
    rows = (edition.requirements, edition.limits, edition.rules, edition.notes)
    listed_blocks = [block for row in rows for block in row if block.source.clause == clause]
    return [_without_place(block) for block in (*named, *listed_blocks)]


def _without_place(block: object) -> tuple[object, ...]:
    """Give a block's keys and values, leaving out its file and line."""
    if not is_dataclass(block):
        raise TypeError(f"{block!r} is no block of a routine.")
    return (
        type(block).__name__,
        *((each.name, getattr(block, each.name)) for each in fields(block) if each.name != "source"),
    )
