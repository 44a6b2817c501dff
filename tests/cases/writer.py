"""A process that records one event after another and says of each, once it is acknowledged, that it is. Made to be killed.

python -m tests.cases.writer CASE WORKER HOW_MANY
"""

import sys
from datetime import UTC, datetime
from uuid import UUID

import django


def main() -> None:
    """Record, and print "CASE KEY UID" after each acknowledged event."""
    case, worker, how_many = UUID(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    django.setup()
    from hemvist.cases.entries import Entry
    from hemvist.cases.recording import record_event
    from hemvist.organisation.models import Worker
    from hemvist.secrecy.viewer import viewer_of

    today = datetime.now(UTC).date()
    viewer = viewer_of(Worker.objects.get(pk=worker), today)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in range(how_many):
        key = f"{worker}-{number}-{datetime.now(UTC).timestamp()}"
        entry = Entry("wish-noted", today, {"kind": "wish", "description": f"Önskan {number}"}, idempotency_key=key)
        recorded = record_event(viewer, case, entry)
        sys.stdout.write(f"{case} {key} {recorded.event_uid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
