"""The rules are data: read strictly, dated, and told in words where they cannot be read."""

from datetime import date
from pathlib import Path

import pytest

from hemvist.retention.rules import RulesFault, in_force, read_rules, rule_on, rules

TEXT = Path(__file__).resolve().parents[2].joinpath("src/hemvist/governing/retention.toml").read_text(encoding="utf-8")


def test_goteborg_preserves_after_five_years_and_says_by_which_law() -> None:
    """SoL 16:1, 16:4 and SoF 13:1."""
    rule = rule_on(date(2026, 3, 2))
    assert (rule.years_after_last_note, rule.outcome, rule.known_years) == (5, "preserve", 5)
    assert "16 kap. 1 §" in rule.source
    assert "SoF (2025:468) 13 kap. 1 §" in rule.outcome_source


@pytest.mark.parametrize(
    ("day", "until"),
    [(date(2025, 7, 1), None), (date(2026, 1, 14), None), (date(2026, 1, 15), 30), (date(2031, 1, 1), 30)],
)
def test_the_rule_about_children_applies_from_its_day(day: date, until: int | None) -> None:
    """SoL 16:2 a is in force from 2026-01-15."""
    assert rule_on(day).child_stays_until == until


def test_before_the_first_rule_none_is_guessed() -> None:
    """The law was another then."""
    with pytest.raises(RulesFault, match="Ingen regel för gallring gäller 2025-06-30"):
        rule_on(date(2025, 6, 30))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("years_after_last_note = 5", 'years_after_last_note = "5"'), "regel 1: years_after_last_note"),
        (("years_after_last_note = 5", "years_after_last_note = 0"), "regel 1: years_after_last_note"),
        (("years_after_last_note = 5\n", ""), "regel 1: years_after_last_note saknas"),
        (("known_years = 5", "known_year = 5"), "regel 1: known_years saknas"),
        (("never = []", "never = []\nsometimes = 1"), "regel 1: sometimes är inget som en regel kan ha"),
        (('outcome = "preserve"', 'outcome = "burn"'), "regel 1: outcome"),
        (("valid_from = 2025-07-01", "valid_from = 2026-02-01"), "i ordning efter valid_from"),
        (("valid_from = 2025-07-01", "valid_from = 2026-01-15"), "i ordning efter valid_from"),
        (("child_stays_until = 30\n", ""), "hör ihop"),
        (("\n[[rule]]\n", "\n[[rules]]\n"), "känner inte till ”rules”"),
        (("years_after_last_note = 5", "years_after_last_note = "), "kan inte läsas som TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(change: tuple[str, str], said: str) -> None:
    """Nothing is defaulted."""
    with pytest.raises(RulesFault, match=r"Filen min\.toml") as fault:
        read_rules(TEXT.replace(*change, 1), "min.toml")
    assert said in str(fault.value)


def test_a_file_without_rules_or_that_is_not_there_is_told(tmp_path: Path) -> None:
    """In words, with the file's name."""
    with pytest.raises(RulesFault, match=r"saknar \[\[rule\]\]"):
        read_rules("", "tom.toml")
    with pytest.raises(RulesFault, match="kan inte läsas: No such file"):
        rules(str(tmp_path / "borta.toml"))


def test_another_city_names_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the environment variable."""
    own = tmp_path / "stad.toml"
    own.write_text(TEXT.replace('outcome = "preserve"', 'outcome = "destroy"'), encoding="utf-8")
    monkeypatch.setenv("HEMVIST_RETENTION", str(own))
    assert rule_on(date(2026, 3, 2)).outcome == "destroy"


def test_the_newest_rule_that_applies_counts() -> None:
    """Of several."""
    known = read_rules(TEXT, "x")
    assert in_force(known, date(2026, 1, 14)) == known[0]
    assert in_force(known, date(2026, 1, 15)) == known[1]
