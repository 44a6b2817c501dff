"""The words that stand by a number in what the commands say."""

from hemvist.cli.counting import counted


def test_one_is_told_as_one_and_all_other_numbers_as_many() -> None:
    """None is many, too; where the word takes no s, the other form is given."""
    assert [counted(number, "error") for number in (0, 1, 2)] == ["0 errors", "1 error", "2 errors"]
    assert [counted(number, "rad", "rader") for number in (0, 1, 2)] == ["0 rader", "1 rad", "2 rader"]
