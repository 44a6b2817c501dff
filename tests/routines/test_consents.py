"""What stands of the consents of a case, and what they cover."""

from datetime import date

from hemvist.routines.consents import Told, covered, in_force

NOBODY = -1
DAY = date(2026, 4, 1)


def given(place: int, *kinds: str, name: str = "", last: date | None = None) -> Told:
    """A consent at a place in the order of events."""
    return Told(place, "consent-given", None, last, NOBODY, name, frozenset(kinds))


def refused(place: int, name: str = "") -> Told:
    """A refusal."""
    return Told(place, "consent-refused", None, None, NOBODY, name, frozenset())


def withdrawn(place: int, target: int, name: str = "") -> Told:
    """A withdrawal of the consent at another place."""
    return Told(place, "consent-withdrawn", None, None, target, name, frozenset())


def test_a_withdrawal_ends_the_consent_that_it_is_about() -> None:
    """And no other party's."""
    clinic, school = given(1, "identity", name="kliniken"), given(2, "plan", name="skolan")
    assert in_force([clinic, school, withdrawn(3, 1, "kliniken")], DAY) == [school]


def test_an_older_consent_does_not_count_again_when_a_newer_ends() -> None:
    """Withdrawn, refused or run out: the newest is what the person says."""
    older = given(1, "identity", "plan")
    assert in_force([older, given(2, "identity"), withdrawn(3, 2)], DAY) == []
    assert in_force([older, given(2, "identity"), withdrawn(3, 1)], DAY) == [given(2, "identity")]
    assert in_force([older, given(2, "identity", last=date(2026, 3, 31))], DAY) == []


def test_an_older_consent_counts_until_a_newer_begins() -> None:
    """What is said of a day to come holds from that day."""
    older = given(1, "identity", "plan")
    newer = Told(2, "consent-given", DAY, None, NOBODY, "", frozenset({"identity"}))
    assert in_force([older, newer], date(2026, 3, 31)) == [older]
    assert in_force([older, newer], DAY) == [newer]


def test_a_refusal_ends_what_was_given_to_that_party_only() -> None:
    """One that names nobody ends all; what is given afterwards stands."""
    clinic, school = given(1, "identity", name="kliniken"), given(2, "identity", name="skolan")
    assert in_force([clinic, school, refused(3, "skolan")], DAY) == [clinic]
    assert in_force([clinic, school, refused(3)], DAY) == []
    assert in_force([refused(0), clinic], DAY) == [clinic]


def test_all_kinds_must_be_covered_by_the_newest_consent() -> None:
    """Two halves given at different times are not a whole: the newest says what the person wants now."""
    wanted = frozenset({"identity", "plan"})
    assert covered([given(1, "identity", "plan", "journal")], wanted)
    assert not covered([given(1, "identity")], wanted)
    assert not covered(in_force([given(1, "identity", "plan"), given(2, "identity")], DAY), wanted)
    assert covered(in_force([given(1, "identity"), given(2, "identity", "plan")], DAY), wanted)


def test_each_party_has_its_own_newest_consent() -> None:
    """What one party may be told does not narrow what another may."""
    said = [given(1, "plan", name="kliniken"), given(2, "identity", name="skolan")]
    assert covered(in_force(said, DAY), frozenset({"plan"}))


def test_both_its_first_and_its_last_day_count() -> None:
    """Without days it always holds."""
    told = Told(1, "consent-given", date(2026, 3, 1), date(2026, 3, 31), NOBODY, "", frozenset())
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [told.holds_on(day) for day in days] == [False, True, True, False]
    assert given(1).holds_on(date(1900, 1, 1))
