"""*Nedräkning*: the plan counted back from the release, and on to the end of the supervision."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.casefile import forget
from hemvist.cases.entries import AccessNarrowed, Entry
from hemvist.cases.moving import view_with_moving
from hemvist.cases.recording import record_event
from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView
from hemvist.secrecy.policy import Kinds
from hemvist.web.countdown.axis import axis_of
from hemvist.web.countdown.needs import needs_of
from hemvist.web.countdown.plan import away, left, plan_of
from hemvist.web.countdown.short_time import short_time
from tests.factories import City, viewer
from tests.web.reentry_city import Adults, action_planned, adults, meeting_held, moved, received, tell
from tests.web.work_city import ClientOf, opened

STATEMENTS = 16
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def staff(city: City) -> Adults:
    """Those who work with releases."""
    return adults(city)


def address(case: UUID) -> str:
    """Where the countdown of a case is."""
    return f"/arende/{case}/nedrakning/"


def seen(staff: Adults, case: UUID) -> CaseView:
    """The case as the caseworker sees it."""
    return view_case(viewer(staff.caseworker), case, "countdown")


def words_of(html: str) -> str:
    """The page's text in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_page_says_how_long_it_is_and_what_is_done_and_late(city: City, staff: Adults, client_of: ClientOf) -> None:
    """The day with its days left in words, rows with their state as a word, whose it is, the clause and what is a local time."""
    case = received(city, staff.caseworker, release_in=100, days_ago=40)
    meeting_held(staff.caseworker, case)
    html = client_of(staff.caseworker).get(address(case)).content.decode()
    words = words_of(html)
    release = clock.today() + timedelta(days=60)
    assert f"{release.isoformat()}" in words
    assert "60 dagar (8 veckor och 4 dagar) kvar" in words
    assert "Klart Håll det första videomötet" in words
    assert "Försenat Lämna personutredningen" in words
    assert "Socialsekreterare på vuxenenhet Amina Hassan" in words
    assert "stadens egen inställning" in words
    assert 'data-clause="IN-11" data-clause-text=' in html
    assert "Dagen har flyttats" not in words


def test_a_sign_of_each_state_has_a_shape_of_its_own(city: City, staff: Adults, client_of: ClientOf) -> None:
    """Never colour alone: the drawings of done, late and open differ."""
    case = received(city, staff.caseworker, release_in=100, days_ago=40)
    html = client_of(staff.caseworker).get(address(case)).content.decode()
    drawn = {state: re.search(rf'class="hv-sign-{state}" (d|r|x)="[^"]+"', html) for state in ("done", "late", "open")}
    assert len({found.group(0).split(" ", 1)[1] for found in drawn.values() if found}) == 3


def test_the_page_carries_no_style_or_script_of_its_own(city: City, staff: Adults, client_of: ClientOf) -> None:
    """The content policy forbids both."""
    html = client_of(staff.caseworker).get(address(received(city, staff.caseworker))).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


def test_what_moved_is_told_from_day_to_day_with_why(city: City, staff: Adults, client_of: ClientOf) -> None:
    """Every day that was told, the newest one's reason, and that nothing done has changed."""
    case = received(city, staff.caseworker, release_in=100, days_ago=10)
    meeting_held(staff.caseworker, case)
    moved(staff.caseworker, case, 150, "Nytt beslut.")
    words = words_of(client_of(staff.caseworker).get(address(case)).content.decode())
    before, after = (clock.today() + timedelta(days=days, weeks=-10) for days in (90, 150))
    assert "Dagen har flyttats" in words
    assert "Varför ändras dagen? Nytt beslut." in words
    assert f"Lämna personutredningen IN-11 {before} {after} 10 veckor före" in words
    assert "Inget av det som är gjort har ändrats." in words


def test_short_notice_says_what_came_instead_and_why(city: City, staff: Adults, client_of: ClientOf) -> None:
    """The time after the release by IN-06, in the words of the rule's own condition, and what got less time."""
    case = received(city, staff.caseworker, release_in=20, days_ago=2)
    words = words_of(client_of(staff.caseworker).get(address(case)).content.decode())
    assert "Det här görs i stället Boka en tid efter frigivningen" in words
    assert "För att: det är kort tid för planering före frigivningen" in words
    wanted = clock.today() + timedelta(days=18, weeks=-8)
    assert f"Håll det första videomötet IN-12 Skulle ha varit klart {wanted}" in words


def test_what_the_release_came_before_is_said_to_be_left_out(city: City, staff: Adults) -> None:
    """The first meeting that was never held; and a later case, in which it was never asked for."""
    early = received(city, staff.caseworker, release_in=20, days_ago=20)
    tell(staff.caseworker, early, "released")
    view = seen(staff, early)
    out = {each.label: each.why for each in short_time(view, clock.today()).left_out}
    assert out["Håll det första videomötet"] == "Personen är villkorligt frigiven"
    late = received(city, staff.caseworker, release_in=20, days_ago=20)
    never = {each.label for each in short_time(seen(staff, late), clock.today()).left_out}
    assert "Håll det första videomötet" not in never


def test_needs_lead_to_an_action_with_owner_and_day_or_no_need(city: City, staff: Adults) -> None:
    """One row for each area, in the form's order; what is not answered is to be found out."""
    case = received(city, staff.caseworker, release_in=100, days_ago=20)
    meeting_held(staff.caseworker, case)
    action_planned(staff.caseworker, case, "housing", 30)
    (needs,) = needs_of(seen(staff, case))
    areas = {each.label: each for each in needs.areas}
    assert list(areas) == [
        "Bostad",
        "Försörjning",
        "Sysselsättning",
        "Hälsa och beroende",
        "Relationer",
        "Skulder",
        "Id-handlingar",
    ]
    (action,) = areas["Bostad"].actions
    assert (action.what, action.who) == ("Ansöka om boende", "Socialsekreteraren på vuxenenheten")
    assert (action.on, action.state) == (clock.today() + timedelta(days=30), "open")
    assert (areas["Relationer"].answer, areas["Relationer"].actions) == ("Inget behov", ())
    assert [each.what for each in areas["Skulder"].actions] == ["Planera en åtgärd"]
    assert [each.what for each in areas["Id-handlingar"].actions] == ["Ta reda på om personen behöver stöd"]


def test_an_action_that_is_followed_up_is_done_with_its_outcome(city: City, staff: Adults) -> None:
    """In the words of whoever followed it up."""
    case = received(city, staff.caseworker, release_in=100, days_ago=20)
    meeting_held(staff.caseworker, case)
    planned = action_planned(staff.caseworker, case)
    tell(staff.caseworker, case, "action-followed-up", about=planned, outcome="done")
    action = needs_of(seen(staff, case))[0].areas[0].actions[0]
    assert (action.state, action.outcome) == ("done", "Gjort")


def test_a_meeting_is_on_the_plan_without_where_it_is(city: City, staff: Adults, client_of: ClientOf) -> None:
    """It leads to its own page; neither place nor link stands here, of a protected person or anybody."""
    case = received(city, staff.caseworker, protection="none")
    starts = datetime.combine(clock.today() + timedelta(days=9), time(13))
    tell(
        staff.caseworker,
        case,
        "first-video-meeting-booked",
        starts=f"{starts:%Y-%m-%d %H:%M}",
        place="https://video.example.org/hemligt",
        interpreter_needed="no",
    )
    html = client_of(staff.caseworker).get(address(case)).content.decode()
    assert "Bokad tid" in words_of(html)
    assert f"/arende/{case}/mote/" in html
    assert "video.example.org" not in html


def test_what_the_viewer_may_not_see_is_not_there(city: City, staff: Adults) -> None:
    """Without what was told of the day there is no day, and without the plan no needs."""
    case = received(city, staff.caseworker, release_in=100, days_ago=20)
    meeting_held(staff.caseworker, case)
    whole = seen(staff, case)
    less = replace(whole, history=(), meetings=(), spans=(), kinds=Kinds(frozenset({"booking"})))
    plan = plan_of(less, clock.today())
    assert plan is not None
    assert plan.day is None
    assert not [row for row in plan.rows if row.state in ("day", "end", "held", "meeting")]
    assert needs_of(less) == []
    assert not short_time(less, plan.day)


def test_the_supervision_is_drawn_to_its_last_day(city: City, staff: Adults) -> None:
    """As planned before the release, and as it is after it."""
    case = received(city, staff.caseworker, release_in=30, days_ago=30)
    planned = plan_of(seen(staff, case), clock.today())
    tell(staff.caseworker, case, "released", supervision_last_day=clock.today() + timedelta(days=200))
    plan = plan_of(seen(staff, case), clock.today())
    assert planned is not None
    assert plan is not None
    assert (planned.period_first, planned.period_last) == (clock.today(), clock.today() + timedelta(days=365))
    assert (plan.period_first, plan.period_last) == (clock.today(), clock.today() + timedelta(days=200))
    assert plan.has_come
    assert plan.rows[-1].state == "end"


def test_days_go_from_left_to_right_in_the_picture(city: City, staff: Adults) -> None:
    """Whatever the scale before and after the day; every sign stands inside."""
    case = received(city, staff.caseworker, release_in=100, days_ago=40)
    meeting_held(staff.caseworker, case)
    plan = plan_of(seen(staff, case), clock.today())
    assert plan is not None
    axis = axis_of(plan, clock.today())
    places = [axis.at(row.on) for row in plan.rows if row.on]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    marks = [float(mark.x.rstrip("%")) for mark in axis.marks()]
    assert marks == sorted(marks)
    assert all(later - earlier >= 7 for earlier, later in pairwise(marks))


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "Dagen är i dag"), (1, "1 dag kvar"), (15, "15 dagar (2 veckor och 1 dag) kvar"), (-3, "3 dagar sedan")],
)
def test_days_left_are_said_in_words(days: int, told: str) -> None:
    """Days, and weeks where there are more than two."""
    assert left(clock.today() + timedelta(days=days), clock.today()) == told


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "samma dag"),
        (-56, "8 veckor före"),
        (-57, "drygt 8 veckor före"),
        (3, "3 dagar efter"),
        (7, "1 vecka efter"),
    ],
)
def test_how_far_a_day_is_from_the_release_is_said_in_words(days: int, told: str) -> None:
    """Whole weeks where there are some."""
    assert away(clock.today() + timedelta(days=days), clock.today()) == told


def test_the_page_takes_a_fixed_number_of_statements(city: City, staff: Adults, client_of: ClientOf) -> None:
    """However much has happened, and whether or not the day has moved."""
    short = received(city, staff.caseworker)
    long = received(city, staff.caseworker, release_in=100, days_ago=40)
    meeting_held(staff.caseworker, long)
    action_planned(staff.caseworker, long)
    moved(staff.caseworker, long, 150)
    client = client_of(staff.caseworker)
    client.get(address(short))
    assert [_statements(client, address(case)) for case in (short, long)] == [STATEMENTS, STATEMENTS]


def test_one_who_may_not_see_the_case_cannot_tell_it_from_none(city: City, staff: Adults, client_of: ClientOf) -> None:
    """The same page by as many statements."""
    case = received(city, staff.caseworker)
    client = client_of(city.outsider)
    pages = []
    for asked in (case, uuid4()):
        answer = client.get(address(asked))
        assert answer.status_code == 404
        pages.append(TOKEN.sub("", answer.content.decode().replace(str(asked), "")))
    assert pages[0] == pages[1]
    assert _statements(client, address(case)) == _statements(client, address(uuid4()))


def test_a_routine_that_counts_back_from_no_day_has_no_countdown(city: City, client_of: ClientOf) -> None:
    """Neither the page nor a way to it."""
    case, client = opened(city), client_of(city.caseworker)
    assert client.get(address(case)).status_code == 404
    assert "Nedräkning" not in client.get(f"/arende/{case}/").content.decode()


def test_the_case_leads_to_its_countdown(city: City, staff: Adults, client_of: ClientOf) -> None:
    """For any routine that has one."""
    case = received(city, staff.caseworker)
    assert address(case) in client_of(staff.caseworker).get(f"/arende/{case}/").content.decode()


def _statements(client: object, where: str) -> int:
    """How many statements a page takes, but for those that stand in for a transaction within a test."""
    forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(where)  # type: ignore[attr-defined]
    return len([query for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]])


def test_the_probation_officer_sees_what_the_consent_covers(city: City, staff: Adults) -> None:
    """Named in the case: the day, the plan and their own turns by name. A day that is told after the consent is withdrawn does not reach them."""
    case = received(city, staff.caseworker, release_in=100, days_ago=20)
    meeting_held(staff.caseworker, case)
    named: dict[str, object] = {"role": "probation_officer", "worker": str(staff.officer.pk)}
    record_event(viewer(staff.caseworker), case, Entry("probation-officer-named", clock.today(), named))
    view, _ = view_with_moving(viewer(staff.officer), case, "countdown")
    plan = plan_of(view, clock.today())
    assert plan is not None
    assert plan.day == clock.today() + timedelta(days=80)
    assert "Frivårdsinspektör Frida Holm" in {row.who for row in plan.rows}
    assert [each.label for each in needs_of(view)] == ["Behoven kartlagda"]
    given = next(each.uid for each in seen(staff, case).history if each.type == "insluss-consent-given")
    tell(staff.caseworker, case, "insluss-consent-withdrawn", about=given)
    moved(staff.caseworker, case, 200)
    with suppress(AccessNarrowed):  # told once, before they go on
        view_with_moving(viewer(staff.officer), case, "countdown")
    after, moving = view_with_moving(viewer(staff.officer), case, "countdown")
    later = plan_of(after, clock.today())
    assert later is not None
    assert later.day == plan.day
    assert len(moving.events) == 1
