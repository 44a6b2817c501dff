"""Cases as the API gives them, and what stands in one. What the account is not granted was left out before it came here."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field, StrictInt

from hemvist.api.shapes import Given, GivenDay, GivenMoment, Moment, NameShape, ReasonShape, Shape, told

A_CASE = "0b6f3c1e-6b0a-4c07-9a43-0c7d1f1c2a11"
AN_EVENT = "5d1f0f0a6c0e4f1b9d7c0a5d0c4f3b11"
DOCUMENT_ID = r"^[0-9a-z-]{1,40}$"
EVENT_ID = r"^[0-9A-Za-z-]{1,40}$"
CaseState = Literal["open", "ending", "closed"]
MeetingState = Literal["booked", "moved", "cancelled", "held", "missed"]
ParticipantKind = Literal["worker", "client", "interpreter", "external"]
Value = str | StrictInt | list[str] | None


class CaseSummary(Shape):
    """A case in a list."""

    id: UUID = told("The id of the case.", A_CASE)
    reference: str = told("The number that people quote.", "KC-2026-000123")
    person: str | None = told("The person's name; null where it is not granted.", "Karin Östlund")
    routine: str = told("The routine that the case goes by.", "kompetenscenter")
    edition: str = told("The edition of the routine.", "e2")
    state: CaseState = told("Where the case stands.", "open")
    opened_on: date = told("The day on which it was opened.", "2026-02-02")
    owner: NameShape = Field(description="The unit that handles it.")
    executor: NameShape | None = Field(description="The unit that executes the assignment; null if none.")


class NumberShape(Shape):
    """An identity number."""

    kind: Literal["personal", "coordination", "reserve"] = told("What kind of number it is.", "personal")
    number: str = told("Twelve characters.", "199103022381")


class PersonShape(Shape):
    """Whom a case is about, as far as it is granted."""

    id: UUID = told("The id of the person with this board.", "9b1a7f56-6a55-4a5b-8a6a-3f6f0b7a2c10")
    name: str = told("The name.", "Karin Östlund")
    numbers: list[NumberShape] = Field(description="The identity numbers in force.")
    birth_date: date | None = told("The birth date; null where it is not known.", "1991-03-02")
    city_area: str = told("The part of the city; empty where it is not known, or nothing new is opened.", "Hisingen")
    phone: str = told("The telephone number; empty likewise.", "")
    address: str = told("The address; empty likewise.", "")


class PartyShape(Shape):
    """Who holds a role in a case."""

    role: str = told("The role.", "caseworker")
    worker: NameShape = Field(description="The worker.")
    since: date = told("From which day.", "2026-02-02")


class PeriodShape(Shape):
    """A period: coming, in force or ended. Both days are included."""

    id: str = told("What kind of period it is.", "decision")
    label: str = told("The same in Swedish.", "Beslut om anvisning")
    begun_by: str = told("The event that began it.", AN_EVENT)
    first_day: date = told("The first day.", "2026-02-02")
    last_day: date | None = told("The last day; null where there is none yet.", "2026-08-01")
    state: Literal["coming", "in force", "ended"] = told("Where it stands today.", "in force")


class CaseShape(CaseSummary):
    """A case, as the account may see it."""

    valid_until: date | None = told("The last day of what is in force now.", "2026-08-01")
    is_limited: bool = told("Whether nothing new of the deciding side's is opened to the account any more.", False)
    kinds: list[str] = told("The kinds of information that are granted; * for all.", ["*"])
    grounds: list[str] = told("The grounds on which they are.", ["own-board"])
    about: PersonShape | None = Field(description="Whom it is about; null where that is not granted.")
    parties: list[PartyShape] = Field(description="Who holds which role in the case.")
    periods: list[PeriodShape] = Field(description="The periods of the case.")


class AnswerShape(Shape):
    """One answer of an event."""

    name: str = told("The field that it answers, as in the catalogue.", "place")
    label: str = told("The same in Swedish.", "Plats")
    type: str = told("The type of the field, as in the catalogue.", "text")
    value: Value = told(
        "The answer; null where it is not known. Days are full dates, moments RFC 3339 in UTC, workers and units ids.",
        "Gamlestadstorget 7",
    )
    text: str | None = told("The answer as a page shows it, in Swedish and local time.", "Gamlestadstorget 7")


class EventShape(Shape):
    """Something that was recorded in a case."""

    id: str = told("The id of the event.", AN_EVENT)
    type: str = told("What kind of event it is, as in the catalogue.", "enrolment-meeting-booked")
    label: str = told("The same in Swedish.", "Inskrivningsmöte bokat")
    information: str = told("The kind of information that it is.", "booking")
    clause: str = told("The clause of the governing document that it comes from.", "KC-40")
    occurred_on: date = told("The local day on which it happened.", "2026-02-10")
    occurred_at: Moment | None = told(
        "The moment at which it happened; null where the time of day was not given.", None
    )
    recorded_at: Moment = told("The moment at which it was recorded.", "2026-02-10T09:12:03.000000Z")
    recorded_by: str = told("The name of who recorded it.", "Anna Lindqvist")
    role: str = told("The role in which they did, in Swedish.", "Socialsekreterare")
    answers: list[AnswerShape] = Field(description="Its answers, in the order of the form.")
    about: str | None = told("The earlier event that it concerns.", None)
    annuls: str | None = told("The event that it takes back.", None)
    annulled_by: str | None = told("The event that took it back.", None)
    passed_over: str = told("The reason for recording it against a requirement; empty otherwise.", "")
    reason: str = told("Why it takes the place of another; empty otherwise.", "")


class DutyShape(Shape):
    """Something that somebody must do in a case."""

    duty: str = told("Which duty of the routine it is.", "book-enrolment-meeting")
    instance: str = told("Which time; stays the same.", AN_EVENT)
    label: str = told("What is to be done, in Swedish.", "Boka inskrivningsmöte")
    state: Literal["open", "waiting", "undetermined", "done", "cancelled", "lapsed"] = told("Where it stands.", "open")
    roles: list[str] = told("The roles whose turn it is.", ["caseworker"])
    clauses: list[str] = told("The clauses that ask for it.", ["KC-40"])
    edition: str = told("The edition of the routine that they stand in.", "e2")
    opened_on: date = told("The day from which it is there.", "2026-02-03")
    due_on: date | None = told("The last day for it; null where none is known.", "2026-02-17")
    due_is_local: bool = told("Whether the city, and not the document, says how long.", True)
    late_days: int = told("How many days late it is today.", 0)
    done_on: date | None = told("The day on which it was done.", None)
    waiting_for: list[ReasonShape] = Field(description="What it waits for.")
    missing: list[str] = told("The facts that must be known first.", [])
    closed_by: list[str] = told("The event types that do it.", ["enrolment-meeting-booked"])


class ParticipantShape(Shape):
    """Who takes part in a meeting."""

    kind: ParticipantKind = told("What they are.", "worker")
    label: str = told("The same in Swedish.", "Socialsekreterare")
    name: str = told("The name of a worker; empty for all others.", "Anna Lindqvist")


class MinutesShape(Shape):
    """What was written of a meeting."""

    event: str = told("The event that holds it.", AN_EVENT)
    on: date = told("The day of the meeting.", "2026-02-20")
    attended: list[str] = told("Who came, in Swedish.", ["Personen själv"])
    notes: str = told("What was said.", "Planen gicks igenom.")
    decided: str = told("What was decided.", "")


class MeetingShape(Shape):
    """A meeting: its booking, and all that was later said of it."""

    id: str = told("The id of the meeting: the event that first booked it.", AN_EVENT)
    booking: str = told("The event that booked the time it has now.", AN_EVENT)
    label: str = told("What kind of meeting it is, in Swedish.", "Inskrivningsmöte bokat")
    starts: Moment = told("When it starts.", "2026-02-20T12:00:00Z")
    ends: Moment = told("When it ends; the city's usual length where no other is known.", "2026-02-20T13:00:00Z")
    place: str = told("Where; the address of a video meeting.", "Gamlestadstorget 7")
    is_video: bool = told("Whether it is held by video.", False)
    state: MeetingState = told("Where it stands; moved: there is no new time yet.", "booked")
    reason: str = told("Why it was moved or cancelled.", "")
    times_changed: int = told("How many times its time or place has changed.", 0)
    participants: list[ParticipantShape] = Field(description="Who takes part.")
    minutes: MinutesShape | None = Field(
        description="What was written of it; null while nothing has been, or where it is not granted."
    )


class ConsentShape(Shape):
    """A consent, or a refusal."""

    event: str = told("The event that tells of it.", AN_EVENT)
    state: Literal["in-force", "not-yet", "expired", "withdrawn", "refused", "replaced"] = told(
        "Where it stands today.", "in-force"
    )
    was_given: bool = told("Whether the person consented.", True)
    recipient: str = told("Towards whom.", "kompetenscenter")
    recipient_name: str = told("The party's name, where the recipient is one of many.", "")
    purpose: str = told("For what.", "referral")
    kinds: list[str] = told("The kinds of information that it covers.", ["booking", "plan"])
    given_on: date = told("The day on which the person said so.", "2026-02-02")
    first_day: date = told("The first day that it covers.", "2026-02-02")
    last_day: date | None = told("The last day; null where it lasts until it is withdrawn.", "2027-02-01")
    recorded_by: str = told("The name of who recorded it.", "Anna Lindqvist")
    shared: list[str] = told("The events that were shared under it and that the account may see.", [AN_EVENT])


class RecordableShape(Shape):
    """An event type, and whether it can be recorded now."""

    type: str = told("The event type, as in the catalogue.", "enrolment-meeting-booked")
    label: str = told("The same in Swedish.", "Inskrivningsmöte bokat")
    is_allowed: bool = told("Whether nothing that must hold is against it.", False)
    reasons: list[ReasonShape] = Field(description="What is against it.")


class DocumentShape(Shape):
    """A letter that was made, or a document that was attached."""

    id: str = told("The id of the document.", "7c9e6679f5f54a0f9d7c0a5d0c4f3b11")
    event: str = told("The event that tells of it; its answers say more.", AN_EVENT)
    label: str = told("What it is, in Swedish.", "Brev gjort")
    made_on: date = told("The local day on which it was made or came in.", "2026-02-10")
    digest: str = told(
        "The SHA-256 of the document.", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )


class AnswerGiven(Given):
    """One answer."""

    name: str = told("The field, as in the catalogue.", "place", min_length=1, max_length=60)
    value: Value = told(
        "The answer. Days are full dates, moments RFC 3339 with an offset, workers and units ids; null where it is not known.",
        "Gamlestadstorget 7",
    )


class EventGiven(Given):
    """An event to record."""

    type: str = told("The event type, as in the catalogue.", "enrolment-meeting-booked", min_length=1, max_length=60)
    occurred_on: GivenDay = told("The local day on which it happened.", "2026-02-10")
    occurred_at: GivenMoment | None = told("The moment at which it happened, on that day.", None, default=None)
    answers: list[AnswerGiven] = Field(
        default=[], max_length=200, description="Its answers. What is not answered is not known."
    )
    about: str | None = told("The earlier event that it concerns.", None, default=None, pattern=EVENT_ID)
    passed_over: str = told(
        "The reason, where it is recorded against what should have held.", "", default="", max_length=4000
    )


class RecordedShape(Shape):
    """An event that was recorded."""

    event: str = told("The id of the event.", AN_EVENT)
    is_repeated: bool = told(
        "Whether it stood there already, by an earlier request with the same Idempotency-Key.", False
    )


class TurnShape(Shape):
    """A duty in the work list: whose turn it is in which case."""

    case: UUID = told("The id of the case.", A_CASE)
    reference: str = told("The number that people quote.", "KC-2026-000123")
    person: str | None = told("The person's name; null where it is not granted.", "Karin Östlund")
    duty: str = told("Which duty of the routine it is.", "book-enrolment-meeting")
    instance: str = told("Which time; stays the same.", AN_EVENT)
    label: str = told("What is to be done, in Swedish.", "Boka inskrivningsmöte")
    routine: str = told("The routine.", "kompetenscenter")
    edition: str = told("The edition of the routine.", "e2")
    role: str = told("The role whose turn it is.", "caseworker")
    unit: NameShape = Field(description="The unit where it is.")
    assignee: str | None = told("The name of who has the turn; null where it is the unit's.", "Anna Lindqvist")
    information: str = told("The kind of information that it is about.", "booking")
    state: Literal["open", "waiting", "undetermined"] = told("Where it stands.", "open")
    clauses: list[str] = told("The clauses that ask for it.", ["KC-40"])
    opened_on: date = told("The day from which it is there.", "2026-02-03")
    due_on: date | None = told("The last day for it.", "2026-02-17")
    due_is_local: bool = told("Whether the city, and not the document, says how long.", True)
    waiting_for: str = told("What it waits for, in Swedish; empty where it does not.", "")
    missing: str = told("What must be known first, in Swedish.", "")


class BookedShape(Shape):
    """A meeting, in the calendar."""

    case: UUID = told("The id of the case.", A_CASE)
    reference: str = told("The number that people quote.", "KC-2026-000123")
    person: str = told("The person's name; empty where it is not granted.", "Karin Östlund")
    label: str = told("What kind of meeting it is, in Swedish.", "Inskrivningsmöte bokat")
    starts: Moment = told("When it starts.", "2026-02-20T12:00:00Z")
    place: str = told("Where.", "Gamlestadstorget 7")
    outcome_label: str = told("What came of it, in Swedish.", "")


class PersonSearch(Given):
    """Whom to look for."""

    text: str = told(
        "A name, or the beginning of one; an identity number; or a case number.",
        "Östlund",
        min_length=1,
        max_length=200,
    )


class FoundShape(Shape):
    """A case that was found."""

    case: UUID = told("The id of the case.", A_CASE)
    reference: str = told("The number that people quote.", "KC-2026-000123")
    person: str | None = told("The person's name; null where it is not granted.", "Karin Östlund")
    routine: str = told("The routine.", "kompetenscenter")
    state: CaseState = told("Where the case stands.", "open")
    unit: str = told("The name of the unit that handles it.", "Försörjning 1")


class FoundCases(Shape):
    """What a search found: at most twenty."""

    items: list[FoundShape] = Field(description="The cases.")
