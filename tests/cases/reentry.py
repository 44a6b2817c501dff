"""What the tests of cases that begin outside the city add to the town: an adult unit, income caseworkers, and the probation service."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.entries import Entry, Recorded
from hemvist.cases.initiating import Initiation, initiate, ways_to_initiate
from hemvist.cases.joining import Known, known_by_number
from hemvist.cases.library import event_with_effect
from hemvist.cases.recording import Desk, record_event
from hemvist.letters.making import keep_document
from hemvist.organisation.models import Administration, Board, Unit
from hemvist.persons import registry
from hemvist.persons.identity import IdentityNumberValue
from hemvist.secrecy.policy import Access, access_to
from hemvist.secrecy.viewer import Viewer
from tests.cases.town import TODAY, Town

ROUTINE = "insluss"
PDF = b"%PDF-1.7\nsigned\nstartxref\n0\n%%EOF\n"
KINDS = ("identity", "booking", "plan", "collaboration")
"""What the person agrees to in these tests: not decisions, and not the assessment."""


def with_probation(town: Town) -> Town:
    """Add an adult unit to each social services, which receives what begins outside, and an office of the probation service."""
    for place in ("centrum", "hisingen"):
        letter, administration = place[0], town.units[place].administration
        unit = Unit.objects.create(
            administration=administration, code=f"{place}-adult", name=f"Vuxenenhet {place}", receives=f",{ROUTINE},"
        )
        town.units[f"{place}-adult"] = unit
        town.hire(f"{letter}-adult", f"{place}-adult", "adult_caseworker")
        town.hire(f"{letter}-adult-lead", f"{place}-adult", "lead_caseworker")
        town.hire(f"{letter}-adult-manager", f"{place}-adult", "unit_manager")
        town.hire(f"{letter}-income", place, "income_caseworker", "caseworker")
    board = Board.objects.create(code="prison-and-probation", name="Kriminalvården")
    office = Administration.objects.create(board=board, code="probation", name="Frivården", side="other", outside=True)
    town.units["probation"] = Unit.objects.create(administration=office, code="probation", name="Frivården enhet 1")
    town.hire("officer", "probation", "probation_officer")
    town.hire("other-officer", "probation", "probation_officer")
    return town


def what(
    release: date,
    on: date = TODAY,
    *,
    kinds: tuple[str, ...] = KINDS,
    supervision_last_day: date | None = None,
    **said: object,
) -> Initiation:
    """An initiation with a signed form."""
    consent = {
        "recipient": "probation-service", "purpose": "reentry", "given_by": "client", "kinds": list(kinds),
        "form": "written", "reference": "Fäst i ärendet",
    }  # fmt: skip
    joining = {
        "in_target_group": "yes",
        "release_date": release.isoformat(),
        "support_needed": "Bostad och försörjning",
    }
    if supervision_last_day is not None:
        joining["supervision_last_day"] = supervision_last_day.isoformat()
    return Initiation(
        Entry("case-opened", on, {"reason": "Frivården initierar"}),
        Entry("insluss-consent-given", on, dict(consent)),
        Entry("insluss-initiated", on, joining | said),
        lambda desk, uid: paper(desk, uid, on),
    )


def paper(desk: Desk, consent: str, on: date) -> Entry:
    """The signed form, kept with the consent."""
    fields: dict[str, object] = {
        "description": "Undertecknat samtycke",
        "media": "pdf",
        "document": keep_document(desk, PDF, "application/pdf"),
        "digest": hashlib.sha256(PDF).hexdigest(),
    }
    attached = event_with_effect(desk.file.routine.editions[0], "document-attached")
    return Entry(attached.id, on, fields, about=consent)


def initiated(
    town: Town,
    release: date | None = None,
    *,
    by: str = "officer",
    on: date = TODAY,
    unit: str = "centrum-adult",
    number: IdentityNumberValue | None = None,
    told: Initiation | None = None,
    supervision_last_day: date | None = None,
) -> UUID:
    """Initiate as an officer. Gives the case."""
    viewer = town.viewer(by, on)
    (way,) = ways_to_initiate(viewer)
    told = told or what(release or on + timedelta(days=60), on, supervision_last_day=supervision_last_day)
    unit_id = town.units[unit].pk
    return initiate(viewer, way, unit_id, number, lambda: somebody(viewer, number), told)


def somebody(viewer: Viewer, number: IdentityNumberValue | None) -> int:
    """A row for whom a new case is for, as the page gives it."""
    known = known_by_number(viewer, number) if number else Known(None, "", None)
    if known.person_id is not None:
        return known.person_id
    return registry.add_person("Kim", "Provsson", number=number, same_person=known.first_row).pk


def tell(
    town: Town, by: str, case: UUID, type_: str, on: date = TODAY, about: str | None = None, **fields: object
) -> Recorded:
    """Record an event as somebody."""
    return record_event(town.viewer(by, on), case, Entry(type_, on, dict(fields), about=about))


def taken_over(town: Town, case: UUID, on: date = TODAY, *, protection: str = "none") -> None:
    """The receiving unit appoints who is to handle it, and finds out about protection."""
    adult = str(town.workers["c-adult"].pk)
    tell(town, "c-adult-lead", case, "party-appointed", on, role="adult_caseworker", worker=adult)
    tell(town, "c-adult", case, "protection-learnt", on, protection=protection)


def sight(town: Town, name: str, case: UUID, on: date = TODAY) -> Access:
    """What somebody may see of a case on a day."""
    row = find_case(case)
    assert row
    return access_to(town.viewer(name, on), row.id)


def file_of(case: UUID) -> CaseFile:
    """A case as it stands."""
    row = find_case(case)
    assert row
    return open_file(row)
