"""One case as one viewer may see it. What was not granted never leaves this module."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from hemvist import clock
from hemvist.cases import drafts, sql
from hemvist.cases.acting import roles_in
from hemvist.cases.casefile import CaseFile, CaseRow, find_case, open_file
from hemvist.cases.entering import writes_here
from hemvist.cases.entries import AccessEnded, AccessNarrowed, CaseNotFound
from hemvist.cases.history_view import Names, Showing, ahead, event_views, may_see, row_number, slips_since
from hemvist.cases.library import edition as edition_of
from hemvist.cases.library import library
from hemvist.cases.projecting import MeetingValues
from hemvist.cases.revealing import HIDDEN_REASON, duty_kind, kinds_of_facts, shown_refusals
from hemvist.cases.standing import source_of, standing_of
from hemvist.cases.storing import stored_meetings
from hemvist.cases.turns import in_turn
from hemvist.cases.views import CaseView, MeetingView, NumberView, PartyView, PersonView
from hemvist.persons.models import Protection
from hemvist.routines.duties import evaluate
from hemvist.routines.model import Edition
from hemvist.routines.status import DutyStatus, Offered, Refusal, SpanStatus, Status
from hemvist.secrecy import log
from hemvist.secrecy.policy import Access, access_to, tells_of_end
from hemvist.secrecy.viewer import Viewer

More = TypeVar("More")


def view_case(viewer: Viewer, public_id: UUID, page: str) -> CaseView:
    """Give the case as the viewer may see it, and log that it was opened, in one transaction.

    ``page`` is the name of the page that shows it, for the log. Raises CaseNotFound, after as many queries, where there is no such case
    or not for this viewer; the attempt is logged.
    """
    return view_case_with(viewer, public_id, page, lambda file, allowed: None)[0]


def view_case_with(
    viewer: Viewer, public_id: UUID, page: str, more: Callable[[CaseFile, Access], More]
) -> tuple[CaseView, More]:
    """Give the same, and what else is worked out of the case by the same access; ``more`` leaves out what is not granted."""
    found = in_turn(lambda: _seen(viewer, public_id, page, more))
    if isinstance(found, CaseNotFound):
        raise found
    return found


def _seen(
    viewer: Viewer, public_id: UUID, page: str, more: Callable[[CaseFile, Access], More]
) -> tuple[CaseView, More] | CaseNotFound:
    row = find_case(public_id)
    allowed = access_to(viewer, row.id if row else 0)
    if row is None or not allowed:
        log.log_refused(viewer, page, row.id if row else None)
        return AccessEnded(allowed.ended_on) if allowed.ended_on else CaseNotFound()
    if tells_of_end(viewer, row.id, allowed):
        log.log_refused(viewer, page, row.id)
        return AccessNarrowed()
    log.log_shown(viewer, page, [row.id], allowed)
    file = open_file(row)
    return case_view(viewer, file, allowed), more(file, allowed)


def case_view(viewer: Viewer, file: CaseFile, allowed: Access) -> CaseView:
    """Give a case that has been taken out as the viewer may see it. Whoever calls has asked the rule, and logs it."""
    row = file.row
    edition = edition_of(row.routine, row.edition)
    status = _shown_status(file, evaluate(file.routine, file.history, viewer.today), allowed)
    names = _names(file)
    standing = standing_of(file)
    meetings = tuple(_meetings(file, allowed))
    roles = roles_in(viewer, row, standing)
    since = slips_since()
    return CaseView(
        public_id=row.public_id,
        reference=row.reference,
        routine=row.routine,
        edition=edition,
        state=row.state,
        protected=row.protected,
        opened_on=row.opened_on,
        valid_until=max((s.last_day for s in status.spans if s.state == "in force" and s.last_day), default=None),
        is_limited=allowed.is_limited,
        owner_unit_id=row.owner_unit_id,
        owner_unit=names.units[row.owner_unit_id],
        executor_unit_id=row.executor_unit_id,
        executor_unit=names.units[row.executor_unit_id] if row.executor_unit_id else "",
        is_recalled=standing.is_recalled,
        writing_sides=writes_here(row),
        my_roles=roles,
        person=_person(row, allowed) if "identity" in allowed.kinds else None,
        kinds=allowed.kinds,
        grounds=allowed.grounds,
        status=status,
        history=event_views(Showing(viewer, file, allowed, names, since, roles)),
        parties=_parties(row.id),
        meetings=meetings,
        spans=status.spans,
        to_come=ahead(status, meetings, viewer.today),
        drafts=drafts.drafts_of(viewer, row, edition),
    )


# -- what is asked, and may not be done yet -------------------------------------------------------------------------------------------------


def _shown_status(file: CaseFile, status: Status, allowed: Access) -> Status:
    """Leave out what tells of what is not granted: duties, periods, breaches, and what others may do."""
    edition = edition_of(status.routine, status.edition)
    groups = {
        name: [
            _shown_duty(edition_of(status.routine, d.edition), d, allowed)
            for d in group
            if d is not None and may_see_duty(file, d, allowed)
        ]
        for name, group in status.groups.items()
    }
    breaches = status.breaches if allowed.kinds.everything else ()
    return Status(
        routine=status.routine,
        edition=status.edition,
        as_of=status.as_of,
        known_on=status.known_on,
        round_started_by=status.round_started_by,
        state=status.state,
        groups=groups,
        refused={
            name: _shown_of(edition, edition.events[name].recorded_by, found, allowed)
            for name, found in status.refused.items()
        },
        allowed=status.allowed,
        offers=tuple(o for o in status.offers if _may_see_offer(o, allowed)),
        standing=tuple(o for o in status.standing if _may_see_offer(o, allowed)),
        spans=tuple(s for s in status.spans if may_see_span(file, s, allowed)),
        breaches=breaches,
        next_change_on=status.next_change_on,
    )


def may_see_duty(file: CaseFile, duty: DutyStatus, allowed: Access) -> bool:
    """One sees the duties of the side they are of; and those of the deciding side that are about a kind they are granted while anything new is opened.

    That there is such a duty, and that it is done, tells that the events were that opened and closed it: one who does not see these does not see it.
    """
    if allowed.kinds.everything or _is_theirs(duty.turn, allowed):
        return True
    if allowed.is_limited or duty_kind(edition_of(file.row.routine, duty.edition), duty.id) not in allowed.kinds:
        return False
    rows = [row for uid in (duty.opened_by, duty.done_by) if (row := file.by_uid(uid))]
    return all(may_see(row, allowed) for row in rows)


def may_see_span(file: CaseFile, span: SpanStatus, allowed: Access) -> bool:
    """One sees a period by seeing the event that begins it."""
    row = file.by_uid(span.instance)
    return allowed.kinds.everything if row is None else may_see(row, allowed)


def _may_see_offer(offer: Offered, allowed: Access) -> bool:
    return allowed.kinds.everything or _is_theirs(offer.holder, allowed)


def _is_theirs(roles: Iterable[str], allowed: Access) -> bool:
    return any(allowed.owns(source_of(role)) for role in roles)


def _shown_duty(edition: Edition, duty: DutyStatus, allowed: Access) -> DutyStatus:
    if allowed.kinds.everything:
        return duty
    missing = tuple(fact for fact in duty.missing if allowed.kinds.covers(kinds_of_facts(edition, [fact])))
    waiting_for = _shown_of(edition, duty.turn, duty.waiting_for, allowed)
    # What the other side's duty waits for, if that is not shown, does not show by its state either.
    state = "open" if duty.state == "waiting" and not waiting_for else duty.state
    return DutyStatus(
        duty.id, duty.label, duty.instance, duty.holder, duty.turn, state, duty.opened_on, duty.opened_by, duty.clauses, duty.edition,
        duty.due_on, duty.due_is_local, duty.late_days, duty.done_on, duty.done_by, duty.about,
        waiting_for, missing, duty.steps, duty.closes,
    )  # fmt: skip


def _shown_of(
    edition: Edition, roles: Iterable[str], refusals: tuple[Refusal, ...], allowed: Access
) -> tuple[Refusal, ...]:
    """Give the refusals as shown; of what only the other side does, one that is not granted is not even shown to be there."""
    shown = shown_refusals(edition, refusals, allowed)
    if allowed.kinds.everything or _is_theirs(roles, allowed):
        return shown
    return tuple(r for r in shown if r.reason != HIDDEN_REASON)


# -- who is who -----------------------------------------------------------------------------------------------------------------------------


def _parties(case_row: int) -> tuple[PartyView, ...]:
    found = sql.fetch(
        "SELECT p.role, p.worker_id, w.name, p.since FROM cases_party p JOIN organisation_worker w ON w.id = p.worker_id"
        " WHERE p.case_id = %s ORDER BY p.id",
        [case_row],
    )
    roles = library().vocabulary.roles
    return tuple(PartyView(role, roles[role].label, worker, name, since) for role, worker, name, since in found)


def _names(file: CaseFile) -> Names:
    """The names of all who recorded something, of the case's units, and of the workers and units that answers name. One query."""
    workers = {row.actor_id for row in file.rows}
    units = {file.row.owner_unit_id, file.row.executor_unit_id or 0}
    for row, event in zip(file.rows, file.events, strict=True):
        for field in file.type_of(row).fields:
            if field.type in ("worker", "unit"):
                (workers if field.type == "worker" else units).add(row_number(event.fields.get(field.name)))
    found = sql.fetch(
        f"SELECT 1, id, name FROM organisation_worker WHERE id IN ({sql.marks(workers)})"  # noqa: S608 (marks only)
        f" UNION ALL SELECT 2, id, name FROM organisation_unit WHERE id IN ({sql.marks(units)})",
        [*workers, *units],
    )
    return Names(
        {i: name for which, i, name in found if which == 1}, {i: name for which, i, name in found if which == 2}
    )


_PERSON = (
    "SELECT p.public_id, p.given_name, p.family_name, p.birth_date, p.protection, p.city_area, p.phone, p.address, n.kind, n.number"
    " FROM persons_person p LEFT JOIN persons_identitynumber n ON n.person_id = p.id AND n.valid_until IS NULL WHERE p.id = %s ORDER BY n.id"
)


def _person(row: CaseRow, allowed: Access) -> PersonView:
    found: list[tuple[Any, ...]] = sql.fetch(_PERSON, [row.person_id])
    public_id, given, family, birth_date, protection, city_area, phone, address = found[0][:8]
    reachable = protection == Protection.NONE and not row.protected and not allowed.is_limited
    return PersonView(
        public_id=sql.uuid_out(public_id),
        given_name=given,
        family_name=family,
        numbers=tuple(NumberView(kind, number) for *_, kind, number in found if number),
        birth_date=birth_date,
        protection=protection,
        city_area=city_area if reachable else "",
        phone=phone if reachable else "",
        address=address if reachable else "",
    )


def _meetings(file: CaseFile, allowed: Access) -> list[MeetingView]:
    """The case's meetings that the viewer may see, by time, each with what came of it if they may see that."""
    return [
        _meeting(m, allowed)
        for m in sorted(stored_meetings(file.row.id).values(), key=lambda m: m.starts)
        if allowed.shows(m.information, m.sequence, m.side)
    ]


def _meeting(m: MeetingValues, allowed: Access) -> MeetingView:
    told = allowed.shows(m.information, m.outcome_sequence, m.outcome_side)
    outcome, label = (m.outcome, m.outcome_label) if told else ("", "")
    moved = bool(m.new_place) and allowed.shows(m.information, m.new_place_sequence, m.new_place_side)
    place = m.new_place if moved else m.place
    return MeetingView(m.event, m.label, m.starts.astimezone(clock.LOCAL_ZONE), place, outcome, label)
