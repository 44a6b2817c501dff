"""Puts the page of a meeting together from what the viewer may see of it. Asks the database nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.translation import gettext

from hemvist.cases.meeting_terms import meeting_terms, unusual
from hemvist.cases.meetings import VIDEO, AgendaItem, Meeting, Participant
from hemvist.cases.views import CaseView
from hemvist.routines.meetings import BOOKED
from hemvist.routines.model import EventType
from hemvist.web.case.duties import Action, ClauseRef, action_of, clause_ref, may_record, role_label
from hemvist.web.dates_in_words import weekday

# Under which heading what can be recorded stands, by the word that it says of the meeting.
ARRANGING = ("told", "interpreter", "invited", "place", "entered", "offered")
CHANGING = ("moved", "cancelled")
TELLING = ("held", "missed")
TONES = {"booked": ("info", "calendar"), "moved": ("warning", "clock"), "cancelled": ("neutral", "close")}
OVER = {"held": ("success", "check"), "missed": ("warning", "close")}


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda: what is asked, by whom, by which clause, and what was answered."""

    label: str
    who: str
    clause: ClauseRef
    answer: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """Something that has been said of the meeting."""

    when: str
    label: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything the template of a meeting shows."""

    heading: str
    when: str
    state: str
    tone: str
    icon: str
    why: str
    warnings: tuple[str, ...]
    facts: list[tuple[str, str | None]]
    participants: list[tuple[str, str]]
    clause: ClauseRef
    agenda: list[Point]
    is_answered: bool
    arranging: list[Action]
    changing: list[Action]
    telling: list[Action]
    booking: list[Action]
    minutes: list[Action]
    approving: list[Action]
    entering: list[Action]
    history: list[Line]


def meeting_page(view: CaseView, meeting: Meeting, today: date, *, by_hand: bool) -> MeetingPage:
    """Put the page together. ``by_hand``: people book in a system that Hemvist cannot reach. What came of it is told from its day on."""
    tone, icon = (TONES | OVER)[meeting.state]
    actions = _Actions(view, meeting)
    ahead, over = meeting.is_ahead, meeting.state in ("held", "missed")
    has_come = meeting.starts.date() <= today
    return MeetingPage(
        heading=gettext("Möte"),
        when=in_words(meeting.starts, meeting.ends),
        state=state_words(meeting.state),
        tone=tone,
        icon=icon,
        why=meeting.reason,
        warnings=time_warnings(meeting.starts) if ahead else (),
        facts=_facts(meeting, by_hand=by_hand),
        participants=[_participant(each) for each in meeting.participants],
        clause=clause_ref(view.edition, meeting.clause),
        agenda=[_point(view, each) for each in meeting.agenda],
        is_answered=any(each.answer is not None for each in meeting.agenda),
        arranging=actions.of(*(w for w in ARRANGING if w != "entered")) if ahead else [],
        changing=actions.of(*CHANGING) if ahead else [],
        telling=actions.of(*TELLING) if ahead and has_come else [],
        booking=actions.next_time() if meeting.state in ("moved", "missed") else [],
        minutes=actions.of("minutes") if over or (ahead and has_come) else [],
        approving=actions.to_sign(),
        entering=actions.of("entered") if by_hand and ahead else [],
        history=[_line(each.on, each.label, each.starts, each.place, each.reason) for each in meeting.changes],
    )


class _Actions:
    """What the viewer records about a meeting, with the forms filled in from it."""

    def __init__(self, view: CaseView, meeting: Meeting) -> None:
        self.view, self.meeting = view, meeting

    def of(self, *words: str) -> list[Action]:
        """Give the forms that say one of the words, and that nothing stands against."""
        events = self.view.edition.events.values()
        wanted = [e for word in words for e in events if self._says(e, [word]) and self.meeting.type in e.about]
        return self._open(dict.fromkeys(e.id for e in wanted), self.meeting.booking)

    def next_time(self) -> list[Action]:
        """Give the forms that book such a meeting anew."""
        events = self.view.edition.events
        same = {
            kind
            for e in events.values()
            if self._says(e, CHANGING) and self.meeting.type in e.about
            for kind in e.about
        }
        wanted = (e.id for e in events.values() if e.meeting and e.meeting.word == BOOKED and e.id in same)
        return self._open(wanted, self.meeting.booking)

    def to_sign(self) -> list[Action]:
        """Give the forms that say that somebody who is to sign the minutes has, and has not yet."""
        if self.meeting.minutes is None:
            return []
        left = {each.who for each in self.meeting.minutes.signatures if each.on is None}
        events = self.view.edition.events.values()
        wanted = (e.id for e in events if e.meeting is not None and e.meeting.signer in left)
        return self._open(wanted, self.meeting.minutes.uid)

    def _says(self, event: EventType, words: Iterable[str]) -> bool:
        if event.meeting is None:
            return False
        said = {event.meeting.word} if event.meeting.word else self._answers(event)
        return not said.isdisjoint(words)

    def _answers(self, event: EventType) -> set[str | None]:
        name = event.meeting.field_name if event.meeting else ""
        return {choice.value for field in event.fields if field.name == name for choice in field.choices}

    def _open(self, events: Iterable[str], about: str) -> list[Action]:
        found = (action_of(self.view, each, about) for each in events if may_record(self.view, each))
        return [each for each in found if not each.is_refused]


def in_words(starts: datetime, ends: datetime) -> str:
    """Say when: "tisdag 3 mars 2026, kl. 10:00–11:00"."""
    return f"{weekday(starts.date())} {written(starts, 'j F Y')}, {starts:%H:%M}–{ends:%H:%M}"


def state_words(state: str) -> str:
    """Say what state a meeting is in."""
    return {
        "booked": gettext("Bokat"),
        "moved": gettext("Väntar på ny tid"),
        "cancelled": gettext("Inställt"),
        "held": gettext("Genomfört"),
        "missed": gettext("Personen uteblev"),
    }[state]


def time_warnings(starts: datetime) -> tuple[str, ...]:
    """Say what is unusual about a time, in words. The office hours are the city's own setting, and said to be."""
    found, hours = unusual(starts), meeting_terms().office_hours
    told = []
    if found.day_off:
        told.append(gettext("Dagen är %(why)s, så det är ingen arbetsdag.") % {"why": found.day_off})
    if found.hours:
        words = gettext("Mötet ligger utanför kontorstid, %(begins)s–%(ends)s (lokal inställning).")
        told.append(words % {"begins": f"{hours.begins:%H:%M}", "ends": f"{hours.ends:%H:%M}"})
    return tuple(told)


def _facts(meeting: Meeting, *, by_hand: bool) -> list[tuple[str, str | None]]:
    facts: list[tuple[str, str | None]] = [
        (gettext("Vad"), meeting.label),
        (gettext("Länk") if meeting.is_video else gettext("Plats"), _where(meeting)),
        (gettext("Tolk"), _interpreter(meeting)),
        (gettext("Personen"), gettext("Känner till tiden") if meeting.client_told else gettext("Inte underrättad än")),
    ]
    if meeting.offered is not None:
        facts.append((gettext("Föreslagen ny tid"), f"{meeting.offered:%Y-%m-%d %H:%M}"))
    if by_hand or meeting.entered is not None:
        facts.append((gettext("I bokningssystemet"), _entered(meeting)))
    return facts


def _where(meeting: Meeting) -> str | None:
    """Give the place; an address of a video meeting as a link, which tells nobody there where one came from."""
    if meeting.is_video and meeting.place.startswith(VIDEO):
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', meeting.place)
    return meeting.place or None


def _interpreter(meeting: Meeting) -> str | None:
    language = meeting.interpreter_booked or meeting.interpreter_language
    if meeting.interpreter_booked:
        return gettext("Bokad: %(language)s") % {"language": language}
    if meeting.needs_interpreter == "yes":
        return gettext("Behövs, inte bokad än: %(language)s") % {"language": language or gettext("språk saknas")}
    return gettext("Behövs inte") if meeting.needs_interpreter == "no" else None


def _entered(meeting: Meeting) -> str:
    if meeting.entered is None:
        return gettext("Inte infört än")
    words = (
        "%(system)s %(reference)s"
        if meeting.entered.is_current
        else gettext("%(system)s %(reference)s, infört före den senaste ändringen")
    )
    return words % {"system": meeting.entered.system, "reference": meeting.entered.reference}


def _participant(each: Participant) -> tuple[str, str]:
    """Give a role and who that is: of the client and of those outside only what they are."""
    if each.kind == "worker":
        return each.label, each.name or gettext("ingen utsedd än")
    words = {"client": gettext("Personen"), "interpreter": gettext("Tolk")}
    return words.get(each.kind, each.label), gettext("utanför staden") if each.kind == "external" else ""


def _point(view: CaseView, item: AgendaItem) -> Point:
    who = ", ".join(role_label(view.edition, role) for role in item.by)
    return Point(item.field.label, who, clause_ref(view.edition, item.clause), answer_words(item))


def answer_words(item: AgendaItem) -> str | None:
    """Give the answer to a point in words; None where there is none."""
    if item.answer is None:
        return None
    words = {"yes": gettext("Ja"), "no": gettext("Nej"), "unknown": gettext("Inte känt")}
    words |= {choice.value: choice.label for choice in item.field.choices}
    if isinstance(item.answer, tuple):
        return ", ".join(words.get(str(each), str(each)) for each in item.answer)
    return (
        words.get(str(item.answer), str(item.answer))
        if item.field.type not in ("text", "long-text")
        else str(item.answer)
    )


def _line(on: date, label: str, starts: datetime | None, place: str, reason: str) -> Line:
    told = (f"{starts:%Y-%m-%d %H:%M}" if starts else "", place, reason)
    return Line(on.isoformat(), label, tuple(each for each in told if each))
