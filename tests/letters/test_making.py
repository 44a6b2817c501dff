"""A letter is made of what its maker may see in the case, and of nothing else."""

import hashlib
from uuid import UUID

import pytest
from django.test import override_settings

from hemvist.cases.entries import CaseNotFound, Entry, Refused
from hemvist.cases.recording import record_event
from hemvist.letters.composing import compose
from hemvist.letters.facts import gather
from hemvist.letters.kinds import kinds
from hemvist.letters.making import CannotMake, letter_of, letters_of, make, mark_of, shown_data
from hemvist.letters.models import Document
from hemvist.letters.opening import open_document
from hemvist.organisation.models import Unit, Worker
from hemvist.persons.models import Person
from tests.letters.conftest import ASSIGNED, CLOSED, DECIDED, Begin, Desk
from tests.letters.test_pdf import text_of

CONSENT = "kc-consent-given"


def answer(desk: Desk, event: str, field: str) -> str:
    """The newest answer of the case."""
    return next(str(e.fields[field]) for e in reversed(desk.file().events) if e.type == event)


def test_a_decision_letter_says_what_the_case_holds(begin: Begin) -> None:
    """Reasons, days, provision and who decided are read back from the PDF as they stand in the events."""
    desk = begin(DECIDED)
    document = desk.document(desk.make("decision"))
    told = text_of(open_document(desk.viewer(), desk.case, document).content)
    person = Person.objects.get(cases__public_id=desk.case)
    for each in (person.name, answer(desk, "referral-judged", "reasons"), answer(desk, "programme-judged", "reasons")):
        assert each in told
    assert "från och med 1 februari 2026 till och med 31 januari 2027" in told
    assert "12 kap. 4 § socialtjänstlagen (2025:400)" in told


def test_the_event_tells_of_the_letter_and_is_as_secret_as_it(begin: Begin) -> None:
    """Kind, version, digest and what stands in it; the row's kind of information is the letter's own."""
    desk = begin(DECIDED)
    uid = desk.make("decision")
    file = desk.file()
    row, event = file.rows[-1], file.events[-1]
    kept = Document.objects.get(uid=event.fields["document"])
    assert (row.uid, row.type, row.information) == (uid, "letter-made", "decision")
    assert event.fields["kinds"] == ("identity", "decision", "assessment")
    assert event.fields["digest"] == kept.digest == hashlib.sha256(bytes(kept.content)).hexdigest()
    assert row.about == next(r.uid for r in file.rows if r.type == "decision-made")


def test_versions_are_counted_for_each_kind(begin: Begin) -> None:
    """The second decision letter is version 2; the first plain one is version 1."""
    desk = begin(DECIDED)
    for kind in ("decision", "decision", "decision-plain"):
        desk.make(kind)
    made = [(e.fields["letter"], e.fields["version"]) for e in desk.file().events if e.type == "letter-made"]
    assert made == [("decision", 1), ("decision", 2), ("decision-plain", 1)]


def test_a_form_that_is_sent_twice_makes_one_letter(begin: Begin) -> None:
    """By the key of the form."""
    desk = begin(DECIDED)
    view, viewer = desk.view(), desk.viewer()
    letter = letter_of(view, viewer, "decision")
    assert letter
    mark = mark_of(shown_data(view, viewer, letter))
    assert make(view, viewer, letter, mark, "k1") == make(view, viewer, letter, mark, "k1")
    assert Document.objects.count() == 1


def test_what_is_missing_is_named_and_the_letter_is_not_made(begin: Begin) -> None:
    """Before anything is decided there is no decision letter; the page is told which event gives what."""
    desk = begin(3)
    view, viewer = desk.view(), desk.viewer()
    letter = letter_of(view, viewer, "decision")
    assert letter
    named = {each.label: each.events for each in letter.gathered.missing}
    assert named["Beslut om insatsen fattat"] == ("decision-made",)
    assert named["Anvisning bedömd: Skäl"] == ("referral-judged",)
    with pytest.raises(CannotMake):
        make(view, viewer, letter, "")
    assert Document.objects.count() == 0


def test_what_was_taken_back_is_not_told(begin: Begin) -> None:
    """An annulled answer is as if it had not been given."""
    from hemvist.cases.correcting import annul

    desk = begin(DECIDED)
    judged = next(r.uid for r in desk.file().rows if r.type == "referral-judged")
    annul(desk.viewer(), desk.case, judged, "Fel.")
    letter = letter_of(desk.view(), desk.viewer(), "decision")
    assert letter
    assert "Anvisning bedömd: Skäl" in {each.label for each in letter.gathered.missing}


def test_a_letter_that_has_changed_since_it_was_shown_is_not_made(begin: Begin) -> None:
    """One reads what one makes."""
    desk = begin(DECIDED)
    view, viewer = desk.view(), desk.viewer()
    letter = letter_of(view, viewer, "decision")
    assert letter
    with pytest.raises(CannotMake):
        make(view, viewer, letter, mark_of(shown_data(view, viewer, letter) | {"title": "Annat"}))


def test_a_fact_that_the_maker_may_not_see_is_missing_for_them(begin: Begin) -> None:
    """Kompetenscenter without consent to plans of the deciding side: what is not shown is not in any letter of theirs."""
    desk = begin(ASSIGNED, kinds=("identity", "assignment"))
    for letter in letters_of(desk.view("coordinator"), desk.viewer("coordinator")):
        told = letter.gathered.facts.values()
        assert answer(desk, "referral-judged", "reasons") not in told
        assert "assessment" not in letter.gathered.kinds


def test_only_the_roles_that_make_a_kind_are_offered_it(begin: Begin) -> None:
    """A caseworker makes no plan, a coordinator no decision, a manager nothing."""
    desk = begin(ASSIGNED)
    offered = {name: {each.kind.id for each in letters_of(desk.view(name), desk.viewer(name))} for name in NAMES}
    assert "decision" in offered["c-caseworker"]
    assert "plan" not in offered["c-caseworker"]
    assert {"plan", "closing"} <= offered["coordinator"]
    assert "decision" not in offered["coordinator"]
    assert offered["c-manager"] == set()


NAMES = ("c-caseworker", "coordinator", "c-manager")


def test_a_letter_to_somebody_outside_goes_as_far_as_the_consent(begin: Begin) -> None:
    """The assignment tells how long the decision holds only where the client has agreed to that; without consent it is not made."""
    covered, narrow = ("identity", "assignment", "decision"), ("identity", "booking", "assignment")
    wide = begin(ASSIGNED, kinds=covered)
    letter = letter_of(wide.view(), wide.viewer(), "assignment")
    assert letter
    assert letter.can_be_made
    assert letter.gathered.facts["last_day"] == "2027-01-31"
    small = begin(ASSIGNED, kinds=narrow)
    letter = letter_of(small.view(), small.viewer(), "assignment")
    assert letter
    assert letter.gathered.facts["last_day"] is None
    assert letter.gathered.left_out
    assert "decision" not in letter.gathered.kinds


def test_without_consent_nothing_goes_to_the_employment_service(begin: Begin) -> None:
    """Once it is withdrawn, the form about the municipal activity is not made, and the page says that consent is what is missing."""
    desk = begin(DECIDED)
    given = next(r.uid for r in desk.file().rows if r.type == "af-consent-given")
    record_event(desk.viewer(), desk.case, Entry("af-consent-withdrawn", desk.city.today, about=given))
    letter = letter_of(desk.view(), desk.viewer(), "af-information")
    assert letter
    assert any(each.label.startswith("Samtycke till att lämna") for each in letter.gathered.missing)


def test_a_protected_person_s_letter_has_no_address(begin: Begin) -> None:
    """Even where the record holds one; of somebody who is not protected it is printed."""
    for scenario, lines in (("protected-from-the-start", []), ("to-self-support", ["Ekgatan 1", "123 45 Provstad"])):
        desk = begin(8, scenario)
        Person.objects.filter(cases__public_id=desk.case).update(address="Ekgatan 1, 123 45 Provstad")
        view, viewer = desk.view(), desk.viewer()
        kind = kinds()["consent-kc"]
        data = compose(view, viewer, kind, gather(view, kind, ()), desk.city.today)
        assert data["recipient"]["lines"] == lines
        assert data["protected"] is (not lines)
        assert "Ekgatan" not in str(data["facts"])


def test_a_letter_says_where_one_calls_and_a_protected_person_s_says_nothing_more(begin: Begin) -> None:
    """The maker's direct number and the unit's; none where the person is, or may be, protected."""
    for scenario, known in (("protected-from-the-start", False), ("to-self-support", True)):
        desk = begin(8, scenario)
        view, viewer = desk.view(), desk.viewer()
        Worker.objects.filter(pk=viewer.worker_id).update(telephone="031-390 06 01")
        Unit.objects.filter(pk=view.owner_unit_id).update(telephone="031-390 06 00")
        kind = kinds()["consent-kc"]
        data = compose(view, viewer, kind, gather(view, kind, ()), desk.city.today)
        assert data["handler"]["telephone"] == ("031-390 06 01" if known else "")
        assert data["sender"]["telephone"] == ("031-390 06 00" if known else "")
        assert ("031-390" in str(data)) is known


def test_the_number_is_that_of_the_side_that_sends_the_letter(begin: Begin) -> None:
    """A plan comes from the centre: its number, not that of the unit that decided."""
    desk = begin(ASSIGNED)
    view, viewer = desk.view("coordinator"), desk.viewer("coordinator")
    Unit.objects.filter(pk=view.owner_unit_id).update(telephone="031-390 06 00")
    Unit.objects.filter(pk=view.executor_unit_id).update(telephone="031-390 06 02")
    kind = kinds()["plan"]
    data = compose(view, viewer, kind, gather(view, kind, ()), desk.city.today)
    assert data["sender"]["telephone"] == "031-390 06 02"


def test_no_form_records_that_a_letter_was_made(begin: Begin) -> None:
    """A page, an import or the API cannot claim a letter that is not there."""
    desk = begin(DECIDED)
    fields: dict[str, object] = {
        "letter": "decision",
        "title": "T",
        "version": 1,
        "template": 2,
        "information": "identity",
        "kinds": ["identity"],
        "document": "a",
        "digest": "b",
    }
    with pytest.raises(Refused) as refused:
        record_event(desk.viewer(), desk.case, Entry("letter-made", desk.city.today, fields))
    assert [each.code for each in refused.value.field_errors] == ["no-form-records-it"]


def test_an_edition_has_its_own_forms(begin: Begin) -> None:
    """The first edition asks for consent to direct contact; it knows no form about the municipal activity."""
    desk = begin(CLOSED, "e1-to-self-support")
    offered = {each.kind.id for each in letters_of(desk.view(), desk.viewer())}
    assert "consent-af-direct" in offered
    assert not offered & {"consent-af", "af-information"}


def test_nobody_else_is_told_that_a_letter_is_there(begin: Begin) -> None:
    """A document of a case that one does not see is not found, nor one under another case's address."""
    desk = begin(DECIDED)
    document = desk.document(desk.make("decision"))
    for name, case in (("h-colleague", desk.case), ("c-caseworker", UUID(int=1))):
        with pytest.raises(CaseNotFound):
            open_document(desk.viewer(name), case, document)


@override_settings(LANGUAGE_CODE="en")
def test_letters_are_in_swedish_whoever_makes_them(begin: Begin) -> None:
    """The maker's language is that of pages alone."""
    desk = begin(DECIDED)
    assert "Beslut om anvisning" in text_of(
        open_document(desk.viewer(), desk.case, desk.document(desk.make("decision"))).content
    )
