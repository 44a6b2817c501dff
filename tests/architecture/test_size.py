"""Files and functions stay small."""

from statistics import median, quantiles

from tests.architecture.tree import BENCHMARKS, SOURCE, TESTS, Function, functions, place, python_files

LONGEST_FILE = 500
LONGEST_FUNCTION = 50
MEDIAN_FUNCTION = 10
NINETIETH_FUNCTION = 25


def length(function: Function) -> int:
    """Lines from `def` to the last one, both counted."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_longer_than_500_lines() -> None:
    """One subject a file."""
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(SOURCE, TESTS, BENCHMARKS)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    """A function does one thing."""
    long = {
        place(path, function.lineno): length(function)
        for path in python_files(SOURCE, TESTS, BENCHMARKS)
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_most_functions_are_short() -> None:
    """Half of the functions have at most ten lines, nine of ten at most twenty-five."""
    lengths = [length(function) for path in python_files(SOURCE) for function in functions(path)]
    assert median(lengths) <= MEDIAN_FUNCTION
    assert quantiles(lengths, n=10)[-1] <= NINETIETH_FUNCTION
