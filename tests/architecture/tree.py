"""The project's own files, as the architecture tests look at them."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hemvist"
TESTS = ROOT / "tests"
BENCHMARKS = ROOT / "benchmarks"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: Path) -> list[Path]:
    """Every Python file under the folders, migrations left out: Django writes those."""
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method in the file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def place(path: Path, line: int | None = None) -> str:
    """How a test names a place: the path from the root, and the line."""
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


def dotted(node: ast.expr) -> str:
    """`a.b.c` for such an expression; what is not a name or attribute gives an empty part."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def runtime_imports(path: Path) -> Iterator[tuple[str, int]]:
    """Each imported name as `module.name`, with its line; imports that only serve annotations are left out."""
    only_types = {
        id(inner)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(parsed(path)):
        if id(node) in only_types:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git keeps, except what has been deleted from the work tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def text_of(path: Path) -> str | None:
    """The file's text, or None where it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def lines_matching(pattern: re.Pattern[str], path: Path) -> Iterator[tuple[int, str]]:
    """Line number and line, for each line of a text file where the pattern is found."""
    for number, line in enumerate((text_of(path) or "").splitlines(), start=1):
        if pattern.search(line):
            yield number, line.strip()
