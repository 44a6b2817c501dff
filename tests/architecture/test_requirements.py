"""The requirement files are pinned, hashed and in step with each other."""

import re
from itertools import pairwise

import pytest

from tests.architecture.tree import ROOT

REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
SETS = ["runtime", "dev", "bench"]
EXTRAS = ["saml", "saml-tests"]  # on top of runtime, for those who ask for it


def wanted(name: str) -> set[str]:
    """The packages that an .in file names, spelt as the pinned file spells them."""
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    found = (NAME.match(line) for line in lines)
    return {match.group().lower().replace("_", "-") for match in found if match}


def pins(name: str) -> dict[str, str]:
    """Package -> version, of a pinned file."""
    lines = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {match[1]: match[2] for match in map(PIN.match, lines) if match}


@pytest.mark.parametrize("name", SETS + EXTRAS)
def test_every_line_is_an_exact_version_or_its_hash(name: str) -> None:
    """Nothing else stands in a pinned file: no address, no option, no open version."""
    lines = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not PIN.match(line) and not HASH.match(line)] == []


@pytest.mark.parametrize("name", SETS + EXTRAS)
def test_every_package_asked_for_is_pinned(name: str) -> None:
    """A package added to an .in file is also compiled into the pinned one."""
    assert wanted(name) - set(pins(name)) == set()


def test_the_sets_agree_on_every_version() -> None:
    """What the checks run with is what runs in use."""
    for smaller, larger in [*pairwise(SETS), *(("runtime", extra) for extra in EXTRAS)]:
        assert pins(smaller).items() <= pins(larger).items()
