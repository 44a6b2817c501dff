"""The ready text holds what the viewer may see, and nothing else."""

import json

from hemvist.cases.entries import Entry
from hemvist.cases.recording import record_event
from hemvist.cases.viewing import view_case
from hemvist.integrations.case_system.lines import check_of
from hemvist.integrations.case_system.texts import texts_of
from hemvist.organisation.models import Administration
from tests.architecture.tree import ROOT
from tests.proofs.cities import CasePlan, City, Plan, one_city
from tests.proofs.looking import looking

PLAN = Plan((CasePlan("to-self-support", most=24),))


def write(city: City, who: str, event_type: str, **fields: object) -> None:
    """Write a text in the case, whatever the routine says against it."""
    entry = Entry(event_type, city.today, fields, passed_over="Det har redan hänt.")
    record_event(city.viewer(who), city.cases[0], entry)


def texts(city: City, who: str) -> list[str]:
    """The texts that somebody sees on the page, newest first."""
    return [each.text for each in texts_of(view_case(city.viewer(who), city.cases[0], "test"))]


def test_each_side_sees_the_texts_that_it_may_see(db: None) -> None:
    """The consultant does not see that the social services have written about their assessment; they see the consultant's journal."""
    with one_city(PLAN) as city, looking(city):
        Administration.objects.update(writes_in_hemvist=True)
        write(city, "c-caseworker", "assessment-support-used", orientation=["rehabilitation"], areas="Zqg hemligt.")
        write(city, "consultant", "journal-entry-written", kind="matters", text="Zqf hände.")
        consultant, caseworker = texts(city, "consultant"), texts(city, "c-caseworker")
        assert len(consultant) == 1
        assert "Zqf hände." in consultant[0]
        assert "Zqg" not in consultant[0]
        assert [("Zqf" in text, "Zqg" in text) for text in caseworker] == [(True, False), (False, True)]


def test_a_text_says_when_by_whom_and_by_which_clause(db: None) -> None:
    """The day in words, the period that the decision is in force, and the reason for a departure from the routine."""
    with one_city(PLAN) as city, looking(city):
        Administration.objects.update(writes_in_hemvist=True)
        write(city, "c-caseworker", "assessment-support-used", orientation=["rehabilitation"], areas="Språk.")
        [text] = texts(city, "c-caseworker")
        assert f"{city.today.day} " in text.splitlines()[1]
        assert "C-caseworker, socialsekreterare" in text
        assert "Enligt KC-03 i rutinen" in text
        assert "till och med" in text


def test_the_check_of_the_documented_example_holds() -> None:
    """Whoever writes the other end can try their own against it."""
    told = (ROOT / "docs" / "file-exchange.md").read_text(encoding="utf-8")
    example = json.loads(told.split("```json\n")[1].split("\n```")[0])
    assert example["check"] == check_of(example)
