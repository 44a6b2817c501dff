"""Letters of the demo city: where a step says that somebody was written to, the letter is there too."""

from uuid import UUID

from hemvist.cases.viewing import view_case
from hemvist.cases.views import CaseView, EventView
from hemvist.letters.kinds import Kind, Way, kinds_of
from hemvist.letters.making import letter_of, make, mark_of, shown_data
from hemvist.letters.sending import confirm, ways_of
from hemvist.secrecy.viewer import Viewer

PAGE = "letters"


def send_letters(viewer: Viewer, case: UUID, step: str, answers: dict[str, object]) -> None:
    """Make every letter that this step of the routine tells has gone, and confirm it; one that lacks something is not made."""
    for kind in kinds_of(view_case(viewer, case, PAGE).edition):
        if kind.sent is not None and kind.sent.event == step:
            _send(viewer, case, kind, answers)


def _send(viewer: Viewer, case: UUID, kind: Kind, answers: dict[str, object]) -> None:
    view = view_case(viewer, case, PAGE)
    letter, way = letter_of(view, viewer, kind.id), _way(view, kind, answers)
    if letter is None or way is None or not letter.can_be_made:
        return
    uid = make(view, viewer, letter, mark_of(shown_data(view, viewer, letter)))
    view = view_case(viewer, case, PAGE)
    confirm(view, viewer, _event(view, uid), way, viewer.today, also=False, key="")


def _way(view: CaseView, kind: Kind, answers: dict[str, object]) -> Way | None:
    """The way that these answers tell of."""
    fields = kind.sent.fields if kind.sent else {}
    return next((w for w in ways_of(view, kind) if all(answers.get(f) == by[w] for f, by in fields.items())), None)


def _event(view: CaseView, uid: str) -> EventView:
    return next(each for each in view.history if each.uid == uid)
