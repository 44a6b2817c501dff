"""What was sent can be taken in elsewhere and says the same; and no cut or corrupted file ever records anything wrong, or anything half."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hemvist import clock
from hemvist.cases.casefile import forget
from hemvist.cases.entries import Entry
from hemvist.cases.models import Case, CaseEvent
from hemvist.cases.recording import record_event
from hemvist.cases.searching import search_cases
from hemvist.cases.verifying import verify_record
from hemvist.integrations.case_system.models import IncomingFile, IncomingRow
from hemvist.integrations.case_system.sending import send
from hemvist.integrations.case_system.taking_in import progress_of, receive, take_in
from hemvist.persons.models import Person
from tests.factories import City, small_city, viewer
from tests.integrations.case_system.files import NUMBERS, board_of, case_line, file_with

# Walks through the database are dear: some tens of them, and none is made smaller when it fails.
few = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
EXCHANGE, IMPORT = IncomingFile.Purpose.EXCHANGE, IncomingFile.Purpose.IMPORT
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=30
)


@contextmanager
def a_city() -> Iterator[City]:
    """A city with nobody in it, that is gone after the block."""
    with transaction.atomic():
        yield small_city(writes_in_hemvist=True)
        transaction.set_rollback(True)
    forget()


def facts() -> list[tuple[Any, ...]]:
    """What was recorded, by case and in order, without what a city gives by itself: ids, row numbers and moments."""
    found = []
    for number, case in enumerate(Case.objects.order_by("pk")):
        events = list(CaseEvent.objects.filter(case=case).order_by("sequence"))
        places = {event.uid: event.sequence for event in events}
        for event in events:
            values = json.loads(event.payload)
            values.pop("worker", None)
            told = (event.type, event.occurred_on, event.occurred_at, values, places.get(event.about or ""))
            found.append((number, case.person.name, case.routine, case.opened_on, *told))
    return found


@few
@given(data=st.data())
def test_what_was_sent_says_the_same_in_an_empty_city(db: None, data: st.DataObject) -> None:
    """Cases that were opened, and texts that were written in them: sent by one city and taken in by another, they are the same facts."""
    people = data.draw(st.lists(st.tuples(WORDS, WORDS, st.booleans()), min_size=1, max_size=3))
    with TemporaryDirectory() as place:
        with a_city() as city:
            board, me = board_of(city), viewer(city.caseworker)
            lines = [
                case_line(str(n), NUMBERS[n], reason=reason, person={"family_name": family})
                for n, (family, reason, _) in enumerate(people)
            ]
            assert take_in(receive(board, IMPORT, file_with(*lines))).recorded == len(people)
            for n, (_, reason, writes) in enumerate(people):
                [found] = search_cases(me, NUMBERS[n])
                if writes:
                    fields: dict[str, object] = {"orientation": ["labour-market"], "areas": reason}
                    record_event(me, found.case, Entry("assessment-support-used", clock.today(), fields))
            before = [told for told in facts() if any(told[0] == n and people[n][2] for n in range(len(people)))]
            with clock.set_to(clock.now() + timedelta(minutes=10)):
                send(board, Path(place))
            content = b"".join(file.read_bytes() for file in sorted(Path(place).glob("*.jsonl")))
        with a_city() as city:
            file = receive(board_of(city), EXCHANGE, content)
            take_in(file)
            assert not IncomingRow.objects.filter(file=file, state="refused").values_list("code", "message")
            assert [told[1:] for told in facts()] == [told[1:] for told in before]
            assert verify_record() == []


def damaged(content: bytes, data: st.DataObject) -> bytes:
    """The file cut, with bytes changed, or with lines lost, doubled or in another order."""
    for how in data.draw(
        st.lists(st.sampled_from(["cut", "flip", "double", "lose", "shuffle"]), min_size=1, max_size=3)
    ):
        lines = content.split(b"\n")
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        if how == "cut":
            content = content[:at]
        elif how == "flip" and content:
            changed = content[at] ^ data.draw(st.integers(1, 255))
            content = content[:at] + bytes([changed]) + content[at + 1 :]
        elif how == "double":
            content = b"\n".join([*lines, data.draw(st.sampled_from(lines))])
        elif how == "lose":
            lines.pop(data.draw(st.integers(0, len(lines) - 1)))
            content = b"\n".join(lines)
        else:
            content = b"\n".join(data.draw(st.permutations(lines)))
    return content


@few
@given(data=st.data())
def test_no_damaged_file_records_anything_wrong(db: None, data: st.DataObject) -> None:
    """Whatever happens to it on the way, what is recorded is whole lines as they were sent, each once; and every row is reported."""
    lines = [case_line(str(n), NUMBERS[n], person={"family_name": f"Prov{n}"}) for n in range(5)]
    content = damaged(file_with(*lines, checked=True), data)
    with a_city() as city:
        file = receive(board_of(city), EXCHANGE, content)
        take_in(file)
        rows = [row for row in content.removeprefix(b"\xef\xbb\xbf").split(b"\n") if row.strip()]
        progress = progress_of(file)
        assert (progress.total, progress.waiting) == (len(rows), 0)
        opened = [(case.person.family_name, case.reference) for case in Case.objects.order_by("pk")]
        names = [name for name, _ in opened]
        assert set(names) <= {f"Prov{n}" for n in range(5)}
        assert len(names) == len(set(names)) == progress.recorded == Person.objects.count()
        assert all(CaseEvent.objects.filter(case=case).count() == 3 for case in Case.objects.all())
        told = IncomingRow.objects.filter(file=file, state="refused").values_list("code", "message")
        assert all(code and message for code, message in told)
        assert verify_record() == []


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "1e999", "NaN", '"a","row":"2'])
def test_json_that_is_no_text_is_refused(db: None, text: str) -> None:
    """NUL, half a character, a number that is none, and a name that stands twice."""
    with a_city() as city:
        row = f'{{"record":"case","row":"{text}"}}'.encode()
        if text in ("1e999", "NaN"):
            row = f'{{"record":"case","row":{text}}}'.encode()
        file = receive(board_of(city), IMPORT, row)
        take_in(file)
        assert progress_of(file).refused == 1
