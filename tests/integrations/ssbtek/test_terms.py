"""What is asked and how it is recorded agrees with the routine's own documents."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from hemvist.cases.library import edition, library
from hemvist.integrations.ssbtek.terms import SsbtekTerms, first_day_asked, ssbtek_terms

TWO_YEARS = timedelta(days=2 * 365)


def test_each_check_names_an_event_its_questions_and_its_choices() -> None:
    """In every edition that has the event: what cannot be recorded would not be noticed before somebody needs it."""
    for check in ssbtek_terms().checks:
        having = [each for each in library().routines[check.routine].editions if check.event in each.events]
        assert having, check.event
        for each in having:
            asked = {
                field.name: {choice.value for choice in field.choices} for field in each.events[check.event].fields
            }
            assert set(check.ends_with) <= set(each.events)
            wanted = set(check.outcomes.model_dump().values())
            assert len(wanted) == 4
            assert wanted <= asked[check.fields.af]
            assert wanted <= asked[check.fields.fk]


def test_what_came_of_it_is_of_a_kind_that_the_executing_side_is_never_given() -> None:
    """Whatever the client agrees to: no consent towards the executing side offers that kind, and no event gives it."""
    sides = {"executor"}
    for check in ssbtek_terms().checks:
        kind = edition(check.routine, "e2").events[check.event].information
        for event in (event for each in library().routines[check.routine].editions for event in each.events.values()):
            assert kind not in event.gives, event.id
            fields = {field.name: [choice.value for choice in field.choices] for field in event.fields}
            recipients = fields.get("recipient", [])
            if event.effect == "consent-given" and sides & {
                library().vocabulary.recipient_sides.get(r, "") for r in recipients
            }:
                assert kind not in fields["kinds"], event.id
        recorders = edition(check.routine, "e2").events[check.event].recorded_by
        assert {library().vocabulary.roles[role].side for role in recorders} == {"decider"}


def test_the_law_is_that_of_the_day() -> None:
    """From 1 July 2025 the new act."""
    assert "(2001:453)" in ssbtek_terms().legal_text(date(2025, 6, 30))
    assert "(2025:400)" in ssbtek_terms().legal_text(date(2025, 7, 1))


def test_the_period_is_one_that_the_agencies_take() -> None:
    """No more than two years: more is refused there."""
    day = date(2026, 11, 22)
    assert day - TWO_YEARS < first_day_asked(day) < day


def test_a_file_that_is_wrong_is_not_read() -> None:
    """An unknown key, a missing one, laws out of order."""
    good = ssbtek_terms().model_dump()
    for wrong in (
        good | {"more": 1},
        {**good, "checks": [{"routine": "a"}]},
        good | {"legal_texts": good["legal_texts"][::-1]},
    ):
        with pytest.raises(ValidationError):
            SsbtekTerms.model_validate(wrong)
