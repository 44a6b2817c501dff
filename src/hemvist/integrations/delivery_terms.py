"""The city's own numbers for what leaves the house: ``governing/delivery.toml``."""

from datetime import time, timedelta
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from hemvist.cases.city_terms import Labelled, Terms, read_terms

FILE = "delivery.toml"


class Retry(Labelled):
    """The pause after each try that failed; there is one try more than there are pauses."""

    pauses_minutes: tuple[Annotated[int, Field(gt=0)], ...] = Field(min_length=1)

    def pause_after(self, attempts: int) -> timedelta | None:
        """Give how long to wait after so many tries; None: that was the last."""
        return timedelta(minutes=self.pauses_minutes[attempts - 1]) if attempts <= len(self.pauses_minutes) else None


class Done(Labelled):
    """For how many days what has been delivered is kept."""

    days: int = Field(gt=0)


class Digest(Labelled):
    """Between which times of a working day the day's mail goes."""

    at: time
    not_after: time


class Inbox(Labelled):
    """For how many days a notice is kept."""

    days: int = Field(gt=0)


How = Literal["at-once", "sms", "digest", "app"]
"""How somebody is told: by a mail or a text message at once, in the day's mail, or only in Hemvist."""


class Kind(Terms):
    """Something that people are told of. The first choice is the city's own."""

    choices: tuple[How, ...] = Field(min_length=1)

    @property
    def how(self) -> How:
        """How one is told who has chosen nothing else."""
        return self.choices[0]

    @property
    def fixed(self) -> bool:
        """Whether nobody can choose otherwise."""
        return len(self.choices) == 1


class DeliveryTerms(Terms):
    """All of ``delivery.toml``. An unknown or missing key is an error when the file is read."""

    retry: Retry
    done: Done
    digest: Digest
    inbox: Inbox
    kinds: dict[str, Kind]


@cache
def delivery_terms() -> DeliveryTerms:
    """Give the numbers. Read at the first call, then kept."""
    return read_terms(FILE, DeliveryTerms)
