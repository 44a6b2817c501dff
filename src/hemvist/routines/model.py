"""What a governing document says, as frozen data.

``reading`` makes these from literate files; nothing here computes. Ids are strings; dates are local dates; every block knows the clause and the line
it stands on, so that each answer can cite its source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from hemvist.routines.effects import Effect

Nature = Literal["act", "fact"]
Level = Literal["must", "should"]
Resolves = Literal["agree", "first", "all"]
FieldType = Literal[
    "text",
    "long-text",
    "date",
    "datetime",
    "yes-no",
    "yes-no-unknown",
    "choice",
    "choices",
    "language",
    "number",
    "worker",
    "role",
    "unit",
]
MeetingWord = Literal[
    "booked",  # books a meeting; has the field starts, and place where it is known
    "moved",  # it will be at another time: the next booking that the same event could be about is the same meeting
    "cancelled",  # it will not be
    "held",  # it was; what the routine asks of it is its agenda
    "missed",  # it was, but the client was not there
    "offered",  # another time was offered after one that was missed
    "told",  # the client knows the time
    "interpreter",  # an interpreter is booked
    "place",  # it is somewhere else, or by video
    "invited",  # who else takes part
    "entered",  # it stands in the booking system, with its reference there
    "minutes",  # what was said and decided, and who signs
    "approved",  # somebody has signed the minutes
]
DutyState = Literal["open", "waiting", "undetermined", "done", "cancelled", "lapsed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a block stands: the file, the line of its first key, and the clause whose heading it is under."""

    file: str
    line: int
    clause: str


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time with a name. ``source`` is "local setting" or the clause that gives the number.

    Exactly one of the lengths is set. ``rolls``: a last day on a day off moves to the next weekday by lag (1930:173).
    """

    id: str
    label: str
    source: str
    days: int | None = None
    working_days: int | None = None
    weeks: int | None = None
    months: int | None = None
    rolls: bool = False

    @property
    def is_local(self) -> bool:
        """Whether the number is the city's own setting and not the document's."""
        return self.source == "local setting"


@dataclass(frozen=True, slots=True)
class Role:
    """A role, and which party to the case it is of; ``any_unit``: held at another unit than the case's own, who sees a case when named."""

    id: str
    label: str
    side: Literal["decider", "executor", "other"]
    until_appointed: str | None = None
    any_unit: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a field can have, and its Swedish label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing an event tells. A field that ``may_be_unknown`` can be answered "unknown"; one not given is unknown, never no."""

    name: str
    type: FieldType
    label: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    required_in_hemvist: bool = (
        False  # the text itself: required where it is written here, and not in the main case system
    )
    may_be_unknown: bool = False
    clause: str = ""  # for the fields that `item` blocks add: the clause of that item
    by: tuple[str, ...] = ()  # for the fields that `item` blocks add: the roles whose point it is
    known_from: tuple[tuple[str, str], ...] = ()  # (event, field) that tell it too; no field: the event's own day


@dataclass(frozen=True, slots=True)
class MeetingSaying:
    """What an event says of a meeting: a word, or the field whose answer is the word. ``of``: the bookings it is said of; ``signer``: who has signed."""

    word: MeetingWord | None = None
    field_name: str = ""
    of: tuple[str, ...] = ()
    signer: str = ""


@dataclass(frozen=True, slots=True)
class EventType:
    """Something that is recorded on a case. ``fields`` include those that items add, in the order they stand in the file."""

    id: str
    label: str
    nature: Nature
    recorded_by: tuple[str, ...]
    information: str
    source: Source
    help: str = ""
    about: tuple[str, ...] = ()
    starts_round: bool = False
    effect: Effect | None = None
    gives: tuple[str, ...] = ()  # kinds of information that the executing side gets by it
    fields: tuple[Field, ...] = ()
    treserva: bool = False  # the routine wants it in the main case system: by default one click with date and reference
    of_person: bool = False  # it tells of the person and not of the case: a related case begins with it
    meeting: MeetingSaying | None = None  # what it says of a meeting


@dataclass(frozen=True, slots=True)
class SpanType:
    """A period that is in force from its first to its last day, both inclusive. ``first_day`` and ``last_day`` are (event, field)."""

    id: str
    label: str
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    source: Source
    first_day: tuple[str, str] | None = None
    last_day: tuple[str, str] | None = None
    renewed_by: tuple[str, ...] = ()
    lasts: str = ""  # a term: how long such a period is; forms suggest its last day from it


@dataclass(frozen=True, slots=True)
class Condition:
    """One test with a name. ``kind`` names the test; only the keys of that test are set."""

    id: str
    label: str
    kind: Literal["happened", "field", "done", "in_force", "consent", "age", "date", "all", "any", "none"]
    source: Source
    event: str = ""
    field_name: str = ""
    values: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # duties for done, conditions for all/any/none
    span: str = ""
    recipient: str = ""
    purpose: str = ""
    kinds: tuple[str, ...] = ()  # of information, which a consent covers; event, field_name: who it is towards, by name
    age_from: int | None = None
    age_to: int | None = None
    on: tuple[str, str] | None = None
    not_before: "Due | None" = None
    not_after: "Due | None" = None
    per_round: bool = False
    unknown_is: Literal["yes", "no"] | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """By when. A date that an event gives, or a length after or before an event or its field; with neither, after the day the duty opened.

    ``from``: the last day of so long a time that begins with that day, both counted.
    """

    direction: Literal["on", "after", "before", "from"]
    event: str = ""
    field_name: str = ""
    term: str = ""
    days: int | None = None
    working_days: int | None = None
    weeks: int | None = None
    months: int | None = None
    at_least: str = ""  # a term: never sooner than so long after the duty opened, or the date it counts from was told


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A day that several events tell of and that may move: the newest that tells of it counts. ``told_by``: pairs of event and field."""

    id: str
    label: str
    told_by: tuple[tuple[str, str], ...]
    source: Source

    def field_in(self, event: str) -> str | None:
        """The field in which an event tells of it; empty for the event's own day, None if it does not."""
        return next((name for teller, name in self.told_by if teller == event), None)

    def told_in(self, event: str, fields: Mapping[str, object]) -> str | None:
        """The field in which this very event tells of it; empty for its own day, None if it does not, or leaves the field out and so says nothing."""
        name = self.field_in(event)
        return name if name is not None and (not name or fields.get(name) is not None) else None

    @property
    def tellers(self) -> tuple[str, ...]:
        """The events that tell of it."""
        return tuple(event for event, _ in self.told_by)


@dataclass(frozen=True, slots=True)
class Share:
    """What a role is given of what others record, and until when: the kinds of information, and the named date whose day is the last."""

    role: str
    kinds: tuple[str, ...]
    until: str
    source: Source


@dataclass(frozen=True, slots=True)
class ForEach:
    """A duty for each point of a form that was answered so. What settles it names the point in its field ``matched_by``."""

    answer: str
    matched_by: str


@dataclass(frozen=True, slots=True)
class ClosesWith:
    """The answer with which an event closes a duty; with another one it does not."""

    field_name: str
    value: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A series: every so many months (or weeks), counted from the events in ``start``, then from the last one done."""

    start: tuple[str, ...]
    months: int | None = None
    weeks: int | None = None
    not_after: Due | None = None
    enough_within: str = ""  # a term


@dataclass(frozen=True, slots=True)
class Duty:
    """Someone must act. What opens it, what ends it, when it applies and by when it is due."""

    id: str
    label: str
    holder: tuple[str, ...]
    clauses: tuple[str, ...]
    source: Source
    together: Literal["any", "each"] = "any"
    opens: tuple[str, ...] = ()
    opens_on: Due | None = None
    during: str = ""
    opens_on_breach: bool = False
    closes: tuple[str, ...] = ()
    closes_with: ClosesWith | None = None
    lapses: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    due: Due | None = None
    every: Repeat | None = None
    per_round: bool = False
    help: str = ""
    for_each: ForEach | None = None
    names: str = ""  # the field of the event that opens it whose answer its label ends with


@dataclass(frozen=True, slots=True)
class Limit:
    """A second deadline on another duty; the earlier of the two applies."""

    duty: str
    due: Due
    when: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must hold before an event. A *must* refuses; a *should* can be passed over with a reason.

    ``reason``: what does not hold, which is still so when it has been passed over; ``asks``: what is asked of whoever records it.
    """

    id: str
    events: tuple[str, ...]
    needs: tuple[str, ...]
    level: Level
    reason: str
    source: Source
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    asks: str = ""

    @property
    def told(self) -> str:
        """All that is told to whoever is about to record it."""
        return f"{self.reason} {self.asks}".strip()


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be done; nobody has to."""

    id: str
    label: str
    holder: tuple[str, ...]
    source: Source
    during: str = ""
    when: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty with no end and no date of its own; it is nobody's turn."""

    id: str
    label: str
    holder: tuple[str, ...]
    during: str
    source: Source


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a decision table. ``then``: what it answers, as (name, value). Rows of a later ``step`` count only where none of an earlier one holds."""

    table: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    then: tuple[tuple[str, str], ...]
    note: str
    source: Source
    step: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that a decision table answers, with the values it can have and their Swedish labels."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """What a decision table asks and answers, and what several rows that hold mean together.

    ``agree``: they must say the same, or the answer is a conflict. ``first``: the first in the document decides. ``all``: all of them stand.
    """

    id: str
    label: str
    resolves: Resolves
    outcomes: tuple[Outcome, ...]
    source: Source
    help: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Why no rule follows from a clause, or what carries it instead."""

    status: Literal["definition", "principle", "carried-by"]
    by: str
    source: Source


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause: who it binds, what it says in plain Swedish, and how many blocks carry it."""

    id: str
    who: tuple[str, ...]
    section: str
    text: str
    line: int
    file: str = ""
    blocks: tuple[str, ...] = ()  # "duty book-enrolment-meeting", "event …", "note definition" …


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of one governing document, with the shared blocks it uses."""

    routine: str
    edition: str
    title: str
    legal_basis: tuple[str, ...]
    valid_from: date
    transition: str
    file: str
    clauses: dict[str, Clause]
    events: dict[str, EventType]
    spans: dict[str, SpanType]
    conditions: dict[str, Condition]
    duties: dict[str, Duty]
    limits: tuple[Limit, ...]
    requirements: tuple[Requirement, ...]
    offers: dict[str, Offer]
    standings: dict[str, Standing]
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]
    terms: dict[str, Term]
    roles: dict[str, Role]
    valid_until: date | None = None  # the day before the next edition's first day
    introduction: str = field(default="")
    tables: dict[str, DecisionTable] = field(default_factory=dict)  # those with a block; rules may do without
    dates: dict[str, NamedDate] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)  # by role

    def tellers(self, name: str) -> tuple[str, ...]:
        """The events that tell of what a date refers to: those of a named date, or the event itself."""
        named = self.dates.get(name)
        return named.tellers if named is not None else (name,)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal provision by code, what it was called before, and from when it applies."""

    code: str
    title: str
    former: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed lists that governing documents may use, each id with its Swedish label."""

    roles: dict[str, Role]
    parties: dict[str, str]  # whom a clause can bind besides the roles; never the holder of a duty
    information: dict[str, str]
    recipients: dict[str, str]
    recipient_sides: dict[str, str]  # the side of the routine that a recipient is, where it is one
    purposes: dict[str, str]
    protection: dict[str, str]
    legal_bases: dict[str, LegalBasis]
    adult_from: int | None = None  # the age from which nobody has a guardian; None where the documents do not say


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of blocks that several routines use: its own title and clauses."""

    id: str
    title: str
    file: str
    introduction: str
    clauses: dict[str, Clause]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that the governing documents say: routines by id, shared files, terms and the closed lists."""

    routines: dict[str, "Routine"]
    shared: dict[str, SharedFile]
    vocabulary: Vocabulary
    terms: dict[str, Term]


@dataclass(frozen=True, slots=True)
class Routine:
    """All editions of one routine, oldest first; exactly one is in force on any day from the first one's ``valid_from``."""

    id: str
    title: str
    editions: tuple[Edition, ...]
