"""Tokens: made and shown once, recognised by their digest, revoked.

A token is 256 random bits, so that a plain SHA-256 is enough to keep: there is nothing to guess. The account that it belongs to is one of the
staff, with roles at units; what a token may see and do is what the one rule gives that worker, narrowed by the token's scopes. It is never a
strong log-in: what is or may be about a protected person is not there for any token.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from hemvist import clock
from hemvist.api.models import ApiAccount, ApiToken
from hemvist.integrations.webhooks.subscribing import end_those_of
from hemvist.organisation.models import Unit
from hemvist.organisation.staffing import give_role, hire

PREFIX = "hv1_"
SCOPES = {
    "cases:read": "Cases, their events, duties, plans, meetings, consents and documents, and the work list.",
    "events:write": "Record events.",
    "persons:search": "Find cases by a person's name or number.",
    "catalogue:read": "Routines, event types, kinds of information, roles and units.",
    "statistics:read": "Counts.",
    "webhooks:manage": "Subscribe to be told that something has been recorded.",
}
"""What a token can be let do. An account's roles bound it further."""


class TokenError(ValueError):
    """An account or a token that cannot be made. The text says what to do."""


def make_account(
    username: str, name: str, contact: str, unit_code: str, roles: Iterable[str], first_day: date
) -> ApiAccount:
    """Take an outside system on as one of the staff of a unit, with these roles. Nobody can log in as it.

    Raises TokenError where there is no such unit; StaffingError ORG-01 where the user name is taken.
    """
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        raise TokenError(f"there is no unit with the code '{unit_code}'.")
    with transaction.atomic():
        worker = hire(username, name, is_person=False)
        for role in roles:
            give_role(worker, unit, role, first_day)
        return ApiAccount.objects.create(worker=worker, contact=contact, made_at=clock.now())


def make_token(account: ApiAccount, purpose: str, scopes: Iterable[str], last_day: date) -> tuple[ApiToken, str]:
    """Make a token. The text that is handed back with it is shown once: it is not kept. Raises TokenError."""
    chosen = list(dict.fromkeys(scopes))
    unknown = [scope for scope in chosen if scope not in SCOPES]
    if unknown:
        raise TokenError(f"there is no scope {', '.join(unknown)}. Scopes: {', '.join(SCOPES)}.")
    if not chosen:
        raise TokenError(f"give at least one scope, out of: {', '.join(SCOPES)}.")
    if last_day < clock.today():
        raise TokenError("the last day has been already.")
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        purpose=purpose,
        digest=_digest(text),
        scopes=",".join(chosen),
        made_at=clock.now(),
        last_day=last_day,
    )
    return token, text


def recognised(text: str) -> ApiToken | None:
    """Give the token that this text is, with its account and worker, if it counts today. One query."""
    found = ApiToken.objects.select_related("account__worker").filter(digest=_digest(text), revoked_at=None).first()
    return found if found is not None and clock.today() <= found.last_day else None


def revoke(public_id: UUID) -> ApiToken | None:
    """Let a token count no more, and end what was subscribed to with it. Gives None if there is no such token."""
    with transaction.atomic():
        token = ApiToken.objects.filter(public_id=public_id).first()
        if token is None:
            return None
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
        end_those_of(token.public_id)
    return token


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
