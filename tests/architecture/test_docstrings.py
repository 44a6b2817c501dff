"""Everything says what it is for."""

import ast

from tests.architecture.tree import BENCHMARKS, SOURCE, TESTS, functions, parsed, place, python_files


def test_every_module_says_what_it_is_about() -> None:
    """Each Python file, and each package's `__init__.py`, begins with a docstring."""
    silent = [
        place(path)
        for path in python_files(SOURCE, TESTS, BENCHMARKS)
        if path.stat().st_size and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_every_package_of_ours_says_what_it_is_about() -> None:
    """An empty `__init__.py` says nothing, so a package directly under hemvist may not have one."""
    silent = [place(path) for path in SOURCE.glob("*/__init__.py") if not ast.get_docstring(parsed(path))]
    assert silent == []


def test_every_test_states_the_behaviour_it_proves() -> None:
    """Each test function has a docstring."""
    silent = [
        place(path, function.lineno)
        for path in python_files(TESTS)
        if path.name.startswith("test_")
        for function in functions(path)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert silent == []
