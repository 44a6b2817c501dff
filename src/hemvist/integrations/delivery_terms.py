"""The city's own numbers for what leaves the house: ``governing/delivery.toml``."""

import tomllib
from datetime import timedelta
from functools import cache
from typing import Annotated

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


class DeliveryTerms(BaseModel):
    """All of ``delivery.toml``. An unknown or missing key is an error when the file is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    retry: Retry
    done: Done


@cache
def delivery_terms() -> DeliveryTerms:
    """Give the numbers. Read at the first call, then kept."""
    text = (governing_documents() / FILE).read_text(encoding="utf-8")
    return DeliveryTerms.model_validate(tomllib.loads(text))
