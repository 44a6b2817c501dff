"""Mail that came back: a report of what could not be delivered (RFC 3464) is read, and the address that it tells of is noted.

The report is found again by the Message-ID of what was sent: that is the outbox message's key. Nothing else of it is kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message as Mail
from typing import Literal
from uuid import UUID

from hemvist.cases.outbox import sent_to_worker_access_unchecked
from hemvist.integrations.mail.wishes import refuse_address
from hemvist.organisation.models import Worker

_OURS = re.compile(r"<([0-9a-f]{32})@")
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
Found = Literal["refused", "for now", "not a report", "not ours"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says. ``key`` is None where the mail that it is about was not ours; ``status`` is a code such as 5.1.1, "" if there is none."""

    key: UUID | None
    failed: bool
    status: str


def read_report(content: bytes) -> Report | None:
    """Read a report; None if it is none."""
    mail = message_from_bytes(content, policy=policy.default)
    parts = list(mail.walk())
    told = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if told is None:
        return None
    fields = _fields(told)
    action, status = fields.get("action", "").lower(), _STATUS.search(fields.get("status", ""))
    return Report(_key(parts), action == "failed", status.group() if status else "")


def _fields(told: Mail) -> dict[str, str]:
    """The fields of a report's blocks together: the one about the message, and that of the first receiver. We send to one at a time."""
    blocks = told.get_payload()
    found: dict[str, str] = {}
    for block in blocks if isinstance(blocks, list) else []:
        if isinstance(block, Mail):
            found |= {name.lower(): str(value) for name, value in block.items() if name.lower() not in found}
    return found


def _key(parts: Sequence[Mail]) -> UUID | None:
    """The key in the Message-ID of what came back: the whole mail, or its headers."""
    return next((UUID(found.group(1)) for text in _ids(parts) if (found := _OURS.search(text))), None)


def _ids(parts: Sequence[Mail]) -> Iterator[str]:
    for part in parts[1:]:
        if part["Message-ID"]:
            yield str(part["Message-ID"])
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            if isinstance(headers, bytes):
                yield str(message_from_bytes(headers)["Message-ID"] or "")


def note(content: bytes) -> Found:
    """Read a report and note an address that was refused for good. Says what became of it."""
    report = read_report(content)
    if report is None:
        return "not a report"
    worker_id = sent_to_worker_access_unchecked(report.key) if report.key else None
    worker = Worker.objects.select_related("user").filter(pk=worker_id).first() if worker_id else None
    if worker is None:
        return "not ours"
    if not report.failed or report.status.startswith("4"):
        return "for now"
    refuse_address(worker.pk, worker.user.email, report.status)
    return "refused"
