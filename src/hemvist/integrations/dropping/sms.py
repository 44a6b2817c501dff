"""Text messages to workers.

Only workers get text messages. One to a client, to remind them of a booked time, would need their consent to that way, and no governing document
that Hemvist holds has such a consent: what is not known is not sent.
"""

from collections.abc import Mapping, Sequence

from django.conf import settings

from hemvist.integrations.delivering import Message, NotDelivered, TryAgain, handles_many
from hemvist.integrations.dropping.noting import leave_and_note
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
