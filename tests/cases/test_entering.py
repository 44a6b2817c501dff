"""A text that is written here and belongs in the main case system is a duty until it is entered there; where boards use one click nothing is added."""

from uuid import UUID

import pytest

from hemvist import clock
from hemvist.cases.correcting import annul, correct
from hemvist.cases.entries import Entry, Refused
from hemvist.cases.previewing import preview_event
from hemvist.cases.recording import open_case, record_event
from hemvist.cases.verifying import verify_record
from hemvist.cases.viewing import view_case
from tests.factories import City, small_city, someone, viewer

SUPPORT = "assessment-support-used"
TEXT, ENTERED = "text-kept-in-hemvist", "entered-in-case-system"


@pytest.fixture
def city(db: None) -> City:
    """A city whose boards write in Hemvist."""
    return small_city(writes_in_hemvist=True)


def opened(city: City) -> UUID:
    """A case that has just been opened."""
    today = clock.today()
    first = Entry("case-opened", today, {"reason": "Har ansökt om försörjningsstöd."})
    return open_case(viewer(city.caseworker), someone().pk, "kompetenscenter", city.deciding.pk, today, first)


def written(city: City, case: UUID, areas: str = "Språk.") -> str:
    """The assessment support is used; gives the event's uid."""
    fields: dict[str, object] = {"orientation": ["labour-market"], "areas": areas}
    me = viewer(city.caseworker)
    record_event(me, case, Entry("need-assessed", clock.today(), {"needs": "Språk."}))
    return record_event(me, case, Entry(SUPPORT, clock.today(), fields)).event_uid


def open_duties(city: City, case: UUID) -> list[str]:
    """The open duties to enter a text."""
    view = view_case(viewer(city.caseworker), case, "test")
    return [duty.id for duty in view.status.open_duties if duty.id.startswith("enter-text")]


def mark_of(city: City, case: UUID, uid: str) -> str:
    """The newest standing mark that an event's text is to be entered."""
    history = view_case(viewer(city.caseworker), case, "test").history
    return [event.uid for event in history if event.type == TEXT and not event.annulled_by and event.about == uid][-1]


def types(city: City, case: UUID) -> list[str]:
    """What stands in the case, by type."""
    view = view_case(viewer(city.caseworker), case, "test")
    return [event.type for event in view.history if not event.annulled_by]


def test_what_is_written_here_is_to_be_entered_there(city: City) -> None:
    """The record notes it by itself beside the event, and the caseworker has a duty."""
    case = opened(city)
    uid = written(city, case)
    view = view_case(viewer(city.caseworker), case, "test")
    mark = next(event for event in view.history if event.type == TEXT)
    assert (mark.about, mark.values["side"]) == (uid, "decider")
    assert open_duties(city, case) == ["enter-text-of-decider"]


def test_the_duty_is_done_when_the_text_is_entered(city: City) -> None:
    """With where it stands there, about the event that it is of."""
    case = opened(city)
    uid = written(city, case)
    entry = Entry(ENTERED, clock.today(), {"reference": "Utredning 4"}, about=mark_of(city, case, uid))
    record_event(viewer(city.caseworker), case, entry)
    assert open_duties(city, case) == []
    assert verify_record() == []


def test_one_click_asks_for_nothing_more(db: None) -> None:
    """Where the board confirms that the text is in the main case system already, no mark and no duty is added."""
    city = small_city()
    case = opened(city)
    written(city, case)
    assert TEXT not in types(city, case)
    assert open_duties(city, case) == []


def test_it_is_entered_of_a_text_only(city: City) -> None:
    """An entering of something else than a marked text is refused, and so is a mark on what the routine does not want there."""
    case = opened(city)
    written(city, case)
    me, today = viewer(city.caseworker), clock.today()
    other = view_case(me, case, "test").history[0].uid
    for entry in (
        Entry(ENTERED, today, {"reference": "A"}, about=other),
        Entry(TEXT, today, {"side": "decider"}, about=other),
        Entry(TEXT, today, {"side": "decider"}),
        Entry(ENTERED, today, {"reference": "A"}),
    ):
        with pytest.raises(Refused) as refused:
            record_event(me, case, entry)
        assert "about-unknown" in refused.value.codes


def test_a_text_that_is_taken_back_is_not_to_be_entered(city: City) -> None:
    """The mark goes with it, in the same transaction, with the same reason."""
    case = opened(city)
    uid = written(city, case)
    annul(viewer(city.caseworker), case, uid, "Fel person.")
    assert open_duties(city, case) == []
    assert TEXT not in types(city, case)
    assert verify_record() == []


def test_a_correction_before_it_is_entered_asks_once(city: City) -> None:
    """The duty that is open goes on, about what stands there now."""
    case = opened(city)
    uid = written(city, case)
    better = Entry(SUPPORT, clock.today(), {"orientation": ["labour-market"], "areas": "Språk och hälsa."})
    correct(viewer(city.caseworker), case, uid, better, "Ofullständigt.")
    assert open_duties(city, case) == ["enter-text-of-decider"]


def test_a_correction_of_what_is_entered_is_to_be_entered_too(city: City) -> None:
    """The main case system has the old words: the duty opens again, each time."""
    case = opened(city)
    uid = written(city, case)
    me, today = viewer(city.caseworker), clock.today()
    for number in range(2):
        record_event(
            me, case, Entry(ENTERED, today, {"reference": f"Utredning {number}"}, about=mark_of(city, case, uid))
        )
        assert open_duties(city, case) == []
        better = Entry(SUPPORT, today, {"orientation": ["labour-market"], "areas": f"Språk {number}."})
        uid = correct(me, case, uid, better, "Ofullständigt.").event_uid
        assert open_duties(city, case) == ["enter-text-of-decider"]
    assert verify_record() == []


def test_what_is_foretold_is_the_duty_to_enter_it(city: City) -> None:
    """Before anything is recorded the page says that the text is then to be entered."""
    case = opened(city)
    me, today = viewer(city.caseworker), clock.today()
    record_event(me, case, Entry("need-assessed", today, {"needs": "Språk."}))
    foretold = preview_event(me, case, Entry(SUPPORT, today, {"orientation": ["labour-market"]}))
    assert "enter-text-of-decider" in [duty.id for duty in foretold.opens]
