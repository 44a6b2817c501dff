"""The ledger of consents of one case, as one viewer may see it.

A consent is shown to those who may see the event that tells of it; of what was shared under it, only the events that they may see
themselves. Who on the other side opened the case is told by name to those who see everything of it.
"""

from dataclasses import dataclass
from uuid import UUID

from hemvist.cases import sql
from hemvist.cases.casefile import CaseFile, find_case, open_file
from hemvist.cases.consents import Consent, consents_of
from hemvist.cases.entries import CaseNotFound
from hemvist.cases.history_view import may_see
from hemvist.cases.library import library
from hemvist.cases.sharing import OtherSide, Shared, openings_under, other_side, shared_under, side_towards
from hemvist.secrecy.openings import Opening, openings_by
from hemvist.secrecy.policy import Access, access_to, grants_of
from hemvist.secrecy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SharedView:
    """Something that was shared: what, when and with whom. ``uid`` is the event's place in the case's history."""

    uid: str
    label: str
    information: str
    shared: Shared


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A consent or a refusal, who recorded it in which role, and what was shared under it. ``openings`` is None where it may not be told."""

    consent: Consent
    recorded_by: str
    role_label: str
    shared: tuple[SharedView, ...]
    openings: tuple[Opening, ...] | None

    @property
    def uid(self) -> str:
        """The event that tells of it."""
        return self.consent.row.uid


def view_ledger(viewer: Viewer, public_id: UUID) -> tuple[LedgerEntry, ...]:
    """Give the consents of a case that the viewer may see, newest first.

    The page that shows them has opened the case by ``viewing.view_case``, which logs it; this asks the same rule again. Raises CaseNotFound.
    """
    row = find_case(public_id)
    allowed = access_to(viewer, row.id if row else 0)
    if row is None or not allowed:
        raise CaseNotFound
    file = open_file(row)
    consents = consents_of(file, viewer.today)
    seen = [each for each in consents if may_see(each.row, allowed)]
    if not seen:
        return ()
    grants = grants_of(row.id)
    sides = {s: other_side(file, grants, s) for each in seen if (s := side_towards(each)) is not None}
    openings = _openings(file, seen, sides) if allowed.kinds.everything else None
    names = _names(seen)
    return tuple(_entry(file, each, consents, sides, allowed, openings, names) for each in reversed(seen))


def shared_so_far(viewer: Viewer, public_id: UUID, event_uid: str) -> LedgerEntry | None:
    """Give the one consent with this event, as the viewer may see it; None if there is none. For what is asked before it is withdrawn."""
    return next((each for each in view_ledger(viewer, public_id) if each.uid == event_uid), None)


def _openings(file: CaseFile, seen: list[Consent], sides: dict[str, OtherSide]) -> dict[str, tuple[Opening, ...]]:
    found = {}
    for side, who in sides.items():
        first = min(each.first_day for each in seen if side_towards(each) == side)
        found[side] = openings_by(file.row.id, who.worker_ids, first)
    return found


def _entry(
    file: CaseFile,
    consent: Consent,
    consents: tuple[Consent, ...],
    sides: dict[str, OtherSide],
    allowed: Access,
    openings: dict[str, tuple[Opening, ...]] | None,
    names: dict[int, str],
) -> LedgerEntry:
    others = [each for each in consents if each.row.uid != consent.row.uid]
    side = side_towards(consent) or ""
    shared = [each for each in shared_under(file, consent, sides.get(side), others) if may_see(each.row, allowed)]
    return LedgerEntry(
        consent=consent,
        recorded_by=names[consent.row.actor_id],
        role_label=library().vocabulary.roles[consent.row.role].label,
        shared=tuple(SharedView(s.row.uid, file.type_of(s.row).label, s.row.information, s) for s in shared),
        openings=None if openings is None else openings_under(consent, openings.get(side, ())),
    )


def _names(seen: list[Consent]) -> dict[int, str]:
    workers = {each.row.actor_id for each in seen}
    found = sql.fetch(f"SELECT id, name FROM organisation_worker WHERE id IN ({sql.marks(workers)})", [*workers])  # noqa: S608
    return dict(found)
