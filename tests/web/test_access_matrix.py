"""Every address, asked for by everybody, answers as the reviewed table says."""

from hemvist.web.login.outside import is_theirs
from tests.proofs.vanishing import PARTS, addresses
from tests.web.access_table import TABLE, WHO, as_line, asking, keys, reviewed


def test_every_address_has_its_lines_in_the_table() -> None:
    """A new page cannot land before somebody has said who may open it."""
    unknown = {part for _, parts in addresses() for part in parts} - PARTS.keys() - {"case_id", "uid"}
    assert not unknown, f"Give an example of {unknown} in PARTS (tests/proofs/vanishing.py)."
    table = reviewed()
    missing, gone = [key for key in keys() if key not in table], [key for key in table if key not in keys()]
    assert not gone, f"Take out of {TABLE.name} what is no longer there: {gone}"
    assert not missing, (
        f"Add to {TABLE.name}, by name of address, a line for each of {missing}: what everybody is to be answered."
        " test_everybody_is_answered_as_the_table_says tells what they are answered now: read it, and add it if that is right."
    )


def test_everybody_is_answered_as_the_table_says(db: None) -> None:
    """By status. What differs, or is not there yet, is told as a line of the table, as it is now."""
    table = reviewed()
    with asking() as everybody:
        found = {key: {who: everybody.status(key, who) for who in WHO} for key in keys()}
    differs = [as_line(key, statuses) for key, statuses in found.items() if table.get(key) != statuses]
    assert not differs, "As it is now:\n" + "\n".join(differs)


def test_one_outside_the_city_reaches_nothing_that_is_common_to_it() -> None:
    """No search, no new case, no unit, no reviews, no leaving: what is theirs is named in the pages for outside, and the rest is not there."""
    for (name, method, about), statuses in reviewed().items():
        if not about and not is_theirs(name) and name != "calendar-feed":
            assert statuses["probation_officer"] in (404, 405), (name, method)


def test_nobody_outside_opens_anything_about_a_case() -> None:
    """The table itself: no page of a case is told to who is not logged in, has left, or works for another board."""
    own = [(key, statuses) for key, statuses in reviewed().items() if key[2]]
    assert {statuses["nobody"] for _, statuses in own} == {302}
    assert {statuses["left"] for _, statuses in own} == {403}
    assert {statuses["other_board"] for key, statuses in own if key[2] != "foreign"} <= {404, 405}
    assert {statuses["weak"] for key, statuses in own if key[2] != "own"} <= {302, 404, 405}
    for who in set(WHO) - {"probation_officer"}:
        assert {statuses[who] for key, statuses in own if key[2] == "release"} <= {302, 403, 404, 405}
    assert {statuses["probation_officer"] for key, statuses in own if key[2] != "release"} <= {404, 405}
    for role in ("lead_caseworker", "unit_manager"):
        assert {statuses[role] for key, statuses in own if key[2] == "protected"} <= {404, 405}
