"""What git keeps says nothing of the machine it was written on, and names no package registry."""

import re

from tests.architecture.tree import lines_matching, place, tracked_files

# Written in pieces, so that this file does not find itself.
REGISTRY_HOSTS = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "yarnpkg" + ".com",
    "deb.debian" + ".org",
]
REGISTRY = re.compile(
    "|".join(re.escape(host) for host in REGISTRY_HOSTS) + "|--(extra-)?index" + "-url|--find" + "-links"
)
MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_.:}])/(work|root|tmp|home)" + "/")
LOCK_FILES = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}
LOCK_ADDRESS = re.compile(r'"resolved":\s*"https?:')
SECRET = re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----")


def test_no_tracked_file_names_a_package_registry() -> None:
    """Where packages come from is the machine's own setting."""
    found = [place(path, number) for path in tracked_files() for number, _ in lines_matching(REGISTRY, path)]
    assert found == []


def test_no_lock_file_carries_addresses() -> None:
    """Lock files with addresses in them are not kept."""
    named = [place(path) for path in tracked_files() if path.name in LOCK_FILES]
    resolved = [
        place(path, number)
        for path in tracked_files()
        if path.name.endswith("lock.json")
        for number, _ in lines_matching(LOCK_ADDRESS, path)
    ]
    assert named + resolved == []


def test_no_tracked_file_holds_a_path_of_one_machine() -> None:
    """No absolute path into somebody's home or scratch folder."""
    found = [place(path, number) for path in tracked_files() for number, _ in lines_matching(MACHINE_PATH, path)]
    assert found == []


def test_no_tracked_file_holds_a_private_key() -> None:
    """Keys are made where they are used."""
    found = [place(path, number) for path in tracked_files() for number, _ in lines_matching(SECRET, path)]
    assert found == []
