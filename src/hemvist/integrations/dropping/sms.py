"""Text messages to workers, and what came of what was left in the folders.

Only workers get text messages. One to a client, to remind them of a booked time, would need their consent to that way, and no governing document
that Hemvist holds has such a consent: what is not known is not sent.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hemvist import clock
from hemvist.integrations.delivering import Message, NotDelivered, TryAgain, before_each_look, handles_many
from hemvist.integrations.dropping.folder import leave, receipts
from hemvist.integrations.mail.models import Dropped
from hemvist.integrations.mail.posting import receivers, still_holding
from hemvist.integrations.mail.writing import text_message


@handles_many("sms")
def leave_text_messages(messages: Sequence[Message]) -> Mapping[int, NotDelivered]:
    """Leave a text message for each notice that still holds, to those who have given a number."""
    folder = settings.DROP_FOLDERS.get("sms")
    if folder is None:
        why = TryAgain("Ingen mapp för sms är inställd (HEMVIST_SMS_FOLDER).")
        return {message.id: why for message in messages}
    holding = still_holding(messages)
    found = receivers(m.body["worker"] for m in holding)
    wrong: dict[int, NotDelivered] = {}
    for message in holding:
        to = found[message.body["worker"]]
        if to.phone:
            try:
                leave_and_note("sms", message.key, to.phone, text_message(to.language), message.body["worker"])
            except OSError as error:
                wrong[message.id] = TryAgain(f"Mappen för sms kan inte skrivas i ({type(error).__name__}).")
    return wrong


def leave_and_note(
    channel: str, key: UUID, to: str, text: str, worker_id: int | None = None, attachment: bytes | None = None
) -> None:
    """Leave a message in the channel's folder, and keep its state until the receipt comes. Raises KeyError without a folder, OSError if it is full."""
    folder: Path = settings.DROP_FOLDERS[channel]
    leave(folder, channel, key, to, text, attachment)
    Dropped.objects.get_or_create(
        key=key, defaults={"channel": channel, "worker_id": worker_id, "left_at": clock.now()}
    )


@before_each_look
def read_receipts() -> None:
    """Note what became of what was left. A receipt for what we do not know is read and changes nothing."""
    for folder in settings.DROP_FOLDERS.values():
        for receipt in receipts(folder):
            Dropped.objects.filter(key=receipt.key).update(
                state=receipt.state, reason=receipt.reason[:200], answered_at=clock.now()
            )
