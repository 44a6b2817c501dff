"""The picture of a routine."""

from itertools import combinations, pairwise

import pytest

from hemvist.cases.library import library
from hemvist.routines.model import Edition
from hemvist.web.swim_lanes.drawing import BandDrawing, Line, picture_of
from hemvist.web.swim_lanes.flow import flow_of
from hemvist.web.swim_lanes.lettering import width, wrapped
from tests.support.small_edition import small_edition


def editions() -> list[Edition]:
    """The small document and every real one."""
    return [small_edition(), *(edition for routine in library().routines.values() for edition in routine.editions)]


@pytest.fixture(params=editions(), ids=lambda edition: f"{edition.routine}-{edition.edition}")
def bands(request: pytest.FixtureRequest) -> tuple[BandDrawing, ...]:
    """The bands of one document's picture."""
    return picture_of(request.param).bands


def strokes(line: Line) -> list[tuple[float, float, float, float]]:
    """The straight strokes of a line, each from its lower to its higher end."""
    return [(*min(one, other), *max(one, other)) for one, other in pairwise(line.points)]


def on_each_other(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two strokes lie along each other for more than a point."""
    level, upright = one[1] == one[3] == other[1] == other[3], one[0] == one[2] == other[0] == other[2]
    if level:
        return min(one[2], other[2]) > max(one[0], other[0])
    return upright and min(one[3], other[3]) > max(one[1], other[1])


def test_lines_are_upright_or_level(bands: tuple[BandDrawing, ...]) -> None:
    """No line is slanted."""
    found = [stroke for band in bands for line in band.lines for stroke in strokes(line)]
    assert [stroke for stroke in found if stroke[0] != stroke[2] and stroke[1] != stroke[3]] == []


def test_no_line_lies_on_another(bands: tuple[BandDrawing, ...]) -> None:
    """Lines that start in different steps may cross, but share no stretch."""
    for band in bands:
        for one, other in combinations(band.lines, 2):
            if one.points[0] != other.points[0]:
                assert not any(on_each_other(a, b) for a in strokes(one) for b in strokes(other)), (one.d, other.d)


def test_no_line_runs_through_a_step(bands: tuple[BandDrawing, ...]) -> None:
    """A line touches only the edges of the steps it joins."""
    for band in bands:
        for line in band.lines:
            for x1, y1, x2, y2 in strokes(line):
                for box in band.boxes:
                    inside = x1 < box.x + box.width and box.x < x2 and y1 < box.y + box.height and box.y < y2
                    assert not inside, (box.number, line.d)


def test_no_step_covers_another(bands: tuple[BandDrawing, ...]) -> None:
    """Steps stand apart."""
    for band in bands:
        for one, other in combinations(band.boxes, 2):
            apart = (
                one.x + one.width < other.x
                or other.x + other.width < one.x
                or one.y + one.height < other.y
                or other.y + other.height < one.y
            )
            assert apart, (one.number, other.number)


def test_every_step_stands_inside_its_lane_and_its_words_inside_it(bands: tuple[BandDrawing, ...]) -> None:
    """Nothing is cut off."""
    for band in bands:
        for box in band.boxes:
            assert sum(lane.y <= box.y and box.y + box.height <= lane.y + lane.height for lane in band.lanes) == 1
            for line in box.label:
                assert line.x + width(line.words, 12.5) <= box.x + box.width
                assert box.y < line.y < box.y + box.height
        assert {box.number for box in band.boxes}


def test_every_duty_is_a_step_once() -> None:
    """The picture leaves nothing out, and what it cannot draw as a line it says in words."""
    for edition in editions():
        picture = picture_of(edition)
        flow = flow_of(edition)
        assert sorted(box.number for band in picture.bands for box in band.boxes) == list(range(1, len(flow.steps) + 1))
        assert sorted(step.label for step in flow.steps if step.kind == "duty") == sorted(
            duty.label for duty in edition.duties.values()
        )
        assert sum(len(told.then) for told in picture.told) == len(flow.links)
        drawn = sum(len(band.lines) for band in picture.bands)
        foot = " ".join(line.words for band in picture.bands for box in band.boxes for line in box.foot)
        assert drawn == len(flow.links) or "till" in foot


def test_the_same_edition_gives_the_same_picture() -> None:
    """Nothing in the picture hangs on chance."""
    assert picture_of(small_edition()) == picture_of(small_edition())


def test_an_event_that_nothing_leads_to_is_drawn_before_what_it_opens() -> None:
    """The start of the small document is an event."""
    first = flow_of(small_edition()).steps[0]
    assert (first.kind, first.label) == ("event", "Besök efterfrågat")


def test_a_gate_stands_on_the_step_it_stops() -> None:
    """Booking needs a consent."""
    steps = {step.label: step for step in flow_of(small_edition()).steps}
    assert steps["Boka besök"].gates == ("B-10",)


def test_long_words_are_broken_to_fit() -> None:
    """A word wider than its room is broken with a hyphen."""
    lines = wrapped("samverkansöverenskommelse nu", 60, 12)
    assert len(lines) > 2
    assert all(width(line, 12) <= 60 for line in lines)
    assert "".join(lines).replace("-", "").startswith("samverkansöverenskommelse")


def test_no_two_parts_have_the_same_name(bands: tuple[BandDrawing, ...]) -> None:
    """A section that does not fit in one part says which of its parts it is."""
    names = [group.name for band in bands for group in band.groups]
    assert len(names) == len(set(names))


def test_a_section_that_goes_on_in_the_next_part_counts_its_parts() -> None:
    """As it is read out in *Plats i rutinen*."""
    edition = next(each for each in library().routines["kompetenscenter"].editions if each.edition == "e2")
    titles = [band.title for band in picture_of(edition).bands]
    assert [title for title in titles if "beslutet" in title] == [f"Inför beslutet, del {n} av 2" for n in (1, 2)]
