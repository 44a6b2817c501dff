"""Dependencies point one way, and no package escapes the rule."""

import subprocess
import sys
import tomllib
from typing import Any

from tests.architecture.tree import ROOT, SOURCE, python_files, runtime_imports


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts of pyproject.toml, by their id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def test_every_package_has_its_place_in_the_order() -> None:
    """A new package must be put in the order of layers before it can land."""
    placed = {part.strip() for layer in contracts()["one-way"]["layers"] for part in layer.split("|")}
    packages = {
        f"hemvist.{path.parent.name}" for path in SOURCE.glob("*/__init__.py") if path.parent.name != "governing"
    }
    assert packages == placed


def test_the_import_contracts_hold() -> None:
    """import-linter finds nothing, whichever way the tests are started."""
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        env={"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_engine_needs_nothing_but_python_and_small_libraries() -> None:
    """`routines` uses the standard library, its holidays, Markdown and validation libraries, and itself."""
    allowed = sys.stdlib_module_names | {"hemvist", "holidays", "markdown_it", "pydantic"}
    outside = {
        name
        for path in python_files(SOURCE / "routines")
        for name, _ in runtime_imports(path)
        if name.split(".")[0] not in allowed
    }
    assert outside == set()


def test_the_governing_documents_are_data() -> None:
    """No code stands among the governing documents."""
    code = [path.name for path in python_files(SOURCE / "governing") if path.name != "__init__.py"]
    assert code == []
