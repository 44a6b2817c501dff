"""What a duty waits for: of the ways to do it, those that fit the case."""

from collections.abc import Container, Iterable, Mapping, Sequence

from hemvist.routines.model import Condition, Duty
from hemvist.routines.status import Refusal

Settled = dict[str, bool]
"""What conditions are known to answer, by name."""


def in_the_way(
    ways: Sequence[Iterable[Refusal]], closes: Iterable[str], ending: Container[str] = ()
) -> tuple[Refusal, ...]:
    """Give the reasons that keep a duty waiting, each once. ``ways``: what must hold and does not, for each event in ``closes``.

    A way that nobody can open, or that presupposes another of the ways (an assignment is not sent in order to extend it), is not for
    this case: what stands against it is left out, unless there is no other way. So is a way with a requirement in ``ending``: where that
    were met, the duty itself would no longer be there.
    """
    others = frozenset(closes)
    fitting = [way for way in ways if all(one.requirement not in ending and _can_be_lifted(one, others) for one in way)]
    return tuple(dict.fromkeys(one for way in fitting or ways for one in way))


def would_end(duty: Duty, needs: Iterable[str], conditions: Mapping[str, Condition]) -> bool:
    """Whether a duty does not apply where all of ``needs`` hold: it is for those without protection, and the way is for those with it."""
    settled: Settled = {}
    for name in needs:
        _settle(name, True, conditions, settled)
    fails = any(_answer(name, conditions, settled) is False for name in duty.when)
    return fails or any(_answer(name, conditions, settled) is True for name in duty.unless)


def _settle(name: str, answer: bool, conditions: Mapping[str, Condition], settled: Settled) -> None:
    """Note what a condition answers, and what follows from that for those that it names."""
    settled[name] = answer
    one = conditions.get(name)
    if one is None:
        return
    if (one.kind, answer) in (("all", True), ("none", True), ("any", False)):
        for each in one.names:
            _settle(each, one.kind == "all", conditions, settled)


def _answer(name: str, conditions: Mapping[str, Condition], settled: Settled) -> bool | None:
    """What a condition answers by what is settled; None where that does not say."""
    one = conditions.get(name)
    if name in settled or one is None or one.kind not in ("all", "any", "none"):
        return settled.get(name)
    deciding = one.kind != "all"  # the answer of one that decides alone
    answers = [_answer(each, conditions, settled) for each in one.names]
    if deciding in answers:
        return one.kind == "any"
    return None if None in answers else one.kind != "any"


def _can_be_lifted(refusal: Refusal, others: frozenset[str]) -> bool:
    lifting = refusal.lifted_by_events
    return bool(refusal.missing) or (bool(lifting) and not others.issuperset(lifting))
