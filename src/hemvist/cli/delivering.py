"""``deliver``, ``bounce`` and ``outbox``: what is to leave the house leaves; what came back is noted; what failed is looked after."""

import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import BinaryIO

from hemvist import clock
from hemvist.cli.counting import counted
from hemvist.cli.database import database, tables_are_there
from hemvist.cli.failing import CommandError

NOT_A_REPORT = 1


def deliver(*, once: bool, parent: int | None) -> int:
    """Deliver what waits; without ``once`` until this process is stopped, or the one with the number ``parent`` is gone."""
    goes_on = _until_stopped(parent)
    with database():
        tables_are_there()
        from hemvist.integrations import delivering

        if not once:
            delivering.run(goes_on)
            return 0
        taken = delivering.deliver_now()
    print(f"{counted(taken, 'message')} {'was' if taken == 1 else 'were'} tried.")
    return 0


def _until_stopped(parent: int | None) -> Callable[[], bool]:
    """Give a function that says no once somebody asked this process to stop: what it has begun is then finished first."""
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return lambda: not stopped and parent in (None, os.getppid())


def bounce(came_back: BinaryIO) -> int:
    """Read a mail that came back, and note the address that it tells of."""
    content = came_back.read()
    with database():
        from hemvist.integrations.mail.bouncing import note

        found = note(content)
    print({"refused": "The address is noted as one that does not take mail.",
           "for now": "It is only late, or was delivered: nothing is noted.",
           "not a report": "This is no report of mail that could not be delivered.",
           "not ours": "The report is about no mail of ours."}[found])  # fmt: skip
    return NOT_A_REPORT if found in ("not a report", "not ours") else 0


def outbox(again: int | None, let_be: int | None, reason: str) -> int:
    """Tell what waits and what has failed; or let one message be tried again, or let it be."""
    if let_be is not None and not reason.strip():
        raise CommandError("say why with --reason TEXT: it is kept with the message")
    with database():
        from hemvist.cases import undelivered
        from hemvist.integrations.delivering import kinds

        if again is not None or let_be is not None:
            return _settle(again, let_be, reason)
        for each in undelivered.standing_access_unchecked():
            nobody = "" if each.kind in kinds() else "  (nothing here delivers this kind)"
            since = f"{each.oldest.astimezone(clock.LOCAL_ZONE):%Y-%m-%d %H:%M}"
            print(f"{each.count:>7}  {each.state:8} {each.kind:16} since {since}{nobody}")
        for one in undelivered.all_failed_access_unchecked():
            print(
                f"{one.id:>7}  {one.kind:16} {one.created_at:%Y-%m-%d %H:%M}  {counted(one.attempts, 'try', 'tries')}  {one.error}"
            )
    return 0


def _settle(again: int | None, let_be: int | None, reason: str) -> int:
    from hemvist.cases.undelivered import let_be_access_unchecked, try_again_access_unchecked

    number = again if again is not None else let_be or 0
    done = try_again_access_unchecked(number) if again is not None else let_be_access_unchecked(number, reason)
    if not done:
        raise CommandError(f"there is no failed message with the number {number}")
    print("It is tried again." if again is not None else "It is let be.")
    return 0
