"""Every way out beside the pages that links lead to: each address of the project, notices, letters, calendar feeds, files to other systems, webhooks.

A new address is visited here as soon as it has a name; a new way out that is no address is added to this file.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from uuid import UUID

from django.urls import reverse

from hemvist import clock
from hemvist.cases.models import Meeting
from hemvist.cases.standing import source_of
from hemvist.cases.telling_outside import sees_event
from hemvist.integrations.calendar.feeds import feed, renew, who_fetches
from hemvist.integrations.case_system.sending import send
from hemvist.integrations.case_system.technical import acting_for
from hemvist.integrations.delivering import deliver_waiting
from hemvist.letters.kinds import kinds
from hemvist.letters.making import letters_of, shown_data
from hemvist.organisation.models import Board
from hemvist.secrecy.policy import access_to
from tests.proofs.agreeing import assert_answers, view_or_none
from tests.proofs.cities import City, file_of
from tests.proofs.looking import ELSEWHERE, Answer, Looker
from tests.proofs.marks import Truth
from tests.proofs.vanishing import addresses

MEETING_DAYS = 3


def visit_everything(looker: Looker) -> None:
    """Open every page that needs nothing but a case in its address, those of every case, theirs or not; and every letter as it would look."""
    for address in every_address(looker.city.cases):
        looker.get(address)
    for letter in kinds():
        looker.get(reverse("make_letter", kwargs={"case_id": looker.city.cases[0], "letter": letter}))


def fetch_feed(looker: Looker) -> None:
    """Fetch the worker's own calendar feed, as a calendar program does."""
    secret = renew(looker.city.viewer(looker.name))
    address = reverse("calendar-feed", kwargs={"secret": secret})
    answer = looker.keep("the calendar feed", looker.client.get(address))
    looker.asked["the calendar feed"] = replace(answer, body=answer.body.replace(secret, ""))  # drawn at random


def every_address(cases: list[UUID]) -> Iterator[str]:
    """Every named address that takes nothing, or a case alone; but for those of the account, and of the documents as they are read."""
    for name, names in addresses():
        if not names:
            found = [reverse(name)]
        elif names == ("case_id",):
            found = [reverse(name, kwargs={"case_id": case}) for case in cases]
        else:
            continue
        yield from (address for address in found if not address.startswith(ELSEWHERE))


def let_notices_be_written(city: City) -> None:
    """Deliver what waits in the outbox: each receiver's inbox then holds its lines."""
    with clock.set_to(city.moment):
        deliver_waiting()


def assert_feeds(city: City, truth: Truth, names: list[str]) -> int:
    """Check that each worker's calendar feed holds nothing that is not granted to one whose log-in is not strong. Gives how many times it told.

    It is fetched when everybody looks, and in the weeks of the last meetings, since a feed tells of the weeks around a day.
    """
    days = sorted({meeting.starts.date() for meeting in Meeting.objects.all()})[-MEETING_DAYS:]
    told = 0
    for moment in (city.moment, *(datetime.combine(day, time(8), UTC) for day in days)):
        with clock.set_to(moment):
            told += sum(_assert_feed(replace(city, moment=moment), truth, name) for name in names)
    return told


def _assert_feed(city: City, truth: Truth, name: str) -> int:
    viewer = city.viewer(name, strong=False)
    fetching = who_fetches(renew(viewer))
    assert (fetching is not None) == viewer.has_role
    text = feed(fetching).decode() if fetching else ""
    assert_answers(viewer, truth, {f"the feed of {name}": Answer(200, _unfolded(text), "")})
    return text.count("BEGIN:VEVENT")


def _unfolded(text: str) -> str:
    """Lines of iCalendar are folded after 75 bytes: a word may stand on two."""
    return text.replace("\r\n ", "")


def assert_files(truth: Truth, folder: Path) -> int:
    """Check that no board's file to its case system holds what the board may not see. Gives how many lines there were."""
    lines = 0
    for board in Board.objects.order_by("pk"):
        own = folder / board.code
        own.mkdir()
        send(board, own)
        text = "".join(file.read_text(encoding="utf-8") for file in sorted(own.iterdir()))
        assert_answers(acting_for(board), truth, {f"the file of {board.code}": Answer(200, text, "")})
        lines += text.count("\n")
    return lines


def assert_letters(truth: Truth, city: City, name: str) -> int:
    """Check that no letter that a worker can make says what they may not see. Gives how many they can make."""
    viewer, made = city.viewer(name), 0
    for view in (found for case in city.cases if (found := view_or_none(viewer, case))):
        for letter in (each for each in letters_of(view, viewer) if each.can_be_made):
            said = json.dumps(shown_data(view, viewer, letter), ensure_ascii=False, default=str)
            assert_answers(viewer, truth, {f"the letter {letter.kind.id} of {name}": Answer(200, said, "")})
            made += 1
    return made


def assert_webhooks(city: City, name: str) -> int:
    """Check that an account is told of exactly the events that it would be shown. Gives of how many."""
    viewer, told = city.viewer(name, strong=False), 0
    for case in city.cases:
        file = file_of(case)
        allowed = access_to(viewer, file.row.id)
        for row in file.rows:
            is_told = sees_event(viewer, case, row.uid, "proof")
            assert is_told == allowed.shows(row.information, row.sequence, source_of(row.role)), (name, row.type)
            told += is_told
    return told
