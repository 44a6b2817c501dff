"""Puts together what a template is given: who sends the letter, to whom, and the facts that were gathered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hemvist.cases.library import library
from hemvist.cases.views import CaseView
from hemvist.letters.facts import Gathered
from hemvist.letters.kinds import Kind
from hemvist.letters.translating import translation_to
from hemvist.secrecy.viewer import Viewer
from hemvist.statements import fetch


@dataclass(frozen=True, slots=True)
class Sender:
    """The unit that a letter comes from, with its administration and board, and where one calls: the unit, and whoever makes the letter.

    A number that is not known, or that does not stand in this letter, is empty.
    """

    board: str
    administration: str
    unit: str
    telephone: str
    direct: str


def making_role(view: CaseView, kind: Kind) -> str | None:
    """Give the role in which the viewer makes this kind of letter: their own, or one that they have the turn of; None if they do not."""
    held = {party.role for party in view.parties}
    for role in kind.made_by:
        if role in view.my_roles:
            return role
        deputy = view.edition.roles[role].until_appointed
        if role not in held and deputy in view.my_roles:
            return deputy
    return None


def compose(view: CaseView, viewer: Viewer, kind: Kind, gathered: Gathered, today: date) -> dict[str, Any]:
    """Give the template its data. Nothing in it is looked up anywhere but in what the maker may see."""
    role = making_role(view, kind) or ""
    sender = _sender(view, viewer, role)
    return {
        "title": kind.title,
        "reference": view.reference,
        "day": today.isoformat(),
        "protected": view.protected,
        "sender": {
            "board": sender.board,
            "administration": sender.administration,
            "unit": sender.unit,
            "telephone": sender.telephone,
        },
        "handler": {"name": viewer.name, "role": view.edition.roles[role].label, "telephone": sender.direct},
        "recipient": _recipient(view, kind),
        "facts": gathered.facts,
        "translation": translation_to(gathered.facts.get("interpreter")) if kind.second_language else None,
    }


_SENDER = (
    "SELECT b.name, a.name, u.name, u.telephone, (SELECT w.telephone FROM organisation_worker w WHERE w.id = %s)"
    " FROM organisation_unit u JOIN organisation_administration a ON a.id = u.administration_id"
    " JOIN organisation_board b ON b.id = a.board_id WHERE u.id = %s"
)


def _sender(view: CaseView, viewer: Viewer, role: str) -> Sender:
    """Give who sends it. No number stands in a letter where the person is, or may be, protected: it is said when the letter is handed over."""
    executing = view.executor_unit_id if view.edition.roles[role].side == "executor" else None
    asked = [viewer.worker_id, executing or view.owner_unit_id]
    [(board, administration, unit, telephone, direct)] = fetch(_SENDER, asked)
    if view.protected:
        telephone = direct = ""
    return Sender(board, administration, unit, telephone, direct or "")


def _recipient(view: CaseView, kind: Kind) -> dict[str, Any]:
    """To whom: the client, with the address if it is known and not protected; else the party, and the unit that executes."""
    if kind.to == "client":
        person = view.person
        address = person.address if person and not view.protected else ""
        lines = [line.strip() for line in address.replace(",", "\n").splitlines() if line.strip()]
        return {"name": person.name if person else "", "lines": lines}
    unit = [view.executor_unit] if kind.to == "kompetenscenter" and view.executor_unit else []
    return {"name": library().vocabulary.recipients[kind.to], "lines": unit}
