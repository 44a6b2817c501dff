"""What happens on the way to the mail server: it is down, refuses, or does not trust us; nothing is lost, and no name is kept."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.models import OutboxMessage
from hemvist.cases.outbox import Outgoing, put_out
from hemvist.cases.turns import in_turn
from hemvist.integrations.delivering import deliver_waiting
from hemvist.integrations.delivery_terms import delivery_terms
from hemvist.integrations.mail.models import Notice, Reach
from hemvist.integrations.mail.wishes import try_address_again
from tests.cases.town import Town
from tests.support.mail_server import BOUNCES, SENDER, Mailing, mail_server

Put = Callable[..., list[OutboxMessage]]


@pytest.fixture
def put(town: Town) -> Put:
    """Put out a mail to each of the named workers, each with a notice of its own."""

    def put_mails(*names: str) -> list[OutboxMessage]:
        messages = []
        for name in names:
            key, worker = uuid.uuid4(), town.workers[name].pk
            Notice.objects.create(worker_id=worker, kind="turn", key=key, at=clock.now())
            messages.append(Outgoing("mail", {"worker": worker, "notice": str(key)}))
        in_turn(lambda: put_out(messages))
        return list(OutboxMessage.objects.order_by("-pk")[: len(names)])[::-1]

    return put_mails


def deliver_after(pause: timedelta) -> None:
    """Deliver when some time has gone."""
    with clock.set_to(clock.now() + pause):
        deliver_waiting()


def test_a_mail_goes_over_tls_with_a_log_in_and_carries_its_key(put: Put, mailing: Mailing) -> None:
    """The server takes nothing else; the Message-ID is made of the key, and what bounces has an address of its own."""
    [message] = put("c-lead")
    deliver_waiting()
    [took] = mailing.took
    message.refresh_from_db()
    assert message.state == "done"
    assert (took.sender, took.receivers) == (BOUNCES, ["c-lead@staden.example"])
    assert took.mail["From"] == SENDER
    assert took.mail["Message-ID"] == f"<{message.key.hex}@hemvist.example>"
    assert took.mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(("language", "said"), [("sv", "Något i Hemvist kan inte vänta"), ("en", "cannot wait")])
def test_a_mail_is_in_the_language_of_its_receiver(
    town: Town, put: Put, mailing: Mailing, language: str, said: str
) -> None:
    """Plain text and HTML say the same, with one link."""
    town.workers["c-lead"].language = language
    town.workers["c-lead"].save()
    put("c-lead")
    deliver_waiting()
    mail = mailing.took[0].mail
    plain, html = (str(part.get_content()) for part in mail.iter_parts())
    assert said in str(mail["Subject"])
    assert plain.count("https://") == 1
    assert "https://hemvist.example/notiser/" in plain
    assert '<a href="https://hemvist.example/notiser/">' in html


def test_one_line_is_used_for_many_mails(put: Put, mailing: Mailing) -> None:
    """All arrive, each once."""
    put(*["c-lead", "c-manager"] * 15)
    deliver_waiting()
    assert len({took.mail["Message-ID"] for took in mailing.took}) == len(mailing.took) == 30


def test_while_the_server_is_down_mail_waits_and_then_goes(put: Put, tmp_path: Path, settings: Settings) -> None:
    """The pauses grow; what is kept of the error names no address."""
    with mail_server(tmp_path) as server:
        setting, port = server.setting, server.controller.port
    settings.MAIL_SERVER, settings.ADDRESS = setting, "https://hemvist.example"
    messages = put("c-lead", "c-manager")
    deliver_waiting()
    deliver_after(timedelta(seconds=61))
    states = OutboxMessage.objects.filter(pk__in=[m.pk for m in messages]).values_list("state", "attempts")
    assert set(states) == {("waiting", 2)}
    assert "@" not in OutboxMessage.objects.first().last_error  # type: ignore[union-attr]
    with mail_server(tmp_path, port) as server:
        settings.MAIL_SERVER = server.setting
        deliver_after(timedelta(minutes=4))
        assert server.took == []
        deliver_after(timedelta(hours=1))
        assert len(server.took) == 2


def test_what_never_goes_has_failed_in_the_end(put: Put, mailing: Mailing, settings: Settings) -> None:
    """After the last pause a person must look; with a wrong password nothing is refused for good."""
    settings.MAIL_SERVER = replace(mailing.setting, password="fel")
    [message] = put("c-lead")
    for _ in range(len(delivery_terms().retry.pauses_minutes) + 1):
        deliver_after(timedelta(days=2))
        OutboxMessage.objects.update(free_at=clock.now())
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("failed", "E-postservern godtog inte inloggningen (535).")
    assert not Reach.objects.exists()


def test_an_address_that_is_refused_is_noted_and_not_tried_again(town: Town, put: Put, mailing: Mailing) -> None:
    """The others get theirs. A new address, or a word that this one works now, and mail goes again."""
    mailing.post.refused["c-lead@staden.example"] = "550 No such user c-lead@staden.example"
    messages = put("c-lead", "c-manager")
    deliver_waiting()
    states = [OutboxMessage.objects.get(pk=m.pk).state for m in messages]
    assert states == ["failed", "done"]
    assert OutboxMessage.objects.get(pk=messages[0].pk).last_error.endswith("(550).")
    reach = Reach.objects.get()
    assert (reach.pk, reach.refused, reach.status) == (town.workers["c-lead"].pk, "c-lead@staden.example", "550")
    mailing.post.refused.clear()
    put("c-lead")
    deliver_waiting()
    assert len(mailing.took) == 1
    try_address_again(town.workers["c-lead"].pk)
    put("c-lead")
    deliver_waiting()
    assert [took.receivers[0] for took in mailing.took[1:]] == ["c-lead@staden.example"]


def test_an_address_that_is_refused_for_now_is_tried_again(put: Put, mailing: Mailing) -> None:
    """Nothing is noted about it."""
    mailing.post.refused["c-lead@staden.example"] = "450 Busy"
    put("c-lead")
    deliver_waiting()
    mailing.post.refused.clear()
    assert not Reach.objects.exists()
    deliver_after(timedelta(minutes=2))
    assert len(mailing.took) == 1


@pytest.mark.parametrize(
    ("answer", "state"), [("554 No", "failed"), ("451 Later", "waiting"), ("421 Going down", "waiting")]
)
def test_a_mail_that_is_not_taken_is_given_up_or_tried_again_as_the_server_says(
    put: Put, mailing: Mailing, answer: str, state: str
) -> None:
    """5xx is for good, 4xx is for now; the address is not blamed."""
    mailing.post.answers = [answer]
    [message] = put("c-lead")
    deliver_waiting()
    message.refresh_from_db()
    assert message.state == state
    assert not Reach.objects.exists()


def test_a_server_that_is_not_who_it_should_be_gets_nothing(put: Put, mailing: Mailing, settings: Settings) -> None:
    """Its certificate is not signed by one whom we trust."""
    settings.MAIL_SERVER = replace(mailing.setting, ca="")
    [message] = put("c-lead")
    deliver_waiting()
    message.refresh_from_db()
    assert (message.state, mailing.took) == ("waiting", [])
    assert "SSLCertVerificationError" in message.last_error


def test_what_is_no_address_is_refused_before_it_can_do_harm(town: Town, put: Put, mailing: Mailing) -> None:
    """A line break in it would begin a header of its own."""
    town.workers["c-lead"].user.email = "c-lead@staden.example\r\nBcc: any@where.example"
    town.workers["c-lead"].user.save()
    [message] = put("c-lead")
    deliver_waiting()
    message.refresh_from_db()
    assert (message.state, mailing.took) == ("failed", [])
