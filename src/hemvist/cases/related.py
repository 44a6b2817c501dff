"""Cases of the same person that belong together (GEM-24): which they are, starting one from another, tying two that are there, and taking it back.

That they belong together is recorded in both, and told in neither but to one who may see the other too: to everybody else a case is the
same with it and without it, word for word and statement for statement. What is known of the person goes along, so that nothing is typed twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile, CaseRow, case_by_row, find_case, open_file
from hemvist.cases.chain import EventRow
from hemvist.cases.correcting import annulling, undoing
from hemvist.cases.entries import CaseNotFound, Entry, FieldError, Refused
from hemvist.cases.history_view import is_own_slip, slips_since
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import edition_in_force, event_with_effect, events_with_effect, library
from hemvist.cases.recording import Addition, Desk, open_case, record_all, recorded_with_key, take_out
from hemvist.cases.standing import side_of
from hemvist.cases.turns import in_turn
from hemvist.cases.viewing import case_view
from hemvist.cases.views import CaseView, EventView
from hemvist.routines.fields import plain_fields
from hemvist.routines.model import Edition, EventType
from hemvist.secrecy import log
from hemvist.secrecy.policy import access_to, visible
from hemvist.secrecy.viewer import Viewer

PAGE = "related"
MOST = 8
"""So many cases are shown as belonging to one, the newest."""
MOST_FOUND = 20
NOWHERE = UUID(int=0)
STARTED = "started"


class RelatedCase(NamedTuple):
    """A case that belongs together with another: its number, its routine's title, its state, and the roles whose turn it is, the soonest first.

    ``ties``: the viewer's role there is one that says what it belongs together with.
    """

    case: UUID
    reference: str
    routine: str
    title: str
    state: str
    turns: tuple[str, ...]
    ties: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """A fact about the person that goes along: the event that is recorded, and the one that tells it here."""

    event: EventType
    fields: dict[str, object]
    told: EventView


@dataclass(frozen=True, slots=True)
class Startable:
    """A routine by which this viewer may start a case from another, at which of their units, and what goes along.

    ``known`` are answers of the first form that stand here already; ``answers_wish``: somebody has asked for it here, and is answered by it.
    """

    edition: Edition
    event: EventType
    units: tuple[tuple[int, str], ...]
    carried: tuple[Carried, ...]
    known: dict[str, object]
    answers_wish: bool


# -- what belongs together ------------------------------------------------------------------------------------------------------------------


def related_to(viewer: Viewer, file: CaseFile) -> tuple[RelatedCase, ...]:
    """Give the cases that belong together with a case that the viewer has opened, of those that they may see; each that is shown is logged.

    One statement where there is nothing to show, whether or not there is something that is not shown.
    """
    asked = [sql.uuid_in(case) for case in (*_related(file)[-MOST:], *(NOWHERE,) * MOST)][:MOST]
    seen = visible(viewer, "c.id")
    rows = sql.fetch(
        f"SELECT c.id FROM cases_case c WHERE c.public_id IN ({sql.marks(asked)}) AND {seen.sql} ORDER BY c.id DESC",  # noqa: S608 (own words)
        [*asked, *seen.params],
    )
    return tuple(line for (row,) in rows if (line := _line(viewer, row)))


def _told(file: CaseFile) -> list[tuple[EventRow, UUID]]:
    """The events of a case that name one as belonging to it, in the order they were recorded, with that one; those taken back too."""
    both = zip(file.rows, file.events, strict=True)
    return [(row, UUID(str(event.fields["case"]))) for row, event in both if file.type_of(row).effect == "case-related"]


def _standing(file: CaseFile) -> list[tuple[EventRow, UUID]]:
    """The same without those taken back."""
    back = file.history.known(None).annulled
    return [(row, case) for row, case in _told(file) if row.uid not in back]


def _related(file: CaseFile) -> list[UUID]:
    return list(dict.fromkeys(case for _, case in _standing(file)))


def _line(viewer: Viewer, case_row: int) -> RelatedCase | None:
    row, allowed = case_by_row(case_row), access_to(viewer, case_row)
    if row is None or not allowed:
        return None
    log.log_shown(viewer, PAGE, [case_row], allowed)
    view = case_view(viewer, open_file(row), allowed)
    duties = sorted(view.status.open_duties, key=lambda duty: duty.due_on or date.max)
    labels = (view.edition.roles[role].label for duty in duties for role in duty.turn)
    return RelatedCase(
        row.public_id,
        row.reference,
        row.routine,
        view.edition.title,
        row.state,
        tuple(dict.fromkeys(labels)),
        may_tie(view),
    )


def may_tie(view: CaseView) -> bool:
    """Whether the viewer's role in a case records that it belongs together with another."""
    return any(_records(view, event) for event in events_with_effect(view.edition, "case-related"))


_SAME_PERSON = (
    "SELECT c.id FROM persons_person f JOIN persons_person p ON p.id = COALESCE(f.same_person, f.id) OR p.same_person = COALESCE(f.same_person, f.id)"
    " JOIN cases_case c ON c.person_id = p.id WHERE f.id = %s AND c.id <> %s AND {seen} ORDER BY c.id DESC LIMIT %s"
)


def could_be_related(viewer: Viewer, file: CaseFile) -> tuple[RelatedCase, ...]:
    """Give the other cases of the person of a case that the viewer has opened, of those that they may see, that are not said to belong to it."""
    seen = visible(viewer, "c.id", "'identity'")
    rows = sql.fetch(_SAME_PERSON.format(seen=seen.sql), [file.row.person_id, file.row.id, *seen.params, MOST_FOUND])
    found = (line for (row,) in rows if (line := _line(viewer, row)))
    tied = set(_related(file))
    return tuple(line for line in found if line.case not in tied)


# -- starting one from another --------------------------------------------------------------------------------------------------------------


def startable(viewer: Viewer, view: CaseView, related: Iterable[RelatedCase]) -> tuple[Startable, ...]:
    """Give the routines by which the viewer may start a case from this one: those that they may open cases by, and that none going on goes by.

    Nobody starts one who may not see who the case is about, and none is started from a case that is closed.
    """
    if not may_tie(view) or view.person is None or view.state == "closed":
        return ()
    going_on = {view.routine, *(each.routine for each in related if each.state != "closed")}
    found = (_startable(viewer, view, name) for name in library().routines if name not in going_on)
    return tuple(each for each in found if each.units)


def _startable(viewer: Viewer, view: CaseView, routine: str) -> Startable:
    edition = edition_in_force(routine, viewer.today)
    opening = event_with_effect(edition, "case-opened")
    openers = {role for role in opening.recorded_by if side_of(role) == "decider"}
    units = {held.unit_id: held.unit_name for held in viewer.holdings if held.role in openers}
    roles = {held.role for held in viewer.holdings if held.unit_id in units}
    wishes = _wishes(view, routine)
    known = {name: value for wish in wishes for name, value in plain_fields(wish.values).items()}
    answered = bool(wishes) and any(
        _records(view, event) for event in events_with_effect(view.edition, "related-answered")
    )
    asked = {field.name for field in opening.fields}
    return Startable(
        edition,
        opening,
        tuple(units.items()),
        tuple(_carried(view, edition, roles)),
        {name: value for name, value in known.items() if name in asked},
        answered,
    )


def _records(view: CaseView, event: EventType) -> bool:
    return not set(event.recorded_by).isdisjoint(view.my_roles)


def _wishes(view: CaseView, routine: str) -> list[EventView]:
    """What somebody has asked for here and nobody has answered: a case by this routine. The oldest first."""
    wanted = {event.id for event in events_with_effect(view.edition, "related-wanted")}
    answers = {event.id for event in events_with_effect(view.edition, "related-answered")}
    standing = [each for each in view.history if each.annulled_by is None]
    answered = {each.about for each in standing if each.type in answers}
    asked = [each for each in standing if each.type in wanted and each.values.get("routine") == routine]
    return [each for each in asked if each.uid not in answered]


def _carried(view: CaseView, edition: Edition, roles: Iterable[str]) -> Iterable[Carried]:
    """What is known here of the person, as the events that the other routine has for it: each fact as it was told last.

    A fact is known by an event of the same kind, or by any other that answers what that one requires (a booking tells of an interpreter).
    """
    newest = sorted((e for e in view.history if e.annulled_by is None), key=lambda e: (e.on, e.sequence), reverse=True)
    for event in (each for each in edition.events.values() if each.of_person):
        told = next((each for each in newest if _tells(each, event)), None)
        if told is not None and not set(event.recorded_by).isdisjoint(roles):
            said = plain_fields(told.values)
            yield Carried(event, {f.name: said[f.name] for f in event.fields if said.get(f.name)}, told)


def _tells(told: EventView, event: EventType) -> bool:
    required = [field.name for field in event.fields if field.required]
    return bool(required) and all(told.values.get(name) not in (None, "", "unknown") for name in required)


def start_related(viewer: Viewer, case: UUID, routine: str, unit_id: int, first: Entry) -> UUID:
    """Start a case by another routine from this one, for the same person, and say in both that they belong together. Gives its public id.

    ``first`` opens it, at one of the viewer's units; what is known here of the person is recorded in it the same day. Who had asked for it is
    answered. All of it or nothing. Raises CaseNotFound, NotYourRole, or Refused with every reason.
    """

    def work() -> UUID:
        desk = take_out(viewer, case)
        before = recorded_with_key(viewer, first)
        if before is not None and before in [case for _, case in _told(desk.file)]:
            return before  # a form that was sent twice
        view = case_view(viewer, desk.file, desk.access)
        offered = startable(viewer, view, related_to(viewer, desk.file))
        chosen = next((each for each in offered if each.edition.routine == routine), None)
        if chosen is None:
            message = "Det går inte att starta ett sådant ärende härifrån nu. Gå tillbaka till ärendet."
            raise Refused(field_errors=(FieldError("routine", "not-to-be-started", message),))
        facts = [Entry(each.event.id, first.on, each.fields) for each in chosen.carried]
        new = open_case(viewer, desk.file.row.person_id, routine, unit_id, first.on, first, *facts)
        told = "; ".join(f"{each.told.label} {each.told.on}" for each in chosen.carried)
        _tie(viewer, desk.file.row, _row_of(new), told, _answers(view, chosen, viewer.today))
        return new

    return in_turn(work)


def _answers(view: CaseView, chosen: Startable, on: date) -> list[Entry]:
    if not chosen.answers_wish:
        return []
    answer = event_with_effect(view.edition, "related-answered")
    return [Entry(answer.id, on, {"answer": STARTED}, about=wish.uid) for wish in _wishes(view, chosen.edition.routine)]


# -- tying two that are there ---------------------------------------------------------------------------------------------------------------


def relate(viewer: Viewer, case: UUID, other: UUID) -> None:
    """Say in both of two cases of the same person that they belong together; once is enough. Raises CaseNotFound or NotYourRole.

    A case that is not of the same person, or that the viewer may not see, is one that does not exist.
    """

    def work() -> None:
        desk = take_out(viewer, case)
        if other in _related(desk.file):
            return
        if other not in {line.case for line in could_be_related(viewer, desk.file)}:
            raise CaseNotFound
        _tie(viewer, desk.file.row, _row_of(other), "", [])

    in_turn(work)


def take_apart(viewer: Viewer, case: UUID, other: UUID, reason: str) -> None:
    """Take back in both of two cases that they belong together, with the reason. The record keeps what stood, and shows it to nobody.

    Raises CaseNotFound where they do not, or where the viewer may not see both; NotYourRole; or Refused (the reason is missing).
    """
    _take_apart(viewer, case, other, lambda desk, row: annulling(desk, row, reason))


def undo_tie(viewer: Viewer, case: UUID, other: UUID) -> None:
    """Take back with one click what the viewer has just said by a slip. Raises as ``take_apart``; Refused where it was somebody else or too long ago."""
    _take_apart(viewer, case, other, undoing)


def own_slips(viewer: Viewer, file: CaseFile) -> frozenset[UUID]:
    """Give the cases that the viewer tied to this one so lately that they may undo it."""
    since = slips_since()
    return frozenset(case for row, case in _standing(file) if is_own_slip(viewer, row, since))


def _take_apart(viewer: Viewer, case: UUID, other: UUID, back: Callable[[Desk, EventRow], Addition]) -> None:
    def untied_from(related: UUID) -> Callable[[Desk], list[Addition]]:
        return lambda desk: [back(desk, row) for row, named in _standing(desk.file) if named == related]

    def work() -> None:
        desk = take_out(viewer, case)
        if other not in {line.case for line in related_to(viewer, desk.file)}:
            raise CaseNotFound
        for one, related in ((case, other), (other, case)):
            record_all(viewer, one, untied_from(related))

    in_turn(work)


def _row_of(case: UUID) -> CaseRow:
    row = find_case(case)
    if row is None:
        raise CaseNotFound
    return row


def _tie(viewer: Viewer, one: CaseRow, other: CaseRow, carried: str, answers: list[Entry]) -> None:
    """Record in both that they belong together: in the other also what went along, in the first also the answers to those who asked."""
    for case, related, facts, more in ((one, other, "", answers), (other, one, carried, [])):
        edition = edition_of(case.routine, case.edition)
        fields: dict[str, object] = {
            "case": related.public_id.hex,
            "reference": related.reference,
            "routine": related.routine,
        }
        said = Entry(
            event_with_effect(edition, "case-related").id, viewer.today, fields | ({"carried": facts} if facts else {})
        )
        additions = [Addition(said, by_the_product=True), *map(Addition, more)]
        _record(viewer, case.public_id, additions)


def _record(viewer: Viewer, case: UUID, additions: list[Addition]) -> None:
    record_all(viewer, case, lambda _: additions)
