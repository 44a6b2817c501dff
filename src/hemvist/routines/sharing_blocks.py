"""The blocks of a shared file as one routine has them: in that routine's roles, and without the roles that it has not.

The front matter of an edition says which (``shared_roles``, ``without_roles``), and which kinds of information nobody is asked about in it
(``without_information``). The shared file itself stays as it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hemvist.routines.literate import RawBlock, RawClause

ACTORS = {"duty": "holder", "event": "recorded_by", "condition": "is", "offer": "holder", "standing": "holder"}
"""By kind of block: the key that names who it is about. A block about nobody that the routine has is left out of it."""
REFERRING = ("closes", "opens", "lapses", "about", "for", "of", "when", "unless", "needs", "records")


@dataclass(frozen=True, slots=True)
class Use:
    """How a routine uses a shared file. ``instead``: its own role for another. ``without``: roles that it has not.

    ``unasked``: kinds of information that it has not, which are no answer in any form.
    """

    instead: Mapping[str, str]
    without: tuple[str, ...]
    unasked: tuple[str, ...]


def as_used(clauses: Sequence[RawClause], use: Use) -> tuple[RawClause, ...]:
    """Give the clauses of a shared file with each role as the routine calls it, and what is about other roles alone left out.

    A clause of which nothing is left is left out too.
    """
    if not (use.instead or use.without or use.unasked):
        return tuple(clauses)
    made = [_in_roles(clause, use) for clause in clauses]
    gone: set[str] = set()
    while found := {name for one in made for block in one.blocks if (name := _lost(block, gone))}:
        gone |= found
        made = [
            replace(one, blocks=[_without(each, gone) for each in one.blocks if not _lost(each, gone)]) for one in made
        ]
    return tuple(one for one, whole in zip(made, clauses, strict=True) if one.blocks or not whole.blocks)


def _in_roles(clause: RawClause, use: Use) -> RawClause:
    who = tuple(dict.fromkeys(use.instead.get(one, one) for one in clause.who if one not in use.without))
    blocks = [
        replace(block, table=replace(block.table, data=_renamed(block.table.data, use))) for block in clause.blocks
    ]
    return replace(clause, who=who or clause.who, blocks=blocks)


def _renamed(value: Any, use: Use) -> Any:
    """Each role by its name here; answers written ``role=Label`` too. Those of a list that the routine has not are left out."""
    if isinstance(value, dict):
        return {key: _renamed(one, use) for key, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, use) for one in value if not (isinstance(one, str) and _is_left_out(one, use))]
    if not isinstance(value, str):
        return value
    role, equals, label = value.partition("=")
    if role in use.without and not equals:
        return []
    return f"{use.instead[role]}{equals}{label}" if role in use.instead else value


def _is_left_out(value: str, use: Use) -> bool:
    name, equals, _ = value.partition("=")
    return name in use.without or (bool(equals) and name in use.unasked)


def _lost(block: RawBlock, gone: Collection[str]) -> str:
    """The name of a block that is about nobody any more, or that hangs on nothing but such blocks; empty for one that stays."""
    data = block.table.data
    actor = ACTORS.get(block.kind, "")
    empty = data.get(actor) == [] if actor else False
    hanging = (key for key in ("closes", "about", "for") if key in data)
    orphaned = any(set(_listed(data[key])) <= set(gone) for key in hanging if _listed(data[key]))
    return str(data.get("id", "")) if empty or orphaned else ""


def _without(block: RawBlock, gone: Collection[str]) -> RawBlock:
    """A block that no longer names those that are gone."""
    data = dict(block.table.data)
    for key in REFERRING:
        if key in data and not set(_listed(data[key])).isdisjoint(gone):
            data[key] = [one for one in _listed(data[key]) if one not in gone]
            if not data[key]:
                del data[key]
    return replace(block, table=replace(block.table, data=data))


def _listed(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
