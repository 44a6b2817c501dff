"""What people write becomes typed values, strictly, and comes back the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hemvist.routines.fields import plain_fields, typed_fields
from hemvist.routines.model import Choice, EventType, Field, Source
from tests.routines.examples import local

TYPE = EventType(
    "booked",
    "Bokat",
    "act",
    ("caseworker",),
    "booking",
    Source("x.md", 1, "EX-01"),
    fields=(
        Field("starts", "datetime", "Tid", required=True),
        Field("day", "date", "Dag"),
        Field("count", "number", "Antal"),
        Field("interpreter", "yes-no-unknown", "Behövs tolk?", may_be_unknown=True),
        Field("place", "choice", "Plats", choices=(Choice("kc", "Kompetenscenter"), Choice("sf", "Socialkontoret"))),
        Field("areas", "choices", "Områden", choices=(Choice("work", "Arbete"), Choice("health", "Hälsa"))),
        Field("note", "text", "Anteckning"),
    ),
)


def test_iso_texts_become_dates_numbers_and_choices() -> None:
    """As they come from a form, a TOML file or JSON."""
    values, errors = typed_fields(
        TYPE,
        {"starts": "2026-02-10 13:00", "day": "2026-02-11", "count": "3", "areas": ["health", "work"], "place": "kc"},
    )
    assert errors == []
    assert values == {
        "starts": local("2026-02-10T13:00"),
        "day": date(2026, 2, 11),
        "count": 3,
        "areas": ("work", "health"),
        "place": "kc",
    }


def test_what_is_not_given_is_left_out_and_unknown_is_kept() -> None:
    """Unknown is never no, and never a default."""
    values, errors = typed_fields(
        TYPE,
        {
            "starts": local("2026-02-10T13:00"),
            "day": "",
            "count": None,
            "interpreter": "unknown",
            "areas": [],
            "note": " \n",
        },
    )
    assert (values, errors) == ({"starts": local("2026-02-10T13:00"), "interpreter": "unknown"}, [])


@pytest.mark.parametrize(
    ("field", "given", "code", "message"),
    [
        ("starts", None, "field-missing", "Fyll i ”Tid”."),
        ("starts", " \t", "field-missing", "Fyll i ”Tid”."),
        ("day", "10/02/2026", "field-type", "”Dag”: skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2026-02-10."),
        ("day", "2026-02-30", "field-type", "”Dag”: datumet 2026-02-30 finns inte i kalendern."),
        ("day", "0001-01-01", "field-type", "”Dag”: året 1 kan inte stämma. Skriv ett år mellan 1850 och 2200."),
        ("day", "9999-12-31", "field-type", "”Dag”: året 9999 kan inte stämma. Skriv ett år mellan 1850 och 2200."),
        ("count", "tre", "field-type", "”Antal”: skriv ett heltal med siffror."),
        ("count", True, "field-type", "”Antal”: skriv ett heltal med siffror."),
        ("place", "hemma", "field-choice", "”Plats”: välj något av Kompetenscenter, Socialkontoret."),
        ("areas", ["work", "home"], "field-choice", "”Områden”: välj bland Arbete, Hälsa."),
        ("interpreter", "kanske", "field-choice", "”Behövs tolk?”: välj något av Ja, Nej."),
        ("note", 10, "field-type", "”Anteckning”: skriv en text."),
        ("note", "x" * 201, "field-type", "”Anteckning”: texten är för lång (201 tecken, högst 200)."),
        ("room", "1", "field-unknown", "Bokat har inget fält som heter ”room”."),
        ("place", "unknown", "field-choice", "”Plats”: välj något av Kompetenscenter, Socialkontoret."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_field_and_what_to_do(
    field: str, given: object, code: str, message: str
) -> None:
    """In plain Swedish, with a stable code."""
    raw = {"starts": "2026-02-10 13:00", field: given}
    [error] = typed_fields(TYPE, raw)[1]
    assert (error.field, error.code, error.message) == (field, code, message)


@given(
    st.fixed_dictionaries(
        {
            "starts": st.datetimes(local("1900-01-01T00:00"), local("2150-01-01T00:00")).map(
                lambda one: one.replace(microsecond=0)
            )
        },
        optional={
            "day": st.dates(date(1900, 1, 1), date(2150, 1, 1)),
            "count": st.integers(-(10**9), 10**9),
            "place": st.sampled_from(["kc", "sf"]),
            "interpreter": st.sampled_from(["yes", "no", "unknown"]),
            "note": st.text(min_size=1, max_size=50).filter(str.strip),
        },
    )
)
def test_values_come_back_the_same_from_their_plain_form(values: dict[str, object]) -> None:
    """What is stored as JSON is read back as it was."""
    assert typed_fields(TYPE, plain_fields(values)) == (values, [])  # type: ignore[arg-type]
