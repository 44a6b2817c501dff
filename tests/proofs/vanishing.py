"""Two questions, one about what a worker may not know of and one about what does not exist, and the check that the answers cannot be told apart.

Alike are the status, the headers, the body (but for what was itself asked for), and every statement to the database: as many, in the same
words, with as many values.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache as kept_counts
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hemvist.cases.casefile import forget
from tests.proofs.by_api import OF_A_CASE
from tests.proofs.cities import City
from tests.proofs.looking import API, Answer, Looker

# What stands in addresses. A new kind of part is added here.
PARTS = {
    "event_type": "wish-noted",
    "routine": "kompetenscenter",
    "edition": "e2",
    "pk": "1",
    "kind": "finns-inte",
    "provider_id": "finns-inte",
    "uidb36": "1",
    "key": "finns-inte",
    "hold": "7f1a4f5e-3d1f-4b57-9d7c-0a5d0c4f3b11",
    "opening": "1",
    "review": "1",
    "message": "1",
    "letter": "decision",
    "document": "0000000000000000000000000000000f",
    "worker": "1",
    "file_id": "7f1a4f5e-3d1f-4b57-9d7c-0a5d0c4f3b12",
    "secret": "finns-inte",
    "booking": "0000000000000000000000000000000f",
}

# What is posted about a case: enough for the pages that ask for a reason, a ground, a day or a colleague.
FILLED_IN = {"step": "save", "reason": "Text.", "legal_ground": "Text.", "review_on": "2030-01-01", "worker": "1"}


@dataclass(frozen=True, slots=True)
class Question:
    """A request: an address, what is posted to it (None: nothing is), and the words in both that tell the one question from the other."""

    address: str
    given: dict[str, str] | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back, and the statements that it took."""

    answer: Answer
    statements: list[str] = field(default_factory=list)


@contextmanager
def logged_in(city: City, name: str) -> Iterator[Looker]:
    """A worker who has just logged in. Nothing that they leave behind stays."""
    with transaction.atomic():
        looker = Looker(city, name)
        looker.get("/rutiner/")
        yield looker
        transaction.set_rollback(True)
    forget()


def ask(looker: Looker, question: Question) -> Asked:
    """Ask as one who has asked nothing else since they logged in. Nothing that the question leaves behind stays."""
    forget()
    kept_counts.clear()
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(f"{sql} -- {len(params or ())}")
        return execute(sql, params, many, context)

    cookies = deepcopy(looker.client.cookies)
    with transaction.atomic():
        with connection.execute_wrapper(note):
            answer = (
                looker.get(question.address)
                if question.given is None
                else looker.post(question.address, **question.given)
            )
        transaction.set_rollback(True)
    looker.client.cookies = cookies
    for word in question.words:
        answer = Answer(answer.status, answer.body.replace(word, "…"), answer.headers.replace(word, "…"))
    return Asked(answer, [s for s in statements if "SAVEPOINT" not in s])


def assert_alike(looker: Looker, there: Question, nowhere: Question) -> None:
    """Check that a worker cannot tell what they may not know of from what does not exist."""
    one, other, who = ask(looker, there), ask(looker, nowhere), f"{looker.name} {there.address}"
    assert one.answer.status == other.answer.status, f"{who}: another status"
    assert one.answer.body == other.answer.body, f"{who}: another page"
    assert len(one.answer.headers) == len(other.answer.headers), f"{who}: other headers"
    assert one.statements == other.statements, f"{who}: other statements"


def about_a_case(case: uuid.UUID, event_uid: str) -> Iterator[Question]:
    """Every address of the project that a case stands in, opened and posted to."""
    given = PARTS | {"case_id": case, "uid": event_uid, "booking": event_uid}
    for name, names in addresses():
        if "case_id" in names:
            address = reverse(name, kwargs={each: given[each] for each in names})
            words = (str(case), event_uid)
            yield Question(address, None, words)
            yield Question(address, FILLED_IN, words)
    yield from _asked_of_the_api(case, event_uid)


def _asked_of_the_api(case: uuid.UUID, event_uid: str) -> Iterator[Question]:
    """The same of the API."""
    words = (str(case), event_uid)
    for part in (*OF_A_CASE, f"/events/{event_uid}"):
        yield Question(f"{API}/cases/{case}{part}", None, words)
    yield Question(f"{API}/cases/{case}/events", {"type": "wish-noted", "occurredOn": "2026-01-15"}, words)


def addresses() -> list[tuple[str, tuple[str, ...]]]:
    """Every named address of a page, with the names of what stands in it. The API's are asked for in tests/api."""
    return list(_addresses(get_resolver(), ()))


def _addresses(resolver: URLResolver, before: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in resolver.url_patterns:
        names = (*before, *each.pattern.regex.groupindex)
        if isinstance(each, URLResolver) and each.namespace != "api":
            yield from _addresses(each, names)
        elif isinstance(each, URLPattern) and each.name:
            yield each.name, names
