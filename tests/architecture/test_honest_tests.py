"""Tests prove something, on real parts, and none is left out in silence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, TESTS, Function, dotted, functions, parsed, place, python_files

LEFT_OUT = re.compile(r"(^|\.)(skip|skipif|skipIf|skipUnless|skipTest|xfail|importorskip)$")
# Folders in which no test is given a database. Without one of the words it gets none at all.
ONCE = [TESTS / name for name in ("routines", "governing", "architecture")]
ASKS_FOR_A_DATABASE = re.compile(r"(^|\.)(django_db\w*|db|transactional_db|live_server)$")
STAND_IN = re.compile(r"(^|\.)(mock|Mock|MagicMock|AsyncMock|monkeypatch\.setattr|mocker)(\.|$)")
PROVES = re.compile(r"(^|[._])(raises|warns|assert\w*|expect\w*|fail)($|[._])")

Place = tuple[Path, ast.expr]


def names_used() -> Iterator[Place]:
    """Every name and dotted name in the tests."""
    for path in python_files(TESTS):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Attribute | ast.Name):
                yield path, node


def proves_something(test: Function) -> bool:
    """Whether the test asserts, expects an error, or calls a helper that is named for asserting."""
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and PROVES.search(dotted(node.func)))
        for node in ast.walk(test)
    )


def test_no_test_is_left_out() -> None:
    """Nothing is skipped, and nothing is expected to fail."""
    assert [place(path, node.lineno) for path, node in names_used() if LEFT_OUT.search(dotted(node))] == []


def test_no_test_puts_a_stand_in_for_what_can_run_here() -> None:
    """Database, browser and server are the real ones."""
    assert [place(path, node.lineno) for path, node in names_used() if STAND_IN.search(dotted(node))] == []


def test_every_test_can_fail() -> None:
    """A test that asserts nothing proves nothing."""
    idle = [
        place(path, test.lineno)
        for path in python_files(TESTS)
        if path.name.startswith("test_")
        for test in functions(path)
        if test.name.startswith("test_") and not proves_something(test)
    ]
    assert idle == []


def test_engine_documents_and_code_are_tried_without_a_database() -> None:
    """No database can make a difference to them."""
    asked = [
        place(path, node.lineno)
        for path in python_files(*ONCE)
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Attribute | ast.Name) and ASKS_FOR_A_DATABASE.search(dotted(node)))
        or (isinstance(node, ast.arg) and ASKS_FOR_A_DATABASE.search(node.arg))
    ]
    assert asked == []


def test_only_what_is_given_no_database_is_left_out_on_postgresql() -> None:
    """By the mark that is put on every test that is given one (tests/support/test_database.py), and by nothing else."""
    told = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    choices = re.findall(r"on_postgres .*", told)
    assert {choice for choice in choices if "database" in choice}
    left_out = [choice for choice in choices if re.search(r"--(ignore|deselect)|-k ", choice)]
    assert left_out == []
    assert not re.search(
        r"getfixturevalue",
        "".join(path.read_text(encoding="utf-8") for path in python_files(TESTS) if path != Path(__file__)),
    )


def test_axe_looks_at_every_page_in_the_run_on_sqlite() -> None:
    """The second run, on PostgreSQL, shows the same pages."""
    told = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [line for line in told.splitlines() if "--no-axe" in line and "on_postgres" not in line] == []
    assert re.search(r"on_sqlite --no-static -m browser\b", told)
    assert "--no-axe" not in (ROOT / "hemvist").read_text(encoding="utf-8")
