"""Pages of a list. Inside, the next page begins after the last row of the one before; nothing counts, and nothing is skipped without bound.

DIGG's profile has `limit` and `page`: `page` goes so far as `MOST_PAGES`, and whoever reads on follows `next`, whose `after` is a place in the
list. A place is sealed (AES-SIV) for whom it was given to, in that list: what it is made of cannot be read, changed or lent.
"""

import base64
import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from ninja import Schema
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from hemvist.api.problems import Problem
from hemvist.api.shapes import Shape, told

MOST_ROWS = 100
USUAL_ROWS = 20
MOST_PAGES = 10
LONGEST_PLACE = 400
Item = TypeVar("Item")


class Paging(Schema):
    """How much is asked for of a list that one case, or the catalogue, holds as a whole."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    limit: int = told("How many at most.", 20, default=USUAL_ROWS, ge=1, le=MOST_ROWS)
    page: int = told("Which page, from 1.", 1, default=1, ge=1, le=1_000_000)


class LongPaging(Paging):
    """How much is asked for of a list across cases."""

    page: int = told(
        "Which page, from 1. To go on beyond the last one there is, follow next.", 1, default=1, ge=1, le=MOST_PAGES
    )
    after: str = Field(
        default="",
        max_length=LONGEST_PLACE,
        description="A place in the list, out of next: pages are then counted from there.",
    )

    @property
    def skipped(self) -> int:
        """How many rows come before the page."""
        return (self.page - 1) * self.limit


class Listing(Shape, Generic[Item]):
    """A page of a list."""

    items: list[Item] = Field(
        description="The rows, in order. A page can hold fewer than asked for, although there are more."
    )
    limit: int = told("How many were asked for.", 20)
    next: str | None = told("The address of the rows that follow; null where these are the last.", None, default=None)


@cache
def _sealer(key: str) -> AESSIV:
    return AESSIV(salted_hmac("hemvist.api.paging", "places", secret=key, algorithm="sha512").digest())


def seal(place: Sequence[Any], *bound_to: object) -> str:
    """Give the text of a place in a list, readable by us alone. The same place of the same list has the same text."""
    whose = [str(each).encode() for each in bound_to]
    sealed = _sealer(settings.SECRET_KEY).encrypt(json.dumps(place).encode(), whose)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(text: str, *bound_to: object) -> list[Any]:
    """Read a place. Raises Problem "cursor-invalid"."""
    whose = [str(each).encode() for each in bound_to]
    try:
        sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return list(json.loads(_sealer(settings.SECRET_KEY).decrypt(sealed, whose)))
    except (ValueError, InvalidTag) as wrong:
        raise Problem("cursor-invalid") from wrong


def next_address(request: HttpRequest, **changed: object) -> str:
    """Give the address of the rows that follow: this one, with another place in the list."""
    kept = {name: value for name, value in request.GET.items() if name not in ("page", "after")}
    return f"{request.path}?{urlencode(kept | changed)}"


def sliced(request: HttpRequest, paging: Paging, rows: Sequence[Any], shape: Callable[[Any], Item]) -> dict[str, Any]:
    """Give a page of a list that is at hand as a whole."""
    first = (paging.page - 1) * paging.limit
    more = first + paging.limit < len(rows)
    return {
        "items": [shape(row) for row in rows[first : first + paging.limit]],
        "limit": paging.limit,
        "next": next_address(request, page=paging.page + 1) if more else None,
    }
