"""How an outside system uses the generated client: what the types promise, and what it does with a case."""

from datetime import date
from uuid import UUID

from hemvist_client import AuthenticatedClient
from hemvist_client.api.cases import get_case, list_cases, record_event
from hemvist_client.models import (
    AnswerGiven,
    CaseShape,
    CaseSummary,
    CaseSummaryPage,
    EventGiven,
    ProblemShape,
    RecordedShape,
)


def client_of(address: str, token: str) -> AuthenticatedClient:
    """Give a client that shows the token."""
    return AuthenticatedClient(base_url=f"{address}/api/v1", token=token)


def newest_case(client: AuthenticatedClient) -> CaseSummary:
    """Give the newest case that the account sees. Raises LookupError if there is none."""
    page = list_cases.sync(client=client, limit=1)
    if not isinstance(page, CaseSummaryPage) or not page.items:
        raise LookupError
    return page.items[0]


def note_wish(client: AuthenticatedClient, case: UUID, on: date, text: str, key: str) -> RecordedShape | ProblemShape:
    """Record a wish on a case as it stands now; the same key records once."""
    seen = get_case.sync_detailed(case, client=client)
    if not isinstance(seen.parsed, CaseShape):
        raise LookupError
    wish = EventGiven(
        type_="wish-noted",
        occurred_on=on,
        answers=[AnswerGiven(name="kind", value="wish"), AnswerGiven(name="description", value=text)],
    )
    answer = record_event.sync(case, client=client, body=wish, idempotency_key=key, if_match=seen.headers["ETag"])
    if answer is None:
        raise LookupError
    return answer
