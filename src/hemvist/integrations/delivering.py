"""The deliverer: hands each message of the outbox to the one who can deliver its kind, again and again until it is done or given up.

Whoever can deliver a kind registers a function when the apps are loaded (in ``AppConfig.ready``, by importing the module that has it):

    @handles("invitation")
    def deliver(message: Message) -> None: ...

The function looks up *now*, through the one rule (`viewer_of` the receiver, `hemvist.secrecy.policy`), what may be said and to whom: a message
carries ids, and who no longer sees the case gets nothing. It returns when the message is delivered, or when there is nothing to say any more.
Otherwise it raises

- TryAgain(reason): not now; it is tried again after a pause that grows (``governing/delivery.toml``), and given up after the last;
- GiveUp(reason): never; a person must look, and can let it be tried again or let it be.

The reason is read by an administrator. It names no person, number or address, and not what the message is about: say what the other side answered.

At least once: a deliverer that is killed has perhaps sent what it did not report, and it is sent again. ``message.key`` is the same each time;
let what is sent carry it (a mail's Message-ID, a header of a webhook), so that the receiver can drop what comes twice. What a handler writes in
our own database it writes so that doing it again changes nothing.

To put a message out: `hemvist.cases.outbox.put_out`, in the transaction that records. Messages with the same ``stream`` go one at a time, in order.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from traceback import extract_tb

import structlog
from django.db import DatabaseError, close_old_connections, connection

from hemvist import clock
from hemvist.cases import outbox
from hemvist.cases.outbox import Message
from hemvist.integrations.delivery_terms import delivery_terms

__all__ = [
    "GiveUp",
    "Message",
    "TryAgain",
    "before_each_look",
    "deliver_now",
    "deliver_waiting",
    "handles",
    "handles_many",
    "run",
    "when_idle",
]

log = structlog.get_logger("hemvist.outbox")

ONE_BY_ONE = 20
"""How many messages are leased at once of a kind that is delivered one by one: all of them must be tried before the lease ends."""
TOGETHER = 500
"""The same of a kind that is delivered many at a time."""
LOOKS_EVERY = timedelta(seconds=1)


class NotDelivered(Exception):  # noqa: N818 (an answer, not a fault)
    """A message was not delivered. ``reason`` is for an administrator: it names nobody."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryAgain(NotDelivered):
    """It could not be delivered now."""


class GiveUp(NotDelivered):
    """It can never be delivered as it is."""


Deliver = Callable[[Message], None]
DeliverMany = Callable[[Sequence[Message]], Mapping[int, NotDelivered]]
"""Delivers several messages of one kind; gives those that were not delivered, by ``message.id``, and why. It raises nothing itself."""


@dataclass(frozen=True, slots=True)
class _Handler:
    deliver: DeliverMany
    most: int


_handlers: dict[str, _Handler] = {}
_idle: list[Callable[[], None]] = []
_before: list[Callable[[], None]] = []
_daily: list[Callable[[], object]] = []


def handles(*kinds: str) -> Callable[[Deliver], Deliver]:
    """Register a function that delivers one message of these kinds. Each is reported done before the next is begun."""

    def register(deliver: Deliver) -> Deliver:
        for kind in kinds:
            _register(kind, _Handler(_one_by_one(deliver), ONE_BY_ONE))
        return deliver

    return register


def handles_many(*kinds: str) -> Callable[[DeliverMany], DeliverMany]:
    """Register a function that delivers many messages of one of these kinds at once: they are reported done together, when it returns."""

    def register(deliver: DeliverMany) -> DeliverMany:
        for kind in kinds:
            _register(kind, _Handler(deliver, TOGETHER))
        return deliver

    return register


def when_idle(close: Callable[[], None]) -> Callable[[], None]:
    """Register what is to be done when there is nothing more to deliver for now: to close a connection that was kept open."""
    _idle.append(close)
    return close


def before_each_look(prepare: Callable[[], None]) -> Callable[[], None]:
    """Register what is to be done before the deliverer looks for messages: to put out those whose time of day has come."""
    _before.append(prepare)
    return prepare


def every_day(remove: Callable[[], object]) -> Callable[[], object]:
    """Register what is to be done once a day: to remove what is kept no longer."""
    _daily.append(remove)
    return remove


def kinds() -> tuple[str, ...]:
    """Give the kinds that somebody can deliver."""
    return tuple(_handlers)


def _register(kind: str, handler: _Handler) -> None:
    if kind in _handlers:
        raise ValueError(f"Two functions say that they deliver messages of the kind '{kind}'.")
    _handlers[kind] = handler


def _one_by_one(deliver: Deliver) -> DeliverMany:
    def deliver_each(messages: Sequence[Message]) -> Mapping[int, NotDelivered]:
        for message in messages:
            try:
                deliver(message)
            except NotDelivered as why:
                _report([message], {message.id: why})
            except Exception as fault:  # noqa: BLE001 (one message's fault must not stop the others; it is logged and kept)
                _report([message], {message.id: _of_a_fault(message.kind, fault)})
            else:
                _report([message], {})
        return {}

    return deliver_each


def _of_a_fault(kind: str, fault: Exception) -> TryAgain:
    """Log where an unexpected error came from, and give what is kept of it: its kind alone, since its text can hold what it was about."""
    _log("a message met a fault", kind, fault)
    return TryAgain(f"Fel i Hemvist: {type(fault).__name__}. Det står mer i serverns logg.")


def _log(what: str, kind: str, error: Exception) -> None:
    at = [f"{step.filename}:{step.lineno}" for step in extract_tb(error.__traceback__)]
    log.error(what, kind=kind, error=type(error).__name__, at=at)


# -- the loop ------------------------------------------------------------------------------------------------------------------------------


def deliver_waiting() -> int:
    """Try once every message that is free now. Gives how many were taken."""
    taken = 0
    for kind in list(_handlers):
        while found := _deliver_some(kind):
            taken += found
    for close in _idle:
        close()
    return taken


def _deliver_some(kind: str) -> int:
    handler = _handlers[kind]
    messages = outbox.lease(kind, handler.most)
    if not messages:
        return 0
    try:
        wrong = handler.deliver(messages)
    except Exception as fault:  # noqa: BLE001 (one kind's fault must not stop the others; it is logged and kept)
        why = _of_a_fault(kind, fault)
        wrong = {message.id: why for message in messages}
    if handler.most != ONE_BY_ONE:
        _report(messages, wrong)
    return len(messages)


def _report(messages: Sequence[Message], wrong: Mapping[int, NotDelivered]) -> None:
    outbox.delivered([message for message in messages if message.id not in wrong])
    for message in messages:
        if message.id in wrong:
            why = wrong[message.id]
            pause = delivery_terms().retry.pause_after(message.attempts) if isinstance(why, TryAgain) else None
            outbox.not_delivered(message, why.reason, clock.now() + pause if pause else None)


def deliver_now() -> int:
    """Put out what the time of day asks for, and try once every message that is free. Gives how many were taken."""
    for prepare in _before:
        prepare()
    return deliver_waiting()


def run(goes_on: Callable[[], bool]) -> None:
    """Deliver until ``goes_on`` says no. What the database refuses is logged, and tried again."""
    stands_still = threading.Event()
    while goes_on():
        try:
            close_old_connections()
            taken = deliver_now()
        except DatabaseError as error:
            _log("the outbox could not be read or written", "", error)
            connection.close()
            taken = 0
        if not taken:
            stands_still.wait(LOOKS_EVERY.total_seconds())


def remove_old() -> int:
    """Remove what was delivered, or let be, longer ago than the city keeps it; and whatever else is registered to go. Gives how many messages."""
    for remove in _daily:
        remove()
    return outbox.remove_done(clock.now() - timedelta(days=delivery_terms().done.days))
