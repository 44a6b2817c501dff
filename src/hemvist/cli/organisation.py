"""``organisation load`` and ``password``: who works in the city, and how they sign in the first time."""

import getpass
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hemvist.cli.counting import counted
from hemvist.cli.database import database, tables_are_there
from hemvist.cli.failing import CommandError

if TYPE_CHECKING:
    from hemvist.organisation.loading import Loaded


def load(path: Path, *, leave_unattended: bool = False) -> int:
    """Bring boards, units, workers and roles up to what a file tells. All of it, or nothing.

    Nothing, too, where a role that ends would leave cases of protected persons with nobody, unless ``leave_unattended``.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    with database():
        tables_are_there()
        from django.db import transaction

        from hemvist.cases.library import library
        from hemvist.organisation import loading
        from hemvist.organisation.description import DescriptionError, read_description

        try:
            told = read_description(text, library().vocabulary.roles, library().routines)
            with transaction.atomic():
                loaded = loading.load(told)
                unattended = _left_behind(loaded)
                if unattended and not leave_unattended:
                    raise DescriptionError([_UNATTENDED.format(cases=_protected(unattended))])
        except DescriptionError as error:
            raise CommandError(
                "\n  ".join([f"{path} was not loaded, and nothing is changed:", *error.reasons])
            ) from error
    if unattended:
        print(f"{_protected(unattended)} will have nobody: the manager of the unit names somebody on the page Enheten.")
    added = (counted(count, what.removesuffix("s")) for what, count in loaded.added.items())
    print("Added: " + (", ".join(added) or "nothing new") + ".")
    if loaded.without_password:
        print(
            "Cannot sign in until they have a password ('hemvist password NAME'): " + ", ".join(loaded.without_password)
        )
    return 0


_UNATTENDED = (
    "a role that ends here would leave {cases} with nobody who is there for it. Let whoever leaves hand over first, on the"
    " page Enheten, and load the file again. If they have gone already: add --leave-unattended; the unit's manager then names somebody on that page."
)


def _protected(count: int) -> str:
    return counted(count, "case of a protected person", "cases of protected persons")


def _left_behind(loaded: "Loaded") -> int:
    """Count the cases that are nobody's on the day after the last of the roles that end, or today if that is later."""
    from hemvist import clock
    from hemvist.cases.unattended import left_behind_access_unchecked

    if not loaded.ended:
        return 0
    day = max(clock.today(), max(loaded.ended.values()) + timedelta(days=1))
    return left_behind_access_unchecked(tuple(loaded.ended), day)


def password(username: str) -> int:
    """Set a worker's password: asked for twice at a keyboard, or read from standard input."""
    with database():
        tables_are_there()
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError

        from hemvist.organisation.models import Worker

        worker = Worker.objects.select_related("user").filter(user__username=username).first()
        if worker is None:
            raise CommandError(f"nobody has the user name '{username}'. 'hemvist organisation load' adds workers.")
        chosen = _asked_for()
        try:
            validate_password(chosen, worker.user)
        except ValidationError as error:
            raise CommandError("the password was not set: " + " ".join(error.messages)) from error
        worker.user.set_password(chosen)
        worker.user.save(update_fields=["password"])
    print(f"{username} can sign in with the new password.")
    return 0


def _asked_for() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    chosen = getpass.getpass("New password: ")
    if getpass.getpass("The same again: ") != chosen:
        raise CommandError("the two were not the same. Nothing is changed.")
    return chosen
