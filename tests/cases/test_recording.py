"""Recording an event."""

from tests.cases.town import Town, opened, record
from hemvist.cases.models import Case, CaseEvent, DutyRow


def test_a_case_is_opened_with_a_reference_and_its_first_duty(town: Town) -> None:
    """Opening gives a number of the year and the duties that follow from it."""
    case = opened(town, protection=None)
    row = Case.objects.get(public_id=case)
    assert row.reference == "KC-2026-000001"
    assert row.protected
    assert DutyRow.objects.filter(
        case=row, duty="check-protection", open=True, assignee=town.workers["c-caseworker"]
    ).exists()


def test_view(town: Town) -> None:
    """x"""
    from hemvist.cases.viewing import view_case
    from hemvist.cases.worklist import worklist

    case = opened(town)
    v = view_case(town.viewer("c-colleague"), case, "case")
    print(v.history, v.status.open_duties, v.person)
    page = worklist(town.viewer("c-caseworker"), "mine")
    print(page)
    print(worklist(town.viewer("c-colleague"), "unit"))
    assert page.rows
