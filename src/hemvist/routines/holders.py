"""Whose doing counts for whom, where each of several holders has an instance of their own."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hemvist.routines.compiled import Compiled


def acts_for(by: str, role: str, compiled: "Compiled") -> bool:
    """Whether what is done by one role counts as done by another: the same role, or the one that has the turn until it is appointed."""
    known = compiled.edition.roles.get(role)
    return by == role or (known is not None and known.until_appointed is not None and known.until_appointed == by)
