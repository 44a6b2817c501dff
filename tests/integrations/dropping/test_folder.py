"""What is left in a folder: whole or not at all, once for each key; and the receipts that come back."""

import hashlib
import json
import uuid
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from hemvist import clock
from hemvist.cases.models import OutboxMessage
from hemvist.cases.outbox import Outgoing, put_out
from hemvist.cases.turns import in_turn
from hemvist.integrations.delivering import deliver_now
from hemvist.integrations.dropping.folder import leave, receipts
from hemvist.integrations.dropping.noting import leave_and_note
from hemvist.integrations.mail.models import Dropped, Notice, Reach
from tests.cases.town import Town, found_town

NUMBER = "0701740605"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A folder for text messages that Hemvist is set to use."""
    settings.DROP_FOLDERS, settings.ADDRESS = {"sms": tmp_path}, "https://hemvist.example"
    return tmp_path


def put(town: Town, name: str) -> uuid.UUID:
    """Put out a text message to a worker, with its notice. Gives its key."""
    notice, key = uuid.uuid4(), uuid.uuid4()
    worker = town.workers[name].pk
    Notice.objects.create(worker_id=worker, kind="turn-late", key=notice, at=clock.now())
    in_turn(lambda: put_out([Outgoing("sms", {"worker": worker, "notice": str(notice)}, key=key)]))
    return key


def answer(folder: Path, key: uuid.UUID, state: str, name: str = "") -> Path:
    """Write a receipt as the sender does."""
    (folder / "receipts").mkdir(exist_ok=True)
    path = folder / "receipts" / (name or f"{key}.json")
    path.write_text(json.dumps({"version": 1, "key": str(key), "state": state, "reason": ""}))
    return path


def test_a_text_message_is_left_as_a_file_that_says_nothing_personal(db: None, folder: Path) -> None:
    """The number, neutral words and the key; nothing else is in the folder, and the file is for its owner only."""
    town = found_town()
    Reach.objects.create(worker=town.workers["c-lead"], phone=NUMBER)
    key = put(town, "c-lead")
    deliver_now()
    [path] = (folder / "out").iterdir()
    told = json.loads(path.read_text())
    assert path.name == f"{key}.json"
    assert path.stat().st_mode & 0o077 == 0
    assert (told["version"], told["channel"], told["to"], told["key"]) == (1, "sms", NUMBER, str(key))
    assert told["text"] == "Det finns något i Hemvist som du behöver se i dag. https://hemvist.example/notiser/"
    assert (Dropped.objects.get().state, OutboxMessage.objects.get().state) == ("left", "done")


def test_one_who_has_given_no_number_gets_none(db: None, folder: Path) -> None:
    """The notice is in the inbox all the same."""
    put(found_town(), "c-lead")
    deliver_now()
    assert not (folder / "out").exists()
    assert OutboxMessage.objects.get().state == "done"


def test_a_folder_that_cannot_be_written_in_loses_nothing(db: None, folder: Path, settings: Settings) -> None:
    """The message waits for a better time."""
    town = found_town()
    Reach.objects.create(worker=town.workers["c-lead"], phone=NUMBER)
    put(town, "c-lead")
    settings.DROP_FOLDERS = {"sms": folder / "gone"}
    deliver_now()
    waiting = OutboxMessage.objects.get()
    assert waiting.state == "waiting"
    assert "FileNotFoundError" in waiting.last_error


def test_the_same_message_left_twice_is_one_file(tmp_path: Path) -> None:
    """A deliverer that was killed before it could report leaves it again under the same name."""
    key = uuid.uuid4()
    for _ in range(2):
        leave(tmp_path, "sms", key, NUMBER, "Hej")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{key}.json"]


def test_digital_post_has_its_letter_beside_it(db: None, tmp_path: Path, settings: Settings) -> None:
    """The JSON file is written last, and names the letter with its checksum."""
    settings.DROP_FOLDERS = {"digital-post": tmp_path}
    key, letter = uuid.uuid4(), b"%PDF-1.7 a letter"
    leave_and_note("digital-post", key, "199001012385", "Du har ett brev.", attachment=letter)
    told = json.loads((tmp_path / "out" / f"{key}.json").read_text())
    assert (tmp_path / "out" / told["attachment"]).read_bytes() == letter
    assert told["sha256"] == hashlib.sha256(letter).hexdigest()
    assert Dropped.objects.get().channel == "digital-post"


@pytest.mark.parametrize("state", ["delivered", "failed"])
def test_a_receipt_becomes_the_state_of_what_was_left(db: None, folder: Path, state: str) -> None:
    """It is read once, and kept aside."""
    town = found_town()
    Reach.objects.create(worker=town.workers["c-lead"], phone=NUMBER)
    key = put(town, "c-lead")
    deliver_now()
    path = answer(folder, key, state)
    deliver_now()
    assert Dropped.objects.get().state == state
    assert not path.exists()
    assert (folder / "receipts/read" / path.name).exists()


def test_a_receipt_that_cannot_be_read_is_put_aside_and_stops_nothing(tmp_path: Path) -> None:
    """A person can look at it there."""
    answer(tmp_path, uuid.uuid4(), "lost", "a.json")
    (tmp_path / "receipts/b.json").write_text("{")
    good = uuid.uuid4()
    answer(tmp_path, good, "delivered", "c.json")
    assert [receipt.key for receipt in receipts(tmp_path)] == [good]
    assert sorted(path.name for path in (tmp_path / "receipts/wrong").iterdir()) == ["a.json", "b.json"]
