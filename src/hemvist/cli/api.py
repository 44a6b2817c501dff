"""``api``: the accounts that outside systems act through, their tokens, and the description of the API as files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from hemvist import clock
from hemvist.cli.database import database, tables_are_there
from hemvist.cli.failing import CommandError

FILES = {"en": "v1.json", "sv": "v1.sv.json"}


def account(username: str, name: str, contact: str, unit: str, roles: Sequence[str]) -> int:
    """Take an outside system on as one of the staff of a unit. Nobody can log in as it."""
    with database():
        tables_are_there()
        from hemvist.api.tokens import TokenError, make_account
        from hemvist.cases.library import library
        from hemvist.organisation.staffing import StaffingError

        known = library().vocabulary.roles
        unknown = [role for role in roles if role not in known]
        if unknown:
            raise CommandError(f"there is no role {', '.join(unknown)}. Roles: {', '.join(known)}.")
        try:
            make_account(username, name, contact, unit, roles, clock.today())
        except (TokenError, StaffingError) as error:
            raise CommandError(f"the account was not made: {error}") from error
    print(f"{username} holds {', '.join(roles)} at {unit}. Give it a token: hemvist api token {username}")
    return 0


def token(username: str, purpose: str, scopes: Sequence[str], last_day: date) -> int:
    """Make a token of an account, and show it: once."""
    with database():
        tables_are_there()
        from hemvist.api.models import ApiAccount
        from hemvist.api.tokens import TokenError, make_token

        found = ApiAccount.objects.filter(worker__user__username=username).first()
        if found is None:
            raise CommandError(f"there is no account '{username}'. 'hemvist api account' makes one.")
        try:
            made, text = make_token(found, purpose, scopes, last_day)
        except TokenError as error:
            raise CommandError(str(error)) from error
    print(f"Token {made.public_id}, until {last_day}. It is shown here and never again:\n{text}")
    return 0


def revoke(token_id: str) -> int:
    """Let a token count no more."""
    with database():
        tables_are_there()
        from hemvist.api.tokens import revoke as end

        try:
            found = end(UUID(token_id))
        except ValueError:
            found = None
        if found is None:
            raise CommandError(f"there is no token {token_id}. See: hemvist api list")
    print(f"Token {token_id} counts no more, and what was subscribed to with it has ended.")
    return 0


def show_list() -> int:
    """Print every account with its tokens. The tokens themselves are not kept."""
    with database():
        tables_are_there()
        from hemvist.api.models import ApiAccount

        for each in ApiAccount.objects.select_related("worker__user").prefetch_related("tokens").order_by("pk"):
            print(f"{each.worker.user.username}  {each.worker.name}  contact: {each.contact}")
            for one in each.tokens.order_by("pk"):
                state = "revoked" if one.revoked_at else f"until {one.last_day}"
                print(f"  {one.public_id}  {state}  {one.scopes}  {one.purpose}")
    return 0


def write_contract(folder: Path) -> int:
    """Write the description of the API, in both languages, into a folder."""
    with database():
        from hemvist.api.describing import contract

        try:
            folder.mkdir(parents=True, exist_ok=True)
            for language, name in FILES.items():
                (folder / name).write_text(contract(language), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error}") from error
    print(f"Written: {', '.join(str(folder / name) for name in FILES.values())}")
    return 0
