"""Forms begun and not yet recorded."""

import pytest

from hemvist.cases.drafts import DraftTooLong, drop_draft, load_draft, save_draft
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.viewing import view_case
from tests.cases.town import Town, opened


def test_a_draft_is_its_writers_alone(town: Town) -> None:
    """A colleague at the unit neither reads it nor sees that it is there."""
    case, writer, colleague = opened(town), town.viewer("c-caseworker"), town.viewer("c-colleague")
    save_draft(writer, case, "need-assessed", {"needs": "Spr"})
    save_draft(writer, case, "need-assessed", {"needs": "Språk"})
    assert load_draft(writer, case, "need-assessed") == {"needs": "Språk"}
    assert [d.event_type for d in view_case(writer, case, "case").drafts] == ["need-assessed"]
    assert load_draft(colleague, case, "need-assessed") is None
    assert view_case(colleague, case, "case").drafts == ()


def test_a_dropped_draft_is_gone(town: Town) -> None:
    """And dropping it twice does no harm."""
    case, writer = opened(town), town.viewer("c-caseworker")
    save_draft(writer, case, "need-assessed", {"needs": "x"})
    drop_draft(writer, case, "need-assessed")
    drop_draft(writer, case, "need-assessed")
    assert load_draft(writer, case, "need-assessed") is None


def test_no_draft_on_a_case_one_may_not_see(town: Town) -> None:
    """The same answer as where there is no such case."""
    case = opened(town)
    for attempt in (save_draft,):
        with pytest.raises(CaseNotFound):
            attempt(town.viewer("h-caseworker"), case, "need-assessed", {})


def test_a_draft_has_an_end(town: Town) -> None:
    """A form of a hundred thousand letters is none."""
    case = opened(town)
    with pytest.raises(DraftTooLong):
        save_draft(town.viewer("c-caseworker"), case, "need-assessed", {"needs": "x" * 100_001})
