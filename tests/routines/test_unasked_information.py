"""A routine without a kind of information is not asked about it in the forms that it shares with others."""

from hemvist.cases.library import library
from hemvist.routines.literate import RawClause
from hemvist.routines.sharing_blocks import Use, as_used


def kinds_asked(routine: str) -> set[str]:
    """What the shared consent asks about in a routine's newest edition."""
    fields = library().routines[routine].editions[-1].events["consent-given"].fields
    return {choice.value for field in fields if field.name == "kinds" for choice in field.choices}


def test_a_routine_is_not_asked_about_what_it_has_not() -> None:
    """Insluss has no assignment and no journal; the shared file itself stays as it is for others."""
    assert kinds_asked("kompetenscenter") - kinds_asked("insluss") == {"assignment", "journal"}


def test_a_routine_that_says_nothing_has_the_shared_blocks_as_they_are() -> None:
    """The same clauses."""
    clauses: tuple[RawClause, ...] = ()
    assert as_used(clauses, Use({}, (), ())) == clauses
