"""The city's own numbers for what leaves the house: ``governing/delivery.toml``."""

import tomllib
from datetime import time, timedelta
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hemvist.routines.reading import governing_documents

FILE = "delivery.toml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    label: str


class Retry(_Strict):
    """The pause after each try that failed; there is one try more than there are pauses."""

    pauses_minutes: tuple[Annotated[int, Field(gt=0)], ...] = Field(min_length=1)

    def pause_after(self, attempts: int) -> timedelta | None:
        """Give how long to wait after so many tries; None: that was the last."""
        return timedelta(minutes=self.pauses_minutes[attempts - 1]) if attempts <= len(self.pauses_minutes) else None


class Done(_Strict):
    """For how many days what has been delivered is kept."""

    days: int = Field(gt=0)


class Digest(_Strict):
    """Between which times of a working day the day's mail goes."""

    at: time
    not_after: time


class Inbox(_Strict):
    """For how many days a notice is kept."""

    days: int = Field(gt=0)


How = Literal["at-once", "sms", "digest", "app"]
"""How somebody is told: by a mail or a text message at once, in the day's mail, or only in Hemvist."""


class Kind(BaseModel):
    """Something that people are told of. The first choice is the city's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    choices: tuple[How, ...] = Field(min_length=1)

    @property
    def how(self) -> How:
        """How one is told who has chosen nothing else."""
        return self.choices[0]

    @property
    def fixed(self) -> bool:
        """Whether nobody can choose otherwise."""
        return len(self.choices) == 1


class DeliveryTerms(BaseModel):
    """All of ``delivery.toml``. An unknown or missing key is an error when the file is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    retry: Retry
    done: Done
    digest: Digest
    inbox: Inbox
    kinds: dict[str, Kind]


@cache
def delivery_terms() -> DeliveryTerms:
    """Give the numbers. Read at the first call, then kept."""
    text = (governing_documents() / FILE).read_text(encoding="utf-8")
    return DeliveryTerms.model_validate(tomllib.loads(text))
