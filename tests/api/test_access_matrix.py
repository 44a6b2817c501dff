"""Every operation of the API, asked for by everybody, answers as the reviewed table says."""

from tests.api.access_table import PARTS, TABLE, WHO, as_line, asking, keys, operations, reviewed


def test_every_operation_has_its_lines_in_the_table() -> None:
    """A new operation cannot land before somebody has said who may ask for it, and with which scope."""
    named = {part for each in operations().values() for part in _parts(each.path)}
    assert named == {"case", "event", *PARTS}
    table = reviewed()
    assert [key for key in table if key not in keys()] == [], f"take out of {TABLE.name}"
    assert [key for key in keys() if key not in table] == [], f"add to {TABLE.name}"
    assert {name for name, each in operations().items() if not each.scope} == {"getApiInfo", "getDescription"}


def _parts(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def test_everybody_is_answered_as_the_table_says(db: None) -> None:
    """By status. What differs, or is not there yet, is told as a line of the table, as it is now."""
    table = reviewed()
    with asking() as everybody:
        found = {key: {who: everybody.status(key, who) for who in WHO} for key in keys()}
    differs = [as_line(key, statuses) for key, statuses in found.items() if table.get(key) != statuses]
    assert not differs, "As it is now:\n" + "\n".join(differs)


def test_nobody_outside_is_told_anything() -> None:
    """The table itself: no token, one that counts no longer, one of somebody who left, one without the scope; another board, a protected person."""
    table = reviewed()
    open_to_all = {"getApiInfo", "getDescription"}
    scoped = {key: statuses for key, statuses in table.items() if key[0] not in open_to_all}
    assert {statuses[who] for statuses in scoped.values() for who in ("nobody", "expired", "left")} == {401}
    assert {statuses["no_scope"] for statuses in scoped.values()} == {403}
    of_cases = {key: statuses for key, statuses in scoped.items() if key[1]}
    assert {statuses["other_board"] for key, statuses in of_cases.items() if key[1] != "foreign"} == {404}
    assert {
        s[who] for key, s in of_cases.items() if key[1] == "foreign" for who in WHO if who.endswith("caseworker")
    } == {404}
    # A token is never a strong log-in: of protected persons nothing is told by the API, to nobody.
    told = {statuses[who] for key, statuses in of_cases.items() if key[1] == "protected" for who in WHO}
    assert told == {401, 403, 404}
