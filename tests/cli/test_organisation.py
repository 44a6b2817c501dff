"""Loading the organisation where a role that ends would leave cases of protected persons with nobody."""

from pathlib import Path

import pytest

from hemvist import clock
from hemvist.cli.failing import CommandError
from hemvist.cli.organisation import load
from tests.cases.town import Town, found_town, opened

ENDS = """
[[worker]]
username = "c-caseworker"
name = "C-caseworker"
roles = [{ unit = "centrum", role = "caseworker", since = 2020-01-01, until = 2026-03-01 }]
"""


@pytest.fixture
def town(db: None) -> Town:
    """A town with one protected case, of the caseworker whose role is to end."""
    town = found_town()
    opened(town, protection="confidentiality-marking", on=clock.today())
    opened(town, on=clock.today())
    return town


def holds_on(town: Town) -> bool:
    """Whether the caseworker's role still goes on."""
    return town.workers["c-caseworker"].role_holdings.get().last_day is None


def test_a_role_that_would_leave_protected_cases_with_nobody_is_not_ended_in_silence(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is loaded and a number is told; with --leave-unattended it is loaded, and told all the same; loaded again, nothing ends."""
    file = tmp_path / "city.toml"
    file.write_text(ENDS, encoding="utf-8")
    with pytest.raises(CommandError, match="leave 1 case of a protected person with nobody"):
        load(file)
    assert holds_on(town)
    assert load(file, leave_unattended=True) == 0
    assert not holds_on(town)
    assert "1 case of a protected person will have nobody" in capsys.readouterr().out
    assert load(file) == 0
    assert "will have nobody" not in capsys.readouterr().out


def test_a_role_that_goes_on_elsewhere_leaves_nothing_behind(town: Town, tmp_path: Path) -> None:
    """Whoever has another role is still there."""
    file = tmp_path / "city.toml"
    other = 'roles = [{ unit = "hisingen", role = "caseworker", since = 2020-01-01 }, {'
    file.write_text(ENDS.replace("roles = [{", other), encoding="utf-8")
    assert load(file) == 0
    assert town.workers["c-caseworker"].role_holdings.get(unit=town.units["centrum"]).last_day is not None
