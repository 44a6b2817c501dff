"""What differs between two editions of a routine, clause by clause, as a page shows it. Which blocks differ the engine says (``comparing``)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from hemvist.routines.comparing import EditionDifference, compare_editions
from hemvist.routines.model import Clause, Edition, Term
from hemvist.routines.sentences import lowered, term_words
from hemvist.web.routine_pages.document import Told, paragraphs_of, told_of, who_of

How = Literal["new", "gone", "rules", "text"]
"""A clause that only the later edition has, one that only the earlier has, one with other rules, or one that only says it in other words."""
WITH_LABELS = ("events", "spans", "duties", "offers", "standings", "tables", "dates")
"""Kinds of blocks that have a label. A condition has one too, and no sentence of its own: it is always named."""


@dataclass(frozen=True, slots=True)
class Side:
    """A clause as it stands in one edition: its text where that differs, and what is made of it there and not in the other edition."""

    edition: str
    paragraphs: tuple[str, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """A clause that differs. ``before`` and ``after`` are None where the edition has not the clause.

    ``unsaid``: what is worked out in another way though no sentence tells of it, by label. ``same``: how many of its rules both editions have.
    ``elsewhere``: the clauses of the other edition that have the blocks of one that is new or gone.
    """

    id: str
    who: str
    how: How
    edition: str
    before: Side | None
    after: Side | None
    unsaid: tuple[str, ...]
    same: int
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs, in the order of the documents: clauses by section, how many there are of each sort, and lengths of time before and after."""

    sections: tuple[tuple[str, tuple[ClauseDifference, ...]], ...]
    counts: Mapping[How, int]
    same: int
    terms: tuple[tuple[str, str], ...]


def differences(earlier: Edition, later: Edition, parties: Mapping[str, str] | None = None) -> Differences:
    """Put the page of two editions together. ``parties`` names those whom a clause can bind besides the roles."""
    pair = _Pair(earlier, later, compare_editions(earlier, later), parties or {})
    told = [(clause.section, each) for clause in pair.clauses() if (each := pair.difference(clause)) is not None]
    titles = dict.fromkeys(title for title, _ in told)
    terms = pair.found.terms
    names = (*terms.added, *terms.removed, *(change.id for change in terms.changed))
    return Differences(
        tuple((title, tuple(each for section, each in told if section == title)) for title in titles),
        {how: sum(each.how == how for _, each in told) for how in ("new", "gone", "rules", "text")},
        len(later.clauses) - sum(each.how != "gone" for _, each in told),
        tuple((_term(earlier.terms.get(name)), _term(later.terms.get(name))) for name in names),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two editions, and what the engine finds to differ between them."""

    earlier: Edition
    later: Edition
    found: EditionDifference
    parties: Mapping[str, str]

    def clauses(self) -> list[Clause]:
        """Every clause of either edition once: in the later one's order, with what is gone after the clause that stood before it."""
        order, before = list(self.later.clauses), list(self.earlier.clauses)
        for place, gone in enumerate(before):
            if gone not in self.later.clauses:
                order.insert(order.index(before[place - 1]) + 1 if place else 0, gone)
        return [self.later.clauses.get(each) or self.earlier.clauses[each] for each in order]

    def difference(self, clause: Clause) -> ClauseDifference | None:
        """Tell how a clause differs; None where nothing that it says or does differs."""
        one, other = (edition.clauses.get(clause.id) for edition in (self.earlier, self.later))
        before = tuple(told_of(self.earlier, clause.id)) if one else ()
        after = tuple(told_of(self.later, clause.id)) if other else ()
        unsaid = self._unsaid(clause.id, is_told=before != after) if one and other else ()
        with_before, with_after = after if other else self._all(self.later), before if one else self._all(self.earlier)
        other_text = not one or not other or one.text.split() != other.text.split()
        if not other_text and before == after and not unsaid:
            return None
        how: How = "gone" if not other else "new" if not one else "rules" if before != after or unsaid else "text"
        has, lacks = (self.later, self.earlier) if other else (self.earlier, self.later)
        return ClauseDifference(
            clause.id,
            who_of(has, clause, self.parties),
            how,
            has.edition,
            _side(self.earlier, one, other_text, before, with_before) if one else None,
            _side(self.later, other, other_text, after, with_after) if other else None,
            unsaid,
            sum(each in with_before for each in before) if one else sum(each in with_after for each in after),
            () if one and other else _elsewhere(clause.id, has, lacks),
        )

    def _all(self, edition: Edition) -> tuple[Told, ...]:
        """What is made of all clauses of an edition: what one that is new or gone says may stand in another of them."""
        return tuple(told for clause in edition.clauses for told in told_of(edition, clause))

    def _unsaid(self, clause: str, *, is_told: bool) -> tuple[str, ...]:
        """Name what the engine finds changed under a clause of both editions: its conditions, and what else no sentence tells of."""
        kinds = ("conditions",) if is_told else ("conditions", *WITH_LABELS)
        changed = [
            getattr(self.later, kind)[change.id] for kind in kinds for change in getattr(self.found, kind).changed
        ]
        return tuple(block.label for block in changed if block.source.clause == clause)


def _elsewhere(clause: str, has: Edition, lacks: Edition) -> tuple[str, ...]:
    """Give the clauses under which the other edition has what stands under this one."""
    blocks = [
        getattr(lacks, kind)[name].source.clause
        for kind in ("conditions", *WITH_LABELS)
        for name, block in getattr(has, kind).items()
        if block.source.clause == clause and name in getattr(lacks, kind)
    ]
    return tuple(dict.fromkeys(each for each in blocks if each != clause))


def _side(
    edition: Edition, clause: Clause, has_other_text: bool, told: tuple[Told, ...], elsewhere: tuple[Told, ...]
) -> Side:
    also = {(each.kind, each.first): each for each in elsewhere}
    only = (_beyond(each, also.get((each.kind, each.first))) for each in told if each not in elsewhere)
    return Side(edition.edition, paragraphs_of(clause) if has_other_text else (), tuple(only))


def _beyond(told: Told, other: Told | None) -> Told:
    """Leave out of a rule what the other edition says of it too: its main sentence stays, so that one sees which rule it is."""
    return replace(told, more=tuple(each for each in told.more if other is None or each not in other.more))


def _term(term: Term | None) -> str:
    """A length of time in words; empty where the edition has it not."""
    return lowered(term_words(term)) if term else ""
