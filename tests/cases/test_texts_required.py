"""The reasons that a clause asks for are required where the text is written in Hemvist, and not where it stands in the main case system already."""

from datetime import UTC, date, datetime, time

import pytest

from hemvist import clock
from hemvist.cases.entries import Entry, FieldError, Refused
from hemvist.cases.recording import record_event
from hemvist.organisation.models import Administration
from tests.cases.playing import Player, scenario
from tests.cases.town import Town

EVERY_TEXT = [
    pytest.param(file, *text, id=f"{clause}-{edition}")
    for clause, files, *text in (
        (
            "KC-88",
            ("e1-to-self-support", "to-self-support"),
            "closing-document-written",
            "reasons",
            {"goals_reached": "partly", "ended_on": "2026-03-13"},
        ),
        (
            "KC-65",
            ("e1-to-self-support", "to-self-support"),
            "journal-entry-written",
            "text",
            {"kind": "matters"},
        ),
        (
            "KC-53",
            ("e1-missed-and-recalled", "missed-and-recalled-decision-revoked"),
            "no-enrolment-documented",
            "text",
            {},
        ),
    )
    for edition, file in zip(("e1", "e2"), files, strict=True)
]
THE_NEXT = {"journal-entry-written": "closing-announced"}


def refused(town: Town, file: str, kind: str, fields: dict[str, object], *, in_hemvist: bool) -> list[FieldError]:
    """What is wrong with the answers, where a case has come to when the consultant writes the text: its own board's choice of place counts."""
    told = [each.event for each in scenario(file).told if not each.expect_refused]
    next_one = THE_NEXT.get(kind, kind)
    most = next((number for number, one in enumerate(told) if one.type == next_one), len(told))
    player = Player(town, scenario(file), most=most).play()
    day = max(date.fromisoformat(str(fields.get("ended_on", told[most - 1].on))), told[most - 1].on)
    Administration.objects.filter(side="executor").update(writes_in_hemvist=in_hemvist)
    Administration.objects.filter(side="decider").update(writes_in_hemvist=not in_hemvist)
    assert player.case
    with clock.set_to(datetime.combine(day, time(21), UTC)):
        try:
            record_event(town.viewer("consultant", day), player.case, Entry(kind, day, fields))
        except Refused as refused:
            return [FieldError("", code, "") for code in refused.codes if code == "requirement"] or list(
                refused.field_errors
            )
    return []


@pytest.mark.parametrize(("file", "kind", "name", "others"), EVERY_TEXT)
def test_written_in_hemvist_the_text_is_asked_for_beside_its_field(
    town: Town, file: str, kind: str, name: str, others: dict[str, object]
) -> None:
    """Without it nothing is recorded: the main case system does not have it yet, and spaces are no text."""
    errors = refused(town, file, kind, others | {name: "  "}, in_hemvist=True)
    assert [(each.field, each.code) for each in errors] == [(name, "text-missing")]
    assert "Texten skrivs i Hemvist." in errors[0].message


@pytest.mark.parametrize(("file", "kind", "name", "others"), EVERY_TEXT)
def test_written_in_hemvist_with_its_text_it_is_recorded(
    town: Town, file: str, kind: str, name: str, others: dict[str, object]
) -> None:
    """Nothing else is asked for than the text."""
    assert refused(town, file, kind, others | {name: "Klienten har fått arbete."}, in_hemvist=True) == []


@pytest.mark.parametrize(("file", "kind", "name", "others"), EVERY_TEXT)
def test_written_in_the_main_case_system_it_is_not_asked_for_again(
    town: Town, file: str, kind: str, name: str, others: dict[str, object]
) -> None:
    """That the deciding board writes in Hemvist is nothing to the executing board's texts."""
    assert refused(town, file, kind, others, in_hemvist=False) == []
