"""What a letter costs: shown to be made, gathered from the case, set, kept and recorded, against Typst setting the same template bare."""

from typing import Any

import typst

from benchmarks import database
from benchmarks.interleaved import Row, at_most, medians
from hemvist import clock
from hemvist.cases.viewing import view_case
from hemvist.letters.making import letter_of, make, mark_of, shown_data
from hemvist.letters.typesetting import STANDARDS, fonts, inputs, template_of
from tests.cases.playing import Player, scenario
from tests.cases.town import found_town

DECIDED = 14
"""So many events of the scenario there are when the decision has been made."""
LETTER = "decision"


def measure(repeats: int) -> list[Row]:
    """Give the row of this measurement: the whole way, for a process that has just shown the letter, as pages do."""
    with database.fresh_database():
        player = Player(found_town(), scenario("to-self-support"), most=DECIDED).play()
        told = player.scenario.told[DECIDED - 1].event
        with clock.set_to(told.recorded):
            return _rows(player, repeats)


def _rows(player: Player, repeats: int) -> list[Row]:
    assert player.case
    case, viewer = player.case, player.town.viewer("c-caseworker", clock.today())

    view = view_case(viewer, case, "letter-preview")
    letter = letter_of(view, viewer, LETTER)
    assert letter
    data = shown_data(view, viewer, letter)
    shown = mark_of(data)

    def whole() -> None:
        now = view_case(viewer, case, "letter-preview")
        letter = letter_of(now, viewer, LETTER)
        assert letter
        make(now, viewer, letter, shown)

    ours, peer = medians(whole, lambda: _bare(data), repeats)
    return [at_most(f"a letter made, {database.vendor()}", ours, peer, "Typst, the same template bare", 3)]


def _bare(data: dict[str, Any]) -> bytes:
    """Set the letter with Typst and nothing else."""
    template = template_of(LETTER)
    return typst.compile(
        template,
        root=template.parent,
        font_paths=fonts(),
        format="pdf",
        sys_inputs=inputs(data),
        pdf_standards=[*STANDARDS],
    )
