"""One with a weak log-in is told that something waits for a strong one: if they are named in it, and nothing keeps them out of it."""

from dataclasses import replace
from datetime import timedelta

from hemvist.cases.models import Case
from hemvist.cases.withheld import is_withheld
from hemvist.secrecy.models import Barrier
from tests.cases.town import TODAY, Town, opened


def test_only_the_named_are_told_and_only_where_the_log_in_is_weak(town: Town) -> None:
    """A colleague of the unit is not, nor one whose log-in is strong."""
    opened(town, protection="protected-registration")
    weak = {name: replace(town.viewer(name), strong=False) for name in ("c-caseworker", "c-colleague")}
    assert is_withheld(weak["c-caseworker"])
    assert not is_withheld(weak["c-colleague"])
    assert not is_withheld(town.viewer("c-caseworker"))


def test_a_case_that_anybody_at_the_unit_sees_withholds_nothing(town: Town) -> None:
    """It is not protected."""
    opened(town)
    assert not is_withheld(replace(town.viewer("c-caseworker"), strong=False))


def test_one_who_is_kept_out_of_the_case_is_told_nothing(town: Town) -> None:
    """A conflict of interest: as if it were not there, until it is lifted."""
    case = Case.objects.get(public_id=opened(town, protection="protected-registration"))
    weak = replace(town.viewer("c-caseworker"), strong=False)
    barrier = Barrier.objects.create(worker=town.workers["c-caseworker"], case_row=case.pk, first_day=TODAY)
    assert not is_withheld(weak)
    Barrier.objects.filter(pk=barrier.pk).update(last_day=TODAY - timedelta(days=1))
    assert is_withheld(weak)
