"""``organisation load`` and ``password``: who works in the city, and how they sign in the first time."""

import getpass
import sys
from pathlib import Path

from hemvist.cli.database import database, tables_are_there
from hemvist.cli.failing import CommandError


def load(path: Path) -> int:
    """Bring boards, units, workers and roles up to what a file tells. All of it, or nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    with database():
        tables_are_there()
        from hemvist.cases.library import library
        from hemvist.organisation import loading
        from hemvist.organisation.description import DescriptionError, read_description

        try:
            loaded = loading.load(read_description(text, library().vocabulary.roles, library().routines))
        except DescriptionError as error:
            raise CommandError(
                "\n  ".join([f"{path} was not loaded, and nothing is changed:", *error.reasons])
            ) from error
    print("Added: " + (", ".join(f"{count} {what}" for what, count in loaded.added.items()) or "nothing new") + ".")
    if loaded.without_password:
        print(
            "Cannot sign in until they have a password ('hemvist password NAME'): " + ", ".join(loaded.without_password)
        )
    return 0


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
