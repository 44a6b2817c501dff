"""What a duty waits for: of the ways to do it, those that fit the case."""

from hemvist.routines.status import Refusal
from hemvist.routines.ways import in_the_way

CONSENT = Refusal("must", "unknown-fact", "consent", "KC-28", "Samtycke saknas.", ("consent",), ("consent",))
NOT_SENT = Refusal("must", "requirement", "sent", "KC-69", "Det finns inget att förlänga.", (), ("sent",))
NEVER = Refusal("must", "requirement", "protected", "KC-93", "Personen har inte skydd.")


def test_a_way_that_presupposes_another_way_is_left_out() -> None:
    """Nothing is sent in order to be extended: only what keeps it from being sent is told, once."""
    assert in_the_way([[CONSENT], [CONSENT, NOT_SENT]], ("sent", "extended")) == (CONSENT,)


def test_a_way_that_nobody_can_open_is_left_out() -> None:
    """What no event lifts is not for this case."""
    assert in_the_way([[NEVER], [CONSENT]], ("with-coordinator", "in-system")) == (CONSENT,)


def test_where_no_way_is_open_every_reason_is_told() -> None:
    """A duty that waits never waits for nothing."""
    assert in_the_way([[NEVER], [NOT_SENT]], ("extended", "sent")) == (NEVER, NOT_SENT)
