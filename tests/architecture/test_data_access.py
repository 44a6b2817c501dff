"""The pages and the command line reach cases, people and grants only through the packages that guard them."""

from tests.architecture.tree import SOURCE, place, python_files, runtime_imports

OUTSIDE = [SOURCE / "web", SOURCE / "cli"]

# Their rows carry secrets: whoever reads them past `secrecy` shows what nobody was granted.
GUARDED_MODELS = (
    "hemvist.cases.models",
    "hemvist.persons.models",
    "hemvist.retention.models",
    "hemvist.secrecy.models",
)
DATABASE_CONNECTIONS = ("django.db.connection", "django.db.connections")

# Why each may: it looks at the database as a machine, not at anyone's case.
MAY_USE_CONNECTIONS = {
    "src/hemvist/cli/database.py": "asks whether the tables are there, and closes connections before workers start",
    "src/hemvist/web/small_pages.py": "asks whether the database answers",
}


def test_pages_and_commands_never_import_a_guarded_model() -> None:
    """What a page shows comes from a function that has applied the access rule."""
    found = [
        f"{place(path, line)} imports {name}"
        for path in python_files(*OUTSIDE)
        for name, line in runtime_imports(path)
        if f"{name}.".startswith(tuple(f"{module}." for module in GUARDED_MODELS))
    ]
    assert found == []


def test_pages_and_commands_write_no_sql() -> None:
    """SQL stands with the tables it reads, not in a page."""
    found = [
        f"{place(path, line)} imports {name}"
        for path in python_files(*OUTSIDE)
        for name, line in runtime_imports(path)
        if name in DATABASE_CONNECTIONS and place(path) not in MAY_USE_CONNECTIONS
    ]
    assert found == []
