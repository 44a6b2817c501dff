"""A client's letter as digital post: left as the one who sent it may see it, told in the case when it did not arrive, never of a protected person."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.correcting import annul
from hemvist.cases.entries import Entry
from hemvist.cases.models import OutboxMessage
from hemvist.cases.recording import record_event
from hemvist.integrations.delivering import deliver_now
from hemvist.integrations.mail.addresses import lost_messages
from hemvist.integrations.mail.models import Dropped
from hemvist.letters.models import Document
from hemvist.letters.sending import NotThatWay, goes_digitally, kind_of, send_digitally
from hemvist.organisation.models import Worker
from hemvist.persons.models import IdentityNumber
from tests.letters.conftest import DECIDED, Begin, Desk, begin

__all__ = ["begin"]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the city's own sender."""
    settings.DROP_FOLDERS = {"digital-post": tmp_path}
    return tmp_path


@pytest.fixture
def desk(begin: Begin, folder: Path) -> Desk:
    """A case in which the decision letter has just been made, of somebody with a test number."""
    desk = begin(DECIDED)
    desk.make("decision")
    OutboxMessage.objects.all().delete()
    return desk


def send(desk: Desk, key: str = "k", *, also: bool = True) -> str:
    """Send the decision letter from its page. Gives the uid of the event that it was made."""
    letter = next(e for e in desk.view().history if e.type == "letter-made")
    send_digitally(desk.view(), desk.viewer(), letter, also=also, key=key)
    return letter.uid


def answer(folder: Path, state: str) -> None:
    """Write a receipt for the one letter that was left, as the sender does."""
    [path] = (folder / "out").glob("*.json")
    (folder / "receipts").mkdir(exist_ok=True)
    told = {"version": 1, "key": path.stem, "state": state, "reason": "Ingen brevlåda."}
    (folder / "receipts" / path.name).write_text(json.dumps(told))


def types(desk: Desk, last: int) -> list[str]:
    """The types of the last events."""
    return [row.type for row in desk.file().rows[-last:]]


def to_send(desk: Desk) -> list[str]:
    """The letters that are somebody's to send."""
    return [d.opened_by for d in desk.view().status.open_duties if d.id.startswith("send-letter")]


def test_a_letter_is_left_whole_with_its_receiver(desk: Desk, folder: Path) -> None:
    """The PDF that the case's chain tells of, to the client's number, with words that say no more than an envelope; and the routine's step."""
    send(desk)
    assert types(desk, 2) == ["letter-sent", "decision-communicated"]
    assert desk.file().events[-2].fields["way"] == desk.file().events[-1].fields["way"] == "digital"
    assert not (folder / "out").exists()
    deliver_now()
    [path] = (folder / "out").glob("*.json")
    told = json.loads(path.read_text())
    kept = bytes(Document.objects.get().content)
    assert told["channel"] == "digital-post"
    assert told["to"] == next(n.number for n in desk.view().person.numbers)  # type: ignore[union-attr]
    assert (folder / "out" / told["attachment"]).read_bytes() == kept
    assert told["sha256"] == hashlib.sha256(kept).hexdigest()
    assert told["text"] == f"Du har fått ett brev från {desk.view().owner_unit}."
    noted = Dropped.objects.get()
    assert (noted.state, str(noted.key)) == ("left", path.stem)
    assert to_send(desk) == []


def test_what_waits_holds_ids_only_and_goes_once(desk: Desk, folder: Path) -> None:
    """The same form sent twice is one letter; nothing personal stands in the outbox."""
    send(desk)
    send(desk)
    [waiting] = OutboxMessage.objects.filter(kind="digital-post")
    assert set(json.loads(waiting.body) if isinstance(waiting.body, str) else waiting.body) == {
        "case",
        "letter",
        "worker",
    }
    deliver_now()
    OutboxMessage.objects.filter(kind="digital-post").update(state="waiting", free_at=clock.now())
    deliver_now()
    assert len(list((folder / "out").glob("*.json"))) == 1
    assert types(desk, 2).count("letter-sent") == 1


def test_a_letter_that_did_not_arrive_is_a_duty_again(desk: Desk, folder: Path) -> None:
    """The receipt becomes an event, once; the unit's leader is told too."""
    uid = send(desk)
    deliver_now()
    answer(folder, "failed")
    deliver_now()
    returned = desk.file().events[-1]
    assert (types(desk, 1), returned.about, returned.fields["why"]) == (["letter-returned"], uid, "digital")
    assert to_send(desk) != []
    answer(folder, "failed")
    deliver_now()
    assert types(desk, 2).count("letter-returned") == 1
    name = desk.city.town.workers["c-caseworker"].name
    assert [who for who, _ in lost_messages(desk.viewer("c-manager"), "digital-post")] == [name]
    assert lost_messages(desk.viewer("c-manager"), "sms") == []


def test_a_letter_that_arrived_changes_nothing_more(desk: Desk, folder: Path) -> None:
    """Its state is noted."""
    send(desk)
    deliver_now()
    answer(folder, "delivered")
    deliver_now()
    assert Dropped.objects.get().state == "delivered"
    assert types(desk, 2) == ["letter-sent", "decision-communicated"]


def test_nothing_goes_about_one_who_is_protected_meanwhile(desk: Desk, folder: Path) -> None:
    """Not even what was put out before it was known: the case is told that the letter did not arrive."""
    send(desk)
    protected = Entry("protection-learnt", desk.city.today, {"protection": "confidentiality-marking"})
    record_event(desk.viewer(), desk.case, protected)
    deliver_now()
    assert not list(folder.rglob("*.pdf"))
    assert types(desk, 1) == ["letter-returned"]


def test_a_protected_person_s_letter_is_never_offered_the_channel(begin: Begin, folder: Path) -> None:
    """Nor taken if it is asked for."""
    desk = begin(8, "protected-from-the-start")
    uid = desk.make("consent-kc")
    letter = next(e for e in desk.view().history if e.uid == uid)
    kind = kind_of(letter)
    assert kind
    assert not goes_digitally(desk.view(), kind)
    with pytest.raises(NotThatWay):
        send_digitally(desk.view(), desk.viewer(), letter, also=False, key="k")
    assert not OutboxMessage.objects.filter(kind="digital-post").exists()


def test_what_was_taken_back_before_it_went_does_not_go(desk: Desk, folder: Path) -> None:
    """The sending, or the letter itself."""
    send(desk, also=False)
    annul(desk.viewer(), desk.case, desk.file().rows[-1].uid, "Fel väg.")
    deliver_now()
    assert not list(folder.rglob("*.pdf"))
    assert OutboxMessage.objects.get(kind="digital-post").state == "done"


def test_what_the_sender_no_longer_sees_does_not_go(desk: Desk, folder: Path) -> None:
    """It has failed, for the unit to see, and says nothing of the person."""
    send(desk)
    yesterday = desk.city.today - timedelta(days=1)
    Worker.objects.filter(pk=desk.city.town.workers["c-caseworker"].pk).update(left_on=yesterday)
    deliver_now()
    failed = OutboxMessage.objects.get(kind="digital-post")
    assert (failed.state, failed.unit_id is not None) == ("failed", True)
    assert failed.last_error == "Den som skickade brevet ser inte längre ärendet. Brevet har inte gått."
    assert not list(folder.rglob("*.pdf"))


def test_only_where_the_channel_is_on_and_the_client_has_a_number(desk: Desk, settings: Settings) -> None:
    """And only letters to the client."""
    letter = next(e for e in desk.view().history if e.type == "letter-made")
    kind = kind_of(letter)
    assert kind
    assert goes_digitally(desk.view(), kind)
    IdentityNumber.objects.filter(person__cases__public_id=desk.case).delete()
    assert not goes_digitally(desk.view(), kind)
    settings.DROP_FOLDERS = {}
    assert not goes_digitally(desk.view(), kind)
