"""The templates' environment: escaping, choices, and macros that draw what they are given."""

import datetime as dt

import pytest
from django.template import engines
from jinja2 import Environment
from markupsafe import Markup

from hemvist.web.jinja_env import Choice, as_choices, has_choice


@pytest.fixture
def environment() -> Environment:
    """The environment as Django uses it."""
    made = engines["jinja2"].env  # type: ignore[attr-defined]
    assert isinstance(made, Environment)
    return made


def macro(environment: Environment, call: str, **values: object) -> str:
    """What a macro draws."""
    return environment.from_string('{% import "macros/ui.html" as ui %}{{ ui.' + call + " }}").render(values)


def test_every_template_can_be_read(environment: Environment) -> None:
    """A slip in a template is found here and not by a reader."""
    names = environment.list_templates(extensions=["html"])
    assert names
    for name in names:
        environment.get_template(name)


@pytest.mark.parametrize(
    "call",
    [
        "tag(text, 'info')",
        "field('x', 'text', text, value=text, help=text, error=text)",
        "field('x', 'choices', text, choices=[text])",
        "field('x', 'long-text', text, value=text)",
        "summary_list([(text, text)])",
        "error_summary([('f-x', text)])",
        "clause_link(text, text, text, text=text)",
        "timeline([{'state': 'past', 'when': text, 'title': text, 'by': text, 'text': text}])",
        "empty_state(text, text)",
        "link_button(text, text)",
        "action_form(text, text, '', fields={text: text}, confirm=text, confirm_text=text)",
    ],
)
def test_what_a_person_wrote_is_never_markup(environment: Environment, call: str) -> None:
    """Every macro escapes what it is given."""
    drawn = macro(environment, call, text="<script>'\"</script>")
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize(
    "offered",
    ["a", ("a", "a"), {"value": "a", "label": "a"}, Choice("a", "a")],
    ids=["text", "pair", "mapping", "object"],
)
def test_choices_are_taken_in_four_shapes(offered: object) -> None:
    """Pages hand over choices as they have them."""
    assert as_choices([offered]) == [Choice("a", "a")]


@pytest.mark.parametrize(
    ("value", "offered", "expected"),
    [
        (True, "yes", True),
        (False, "no", True),
        (None, "no", False),
        (["a", "b"], "b", True),
        (3, "3", True),
        ("unknown", "no", False),
    ],
)
def test_a_missing_answer_is_never_no(value: object, offered: str, expected: bool) -> None:
    """Only what was answered is ticked."""
    assert has_choice(value, offered) is expected


def test_a_field_is_tied_to_its_help_and_error(environment: Environment) -> None:
    """A screen reader reads help and error with the field."""
    drawn = macro(environment, "field('starts', 'text', 'Start', help='Hjälp', error='Fel')")
    assert 'aria-describedby="f-starts-help f-starts-error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_date_is_asked_for_as_text(environment: Environment) -> None:
    """Browsers show their own order of day and month in a date input, whatever the page's language."""
    drawn = macro(environment, "field('day', 'date', 'Dag', value=day)", day=dt.date(2026, 12, 1))
    assert 'type="text"' in drawn
    assert 'value="2026-12-01"' in drawn


@pytest.mark.parametrize(
    ("offset", "words"),
    [(-1, "Börjar gälla i morgon"), (0, "9 dagar kvar"), (9, "Sista dagen är i dag"), (10, "Har gått ut")],
)
def test_the_bar_says_its_days_in_words(environment: Environment, offset: int, words: str) -> None:
    """Both days of a period belong to it."""
    first = dt.date(2026, 3, 1)
    last = first + dt.timedelta(days=9)
    drawn = macro(
        environment, "validity_bar(first, last, today)", first=first, last=last, today=first + dt.timedelta(days=offset)
    )
    assert f"<span>{words}</span>" in drawn


def test_only_an_open_duty_is_called_late(environment: Environment) -> None:
    """A done duty is done, whenever it was due."""
    day = dt.date(2026, 3, 1)
    assert "försenad" in macro(environment, "due(day, today)", day=day, today=day + dt.timedelta(days=1))
    assert "försenad" not in macro(environment, "due(day, today, 'done')", day=day, today=day + dt.timedelta(days=1))


def test_ready_markup_is_kept(environment: Environment) -> None:
    """Markup made by another macro goes through as it is."""
    assert "<b>ja</b>" in macro(environment, "summary_list([('Svar', value)])", value=Markup("<b>ja</b>"))
