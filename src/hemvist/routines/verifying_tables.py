"""What looks wrong with the decision tables of an edition: rows that can never hold or never count, that repeat another, or that always contradict one."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, permutations

from hemvist.routines.model import Condition, Edition, Rule


def table_problems(edition: Edition, can_hold: Callable[[str], bool]) -> Iterable[str]:
    """One sentence for each problem, with its place. ``can_hold``: whether a condition could ever be yes. A table that nobody reads is no problem."""
    for rule in edition.rules:
        for reason in _never_holds(edition, rule, can_hold):
            yield f"{_place(rule)}: raden i tabellen ”{rule.table}” kan aldrig gälla: {reason}."
    for table in dict.fromkeys(rule.table for rule in edition.rules):
        rules = [rule for rule in edition.rules if rule.table == table]
        resolves = edition.tables[table].resolves if table in edition.tables else "agree"
        steps = range(len(rules)) if resolves == "first" else [rule.step for rule in rules]
        yield from _between(rules, steps, contradicts=resolves == "agree")


def _never_holds(edition: Edition, rule: Rule, can_hold: Callable[[str], bool]) -> Iterable[str]:
    for name in rule.when:
        if not can_hold(name):
            yield f"villkoret ”{name}” kan aldrig stämma"
        if name in rule.unless:
            yield f"villkoret ”{name}” står både i when och i unless"
    wanted = [one for name in rule.when for one in _fields(edition, name)]
    for one, other in combinations(wanted, 2):
        if _same_field(one, other) and set(one.values).isdisjoint(other.values) and _has_one_value(edition, one):
            yield f"”{one.id}” och ”{other.id}” kan inte stämma samtidigt"
    for one in wanted:
        for name in rule.unless:
            barred = edition.conditions[name]
            different = one.id != barred.id and barred.kind == "field" and _same_field(one, barred)
            if different and set(one.values) <= set(barred.values):
                yield f"när ”{one.id}” stämmer gör alltid ”{barred.id}” det"


def _fields(edition: Edition, name: str) -> Iterable[Condition]:
    """The conditions about a field that must be yes for a condition to be: itself, or those of an ``all``. One that unknown makes yes is left out."""
    condition = edition.conditions[name]
    members = [edition.conditions[one] for one in condition.names] if condition.kind == "all" else [condition]
    return [one for one in members if one.kind == "field" and one.unknown_is != "yes"]


def _same_field(one: Condition, other: Condition) -> bool:
    return (one.event, one.field_name, one.per_round) == (other.event, other.field_name, other.per_round)


def _has_one_value(edition: Edition, condition: Condition) -> bool:
    fields = edition.events[condition.event].fields
    return all(field.type != "choices" for field in fields if field.name == condition.field_name)


def _between(rules: Sequence[Rule], steps: Sequence[int], contradicts: bool) -> Iterable[str]:
    """What two rows of a table do to each other, where one holds whenever the other does."""
    for (place, rule), (other_place, other) in permutations(enumerate(rules), 2):
        same_conditions = _covers(other, rule) and _covers(rule, other)
        if not _covers(other, rule) or (same_conditions and steps[place] == steps[other_place] and place < other_place):
            continue
        where = f"raden på rad {other.source.line} ({other.source.clause})"
        start = f"{_place(rule)}: raden i tabellen ”{rule.table}”"
        if steps[other_place] < steps[place]:
            yield f"{start} räknas aldrig: {where} gäller alltid när den gäller, och går före."
        elif steps[other_place] == steps[place] and set(rule.then) <= set(other.then):
            yield f"{start} tillför inget: {where} gäller alltid när den gäller, och säger samma sak."
        elif steps[other_place] == steps[place] and contradicts and _contradict(rule, other):
            yield f"{start} motsägs alltid: {where} gäller alltid när den gäller, och säger något annat."


def _covers(wide: Rule, narrow: Rule) -> bool:
    """Whether one row holds whenever another does, as far as the names of their conditions tell."""
    return set(wide.when) <= set(narrow.when) and set(wide.unless) <= set(narrow.unless)


def _contradict(one: Rule, other: Rule) -> bool:
    said = dict(other.then)
    return any(said.get(name, value) != value for name, value in one.then)


def _place(rule: Rule) -> str:
    return f"{rule.source.file}:{rule.source.line} {rule.source.clause}"
