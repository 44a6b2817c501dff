"""What a duty waits for: of the ways to do it, those that fit the case."""

from collections.abc import Iterable, Sequence

from hemvist.routines.status import Refusal


def in_the_way(ways: Sequence[Iterable[Refusal]], closes: Iterable[str]) -> tuple[Refusal, ...]:
    """Give the reasons that keep a duty waiting, each once. ``ways``: what must hold and does not, for each event in ``closes``.

    A way that nobody can open, or that presupposes another of the ways (an assignment is not sent in order to extend it), is not for
    this case: what stands against it is left out, unless there is no other way.
    """
    others = frozenset(closes)
    fitting = [way for way in ways if all(_can_be_lifted(one, others) for one in way)]
    return tuple(dict.fromkeys(one for way in fitting or ways for one in way))


def _can_be_lifted(refusal: Refusal, others: frozenset[str]) -> bool:
    lifting = refusal.lifted_by_events
    return bool(refusal.missing) or (bool(lifting) and not others.issuperset(lifting))
