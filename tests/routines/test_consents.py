"""What stands of the consents of a case, and what they cover."""

from datetime import date

from hemvist.routines.consents import Told, covered, standing

NOBODY = -1


def given(place: int, *kinds: str, name: str = "", last: date | None = None) -> Told:
    """A consent at a place in the order of events."""
    return Told(place, "consent-given", None, last, NOBODY, name, frozenset(kinds))


def refused(place: int, name: str = "") -> Told:
    """A refusal."""
    return Told(place, "consent-refused", None, None, NOBODY, name, frozenset())


def test_a_withdrawal_ends_the_consent_that_it_is_about() -> None:
    """And no other."""
    first, second = given(1, "identity"), given(2, "plan")
    withdrawal = Told(3, "consent-withdrawn", None, None, 1, "", frozenset())
    assert standing([first, second, withdrawal]) == [second]


def test_a_refusal_ends_what_was_given_to_that_party_only() -> None:
    """One that names nobody ends all; what is given afterwards stands."""
    clinic, school = given(1, "identity", name="kliniken"), given(2, "identity", name="skolan")
    assert standing([clinic, school, refused(3, "skolan")]) == [clinic]
    assert standing([clinic, school, refused(3)]) == []
    assert standing([refused(0), clinic]) == [clinic]


def test_all_kinds_must_be_covered_by_the_newest_consent() -> None:
    """Two halves given at different times are not a whole: the newest says what the person wants now."""
    wanted = frozenset({"identity", "plan"})
    assert covered([given(1, "identity", "plan", "journal")], wanted)
    assert not covered([given(1, "identity")], wanted)
    assert not covered([given(1, "identity", "plan"), given(2, "identity")], wanted)
    assert covered([given(1, "identity"), given(2, "identity", "plan")], wanted)


def test_each_party_has_its_own_newest_consent() -> None:
    """What one party may be told does not narrow what another may."""
    wanted = frozenset({"plan"})
    assert covered([given(1, "plan", name="kliniken"), given(2, "identity", name="skolan")], wanted)


def test_both_its_first_and_its_last_day_count() -> None:
    """Without days it always holds."""
    told = Told(1, "consent-given", date(2026, 3, 1), date(2026, 3, 31), NOBODY, "", frozenset())
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [told.holds_on(day) for day in days] == [False, True, True, False]
    assert given(1).holds_on(date(1900, 1, 1))
