"""What the client's extract says of each access: who it was then, and on which grounds it was then."""

from datetime import UTC, date, datetime

import pytest

from hemvist import clock
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.seeing import log_extract
from hemvist.cases.viewing import view_case
from hemvist.organisation.models import RoleHolding
from tests.cases.town import Town, opened

FIRST, SECOND = date(2026, 2, 2), date(2026, 2, 10)


def test_the_extract_tells_for_whom_somebody_worked_then_and_not_now(town: Town) -> None:
    """One who looked while at the unit, and went to another administration later."""
    case = opened(town, on=FIRST)
    colleague = town.workers["c-colleague"]
    with clock.set_to(datetime(2026, 2, 3, 9, tzinfo=UTC)):
        view_case(town.viewer("c-colleague", date(2026, 2, 3)), case, "case")
    RoleHolding.objects.filter(worker=colleague).update(last_day=SECOND)
    RoleHolding.objects.create(
        worker=colleague, unit=town.units["centre"], role="consultant", first_day=date(2026, 2, 11)
    )
    rows = log_extract(town.viewer("c-caseworker"), case).rows
    told = {(row.administration, row.grounds) for row in rows if row.worker_id == colleague.pk}
    assert told == {("Förvaltning centrum", ("own-board",))}


def test_one_who_never_held_a_role_is_told_of_without_an_administration(town: Town) -> None:
    """Nothing is guessed."""
    stranger = town.hire("stranger", "centrum")
    case = opened(town, on=FIRST)
    with clock.set_to(datetime(2026, 2, 3, 9, tzinfo=UTC)), pytest.raises(CaseNotFound):
        view_case(town.viewer("stranger", date(2026, 2, 3)), case, "case")
    [row] = [r for r in log_extract(town.viewer("c-caseworker"), case).rows if r.worker_id == stranger.pk]
    assert (row.administration, row.outcome, row.grounds) == ("", "refused", ())
