"""Webhooks against a real server: what is sent, to whom, in what order, and that it can be trusted."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.models import OutboxMessage
from hemvist.integrations.delivering import deliver_waiting
from hemvist.integrations.webhooks.addresses import AddressRefused, check_address, target_of
from hemvist.integrations.webhooks.delivering import DELIVERY, MOMENT, SIGNATURE, signature
from hemvist.secrecy.models import AccessLogEntry
from tests.api.conftest import Caller, MakeCaller
from tests.cases.town import TODAY, Town, opened, record

NOON = datetime.combine(TODAY, time(12), UTC)


@dataclass(slots=True)
class Receiver:
    """A subscriber's server: what it was sent, and with which statuses it answers, the last one for good."""

    address: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=lambda: [204])

    @property
    def events(self) -> list[str]:
        """The ids of the events that it was told of."""
        return [json.loads(body)["event"] for _, body in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server on loopback."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        receiver: ClassVar[Receiver] = told

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append((dict(self.headers), body))
            self.send_response(told.answers.pop(0) if len(told.answers) > 1 else told.answers[0])
            self.send_header("Location", f"{told.address}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def webhooks_are_on(settings: Settings) -> Iterator[None]:
    """Let them be on, and this machine be allowed; let it be the town's day."""
    settings.WEBHOOKS = True
    settings.WEBHOOK_PRIVATE_HOSTS = frozenset({"127.0.0.1"})
    with clock.set_to(NOON):
        yield


def subscribed(caller: Caller, address: str, *types: str, key: str = "1") -> Any:
    """Subscribe."""
    made = caller.post("/webhook-subscriptions", {"address": address, "types": list(types)}, Idempotency_Key=key)
    assert made.status == 201, made.body
    return made.body


def wish(town: Town, case: Any, text: str = "Vill läsa.") -> str:
    """Record something."""
    return record(town, "c-caseworker", case, "wish-noted", kind="wish", description=text).event_uid


def test_a_subscriber_is_told_by_ids_and_can_check_the_signature(
    town: Town, caller: MakeCaller, receiver: Receiver
) -> None:
    """Nothing else of the case is in it; the secret was told once."""
    case, system = opened(town), caller()
    made = subscribed(system, receiver.address)
    event = wish(town, case)
    deliver_waiting()
    assert receiver.events[-1] == event
    headers, body = receiver.got[-1]
    assert json.loads(body) == {"case": str(case), "event": event, "subscription": made["id"]}
    assert headers[SIGNATURE] == f"sha256={signature(made['secret'], headers[MOMENT], body)}"
    assert headers[DELIVERY]
    assert headers["Host"] in receiver.address
    assert "secret" not in system.get(f"/webhook-subscriptions/{made['id']}").body
    assert system.get(f"/cases/{case}/events/{event}").status == 200


def test_only_subscribers_whose_account_sees_the_event_are_told(
    town: Town, caller: MakeCaller, receiver: Receiver
) -> None:
    """Another board's system hears nothing, nor does anybody of a protected person."""
    subscribed(caller("hisingen"), receiver.address)
    subscribed(caller("centrum"), receiver.address)
    hidden = opened(town, protection="confidentiality-marking")
    wish(town, hidden)
    deliver_waiting()
    assert receiver.got == []
    case = opened(town)
    event = wish(town, case)
    deliver_waiting()
    assert receiver.events.count(event) == 1
    assert AccessLogEntry.objects.filter(page="webhook").exists()


def test_only_the_types_that_were_asked_for_are_told(town: Town, caller: MakeCaller, receiver: Receiver) -> None:
    """All, where none are named."""
    subscribed(caller(), receiver.address, "wish-noted")
    case = opened(town)
    event = wish(town, case)
    deliver_waiting()
    assert receiver.events == [event]


def test_what_is_not_answered_comes_again_and_in_order(town: Town, caller: MakeCaller, receiver: Receiver) -> None:
    """The later events of that case wait; another case's do not; nothing is lost, and nothing comes twice under another key."""
    subscribed(caller(), receiver.address, "wish-noted")
    one, other = opened(town), opened(town)
    receiver.answers = [500, 204]
    first, second = wish(town, one, "1"), wish(town, one, "2")
    deliver_waiting()
    assert receiver.events == [first]
    third = wish(town, other)
    deliver_waiting()
    assert receiver.events == [first, third]
    with clock.set_to(NOON + timedelta(days=2)):
        deliver_waiting()
    assert receiver.events == [first, third, first, second]
    keys = [headers[DELIVERY] for headers, _ in receiver.got]
    assert keys[0] == keys[2]
    assert len(set(keys)) == 3


def test_a_redirect_is_not_followed(town: Town, caller: MakeCaller, receiver: Receiver) -> None:
    """It is no answer: it is tried again, and the other address is never called."""
    subscribed(caller(), receiver.address, "wish-noted")
    receiver.answers = [302]
    wish(town, opened(town))
    deliver_waiting()
    assert len(receiver.got) == 1
    assert "302" in OutboxMessage.objects.get(kind="webhook").last_error


def test_a_server_that_is_not_there_is_tried_again(town: Town, caller: MakeCaller) -> None:
    """The message waits, and says why, without the address."""
    subscribed(caller(), "http://127.0.0.1:9/hook", "wish-noted")
    wish(town, opened(town))
    deliver_waiting()
    message = OutboxMessage.objects.get(kind="webhook")
    assert message.state == "waiting"
    assert "127.0.0.1" not in message.last_error


def test_a_subscription_ends_with_its_token_and_by_itself(town: Town, caller: MakeCaller, receiver: Receiver) -> None:
    """What has not been sent by then is not sent."""
    from hemvist.api.tokens import revoke

    system = caller()
    made = subscribed(system, receiver.address, "wish-noted", key="1")
    subscribed(system, receiver.address, "wish-noted", key="2")
    wish(town, opened(town))
    assert system.delete(f"/webhook-subscriptions/{made['id']}").status == 204
    assert system.get(f"/webhook-subscriptions/{made['id']}").status == 404
    assert len(system.every("/webhook-subscriptions")) == 1
    revoke(system.account.tokens.get().public_id)
    deliver_waiting()
    assert receiver.got == []


def test_subscribing_again_with_the_same_key_is_one_subscription(caller: MakeCaller, town: Town) -> None:
    """The same answer; another content with that key is refused."""
    system = caller()
    made = subscribed(system, "https://example.org/hook")
    assert subscribed(system, "https://example.org/hook") == made
    other = system.post("/webhook-subscriptions", {"address": "https://example.org/other"}, Idempotency_Key="1")
    assert (other.status, other.body["code"]) == (409, "key-reused")


def test_nothing_is_put_out_where_webhooks_are_off(town: Town, caller: MakeCaller, settings: Settings) -> None:
    """A city that does not use them pays nothing for them."""
    settings.WEBHOOKS = False
    wish(town, opened(town))
    assert not OutboxMessage.objects.filter(kind="recorded").exists()
    answer = caller().post("/webhook-subscriptions", {"address": "https://example.org"}, Idempotency_Key="1")
    assert (answer.status, answer.body["code"]) == (409, "webhooks-off")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://example.org/", "address-not-https"),
        ("https://10.0.0.1/", "address-private"),
        ("https://127.0.0.1/", "address-private"),
        ("https://[::1]/", "address-private"),
        ("https://169.254.169.254/latest/", "address-private"),
        ("https://[::ffff:10.0.0.1]/", "address-private"),
        ("https://user:word@example.org/", "address-unreadable"),
        ("https://example.org/#part", "address-unreadable"),
        ("https://exa mple.org/", "address-unreadable"),
        ("https://[oj", "address-unreadable"),
        ("https://example.org:99999/", "address-unreadable"),
        ("ftp://example.org/", "address-not-https"),
        ("file:///etc/passwd", "address-unreadable"),
    ],
)
def test_an_address_that_could_lead_within_the_city_is_refused(settings: Settings, address: str, code: str) -> None:
    """https and a public number, unless the city allows the host."""
    settings.WEBHOOK_PRIVATE_HOSTS = frozenset()
    with pytest.raises(AddressRefused) as refused:
        check_address(address)
    assert refused.value.code == code


def test_a_name_that_leads_within_the_city_is_refused_when_it_is_sent_to(settings: Settings) -> None:
    """Whatever the name led to when it was subscribed to."""
    settings.WEBHOOK_PRIVATE_HOSTS = frozenset()
    check_address("https://localhost/")
    with pytest.raises(AddressRefused):
        target_of("https://localhost/")
