"""*Rutinen*: the documents as pages."""

import re

import pytest

from hemvist.cases.library import library
from hemvist.routines.model import Routine
from hemvist.web.routine_pages.document import edition_on_page, shared_sections
from hemvist.web.swim_lanes.flow import flow_of
from tests.factories import City
from tests.support.small_edition import small_edition
from tests.web.work_city import ClientOf

EDITIONS = [(routine.id, edition.edition) for routine in library().routines.values() for edition in routine.editions]


@pytest.mark.parametrize(("routine", "edition"), EDITIONS)
def test_every_clause_is_shown_once_under_its_own_anchor(
    city: City, client_of: ClientOf, routine: str, edition: str
) -> None:
    """What a chip points at is there."""
    page = client_of(city.caseworker).get(f"/rutiner/{routine}/{edition}/").content.decode()
    found = next(each for each in library().routines[routine].editions if each.edition == edition)
    anchors = re.findall(r'<article class="hv-rule" id="([^"]+)"', page)
    assert sorted(anchors) == sorted(found.clauses)


@pytest.mark.parametrize(("routine", "edition"), EDITIONS)
def test_every_duty_is_told_as_a_sentence(routine: str, edition: str) -> None:
    """Who, what, by when and after what, under its clause."""
    whole = library().routines[routine]
    found = next(each for each in whole.editions if each.edition == edition)
    told = [
        each.first
        for section in edition_on_page(whole, found).sections
        for clause in section.clauses
        for each in clause.told
        if each.kind == "duty"
    ]
    assert len(set(told)) >= len({duty.label for duty in found.duties.values()})
    assert all(": " in sentence and sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize(("routine", "edition"), EDITIONS)
def test_every_clause_says_something_at_the_right(routine: str, edition: str) -> None:
    """A clause that nothing is made of says why."""
    whole = library().routines[routine]
    found = next(each for each in whole.editions if each.edition == edition)
    page = edition_on_page(whole, found, library().vocabulary.parties)
    assert [clause.id for section in page.sections for clause in section.clauses if not clause.told] == []


def test_a_picture_and_its_words_are_shown(city: City, client_of: ClientOf) -> None:
    """The steps stand in a list too."""
    page = client_of(city.caseworker).get("/rutiner/kompetenscenter/e2/bild/").content.decode()
    assert "<svg" in page
    assert 'class="hv-lane-duty"' in page
    picture = library().routines["kompetenscenter"].editions[-1]
    told = page.count('<span class="hv-steps-more">')
    assert told == len(flow_of(picture).steps)


@pytest.mark.parametrize("address", ["/rutiner/kompetenscenter/e2/", "/rutiner/kompetenscenter/e2/bild/"])
def test_each_part_of_a_document_can_be_folded(city: City, client_of: ClientOf, address: str) -> None:
    """Every part stands open for whoever has no script, is folded where the screen is narrow, and stands whole on paper."""
    page = client_of(city.caseworker).get(address).content.decode()
    folds = re.findall(r'<details class="hv-part-fold"[^>]*>', page)
    assert len(folds) > 5
    assert all("open" in each and 'data-narrow="closed"' in each and "data-paper" in each for each in folds)


@pytest.mark.parametrize(
    "address",
    ["/rutiner/ingen/", "/rutiner/ingen/e1/", "/rutiner/kompetenscenter/e9/", "/rutiner/kompetenscenter/e9/bild/"],
)
def test_a_document_that_is_not_there_is_not_found(city: City, client_of: ClientOf, address: str) -> None:
    """Neither a routine nor an edition."""
    assert client_of(city.caseworker).get(address).status_code == 404


def test_the_routine_alone_leads_to_the_edition_in_force(city: City, client_of: ClientOf) -> None:
    """Today's."""
    assert (
        client_of(city.caseworker).get("/rutiner/kompetenscenter/").headers["Location"]
        == "/rutiner/kompetenscenter/e2/"
    )


def test_the_list_and_what_all_routines_share_are_shown(city: City, client_of: ClientOf) -> None:
    """Editions with their days, and the city's preamble."""
    client = client_of(city.caseworker)
    assert "gäller nu" in client.get("/rutiner/").content.decode()
    shared = client.get("/rutiner/gemensamt/").content.decode()
    assert all(f'id="GS-0{number}"' in shared for number in range(1, 6))


def test_what_differs_between_editions_is_marked() -> None:
    """A clause that only one edition has, one with other rules, and one with another text."""
    one = small_edition()
    clauses = dict(one.clauses)
    gone = clauses.pop("B-50")
    other = small_edition(
        "e2", clauses=clauses, duties={name: duty for name, duty in one.duties.items() if name != "talk"}, notes=()
    )
    page = edition_on_page(Routine("visits", "Besök", (one, other)), one)
    differs = {clause.id: clause.differs for section in page.sections for clause in section.clauses}
    assert differs[gone.id] == ("Finns inte i utgåva e2",)
    assert differs["B-21"] == ("Andra regler än i utgåva e2",)
    assert differs["B-20"] == ()
    assert edition_on_page(Routine("visits", "Besök", (one, other)), other).left_out == (("e1", ("B-50",)),)


def test_a_local_time_is_marked_as_the_citys_own() -> None:
    """The duty says so, and the term stands in the list of such times."""
    page = edition_on_page(Routine("visits", "Besök", (small_edition(),)), small_edition())
    told = {each.first: each.local for section in page.sections for clause in section.clauses for each in clause.told}
    assert [first for first, local in told.items() if local] == [
        "Socialsekreterare: Boka besök – inom 5 arbetsdagar (skyndsamt, lokal inställning) efter ”Besök efterfrågat” eller ”Ny tid föreslagen”."
    ]
    assert page.local == ("5 arbetsdagar (skyndsamt, lokal inställning)",)
    assert shared_sections(page) == ()
