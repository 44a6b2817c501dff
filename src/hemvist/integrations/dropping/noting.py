"""What was left in the folders is noted until its receipt comes."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from hemvist import clock
from hemvist.integrations.dropping.folder import leave
from hemvist.integrations.mail.models import Dropped


def leave_and_note(
    channel: str,
    key: UUID,
    to: str,
    text: str,
    worker_id: int | None = None,
    attachment: bytes | None = None,
    **of_letter: object,
) -> None:
    """Leave a message in the channel's folder, and keep its state until the receipt comes. Raises KeyError without a folder, OSError if it is full.

    ``of_letter``: which letter it is, as the columns of ``Dropped`` say it.
    """
    folder: Path = settings.DROP_FOLDERS[channel]
    leave(folder, channel, key, to, text, attachment)
    noted = {"channel": channel, "worker_id": worker_id, "left_at": clock.now(), **of_letter}
    Dropped.objects.get_or_create(key=key, defaults=noted)
