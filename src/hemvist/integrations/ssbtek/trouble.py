"""Why an agency, or all of SSBTEK, gave no answer: one of a few words, and nothing of what was said."""

from enum import StrEnum


class Why(StrEnum):
    """The kinds of trouble."""

    LATE = "late"
    """No whole answer came in time."""
    NOT_REACHED = "not-reached"
    """The service is not there, or answered in no way that it should."""
    REFUSED = "refused"
    """One side did not accept the other's certificate."""
    FAULT = "fault"
    """The service said that something went wrong (a SOAP fault)."""
    AGENCY = "agency"
    """The agency, behind the service, said that something went wrong, or did not answer the service."""
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    """What came is not what the contract says."""
    ANOTHER_PERSON = "another-person"
    """The answer is about somebody else than was asked about."""


class Trouble(Exception):  # noqa: N818 (a word of its own)
    """No answer. Says which kind of trouble, and carries nothing else."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
