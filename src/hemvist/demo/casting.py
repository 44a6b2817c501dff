"""Who does what in each case of the demo city: a unit on each side, and somebody in each role that the story needs from the start."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from random import Random

from hemvist.demo.people import DemoPerson
from hemvist.demo.planning import Plan
from hemvist.demo.playing import DECIDER, EXECUTOR, Casting
from hemvist.demo.script import seeded
from hemvist.demo.staff import Post, Staff
from hemvist.organisation.receiving import receiving_units

HANDLER = {"kompetenscenter": "caseworker", "insluss": "adult_caseworker"}
"""The role of those who handle a routine's cases."""
LEADERS = ("lead_caseworker", "unit_manager")
OUTSIDE, INCOME = "probation_officer", "income_caseworker"


@dataclass(frozen=True, slots=True)
class Company:
    """The staff whom a case is cast from. ``gone``: who had left; ``shown``: only those whose log-ins are printed, by role."""

    staff: Staff
    gone: Collection[int]
    shown: dict[str, int]

    def holders(self, posts: Iterable[Post], role: str) -> list[tuple[Post, int]]:
        """Those at these units who may be given the role."""
        held = [(post, worker) for post in posts for worker in post.holders.get(role, []) if worker not in self.gone]
        return [one for one in held if one[1] == self.shown[role]] if role in self.shown else held


def cast(
    one: Plan, person: DemoPerson, staff: Staff, gone: Collection[int], chance: Random, *, is_shown: bool
) -> Casting:
    """Give the case its units and people.

    ``is_shown``: it is played by those whose log-ins are printed; whoever tries the demo should have something of everything.
    """
    shown = {role: staff.workers[name].pk for role, name, _ in staff.logins} if is_shown else {}
    if is_shown:
        shown.setdefault(INCOME, shown["caseworker"])
    company, handler = Company(staff, gone, shown), HANDLER[one.story.routine]
    receiving = {each.unit_id for each in receiving_units(one.story.routine)}
    posts = [each for each in staff.of_side(DECIDER) if not receiving or each.unit_id in receiving]
    post, worker = chance.choice(company.holders(posts, handler))
    kc, coordinator = chance.choice(company.holders(staff.of_side(EXECUTOR), "coordinator"))
    roles = {role: chance.choice(post.holders[role]) for role in LEADERS} | {handler: worker}
    casting = Casting(one, person, post, kc, seeded(chance.random()), roles)
    if handler == "caseworker":
        roles["coordinator"] = coordinator
        casting.preferred = {"consultant": shown["consultant"]} if is_shown else {}
    else:
        _, roles[OUTSIDE] = chance.choice(company.holders(staff.posts, OUTSIDE))
        near = [each for each in staff.of_side(DECIDER) if each.city_areas == post.city_areas]
        _, casting.preferred[INCOME] = chance.choice(company.holders(near, INCOME))
    return casting
