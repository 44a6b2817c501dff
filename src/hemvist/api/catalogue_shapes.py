"""The catalogue and the governing documents, as the API gives them."""

from datetime import date
from typing import Literal

from pydantic import Field

from hemvist.api.shapes import NameShape, Shape, told

Side = Literal["decider", "executor", "other"]


class ChoiceShape(Shape):
    """One answer that a field can have."""

    value: str = told("The answer.", "wish")
    label: str = told("The same in Swedish.", "Önskemål")


class FieldShape(Shape):
    """One thing that an event tells."""

    name: str = told("The field.", "kind")
    type: str = told("The type of the answer.", "choice")
    label: str = told("The question, in Swedish.", "Vad är det?")
    help: str = told("What to think of, in Swedish.", "")
    choices: list[ChoiceShape] = Field(description="The answers that can be given; empty where any can.")
    is_required: bool = told("Whether it must be answered.", True)
    may_be_unknown: bool = told("Whether unknown is an answer.", False)


class EventTypeShape(Shape):
    """Something that can be recorded in a case."""

    id: str = told("The event type.", "wish-noted")
    label: str = told("The same in Swedish.", "Önskemål eller invändning noterad")
    nature: str = told("act: somebody does it; fact: it has become known.", "fact")
    information: str = told("The kind of information that it is.", "assessment")
    recorded_by: list[str] = told("The roles that record it.", ["caseworker"])
    about: list[str] = told("The event types that it can concern.", [])
    clause: str = told("The clause that it comes from.", "GEM-01")
    fields: list[FieldShape] = Field(description="What it tells.")


class LabelledShape(Shape):
    """A word of a closed list."""

    id: str = told("The word.", "booking")
    label: str = told("The same in Swedish.", "Tider och platser")


class UnitShape(NameShape):
    """A unit of an administration."""

    administration: NameShape = Field(description="Its administration.")
    board: NameShape = Field(
        description="The board under which that is: the authority, and controller of the personal data."
    )
    side: Side = told("What the administration does in a referral.", "decider")


class EditionSummary(Shape):
    """An edition of a routine."""

    routine: str = told("The routine.", "kompetenscenter")
    edition: str = told("The edition.", "e2")
    title: str = told("The title, in Swedish.", "Anvisning till insats på Kompetenscenter")
    valid_from: date = told("The first day on which it applies.", "2025-11-01")
    valid_until: date | None = told("The last one; null where none is set.", None)


class ClauseShape(Shape):
    """A clause of a governing document."""

    id: str = told("The clause.", "KC-40")
    who: list[str] = told("Whom it binds.", ["caseworker"])
    section: str = told("The section that it stands in, in Swedish.", "Inför inskrivningsmöte")
    text: str = told("What it says, in plain Swedish.", "Socialsekreteraren bokar mötet.")
    blocks: list[str] = told("What carries it.", ["duty book-enrolment-meeting"])


class DutyTypeShape(Shape):
    """A duty that a routine gives."""

    id: str = told("The duty.", "book-enrolment-meeting")
    label: str = told("What is to be done, in Swedish.", "Boka inskrivningsmöte")
    holder: list[str] = told("The roles whose duty it is.", ["caseworker"])
    clauses: list[str] = told("The clauses that ask for it.", ["KC-40"])
    opens: list[str] = told("The event types that open it.", ["assignment-sent"])
    closes: list[str] = told("The event types that do it.", ["enrolment-meeting-booked"])


class RequirementShape(Shape):
    """What must or should hold before something is recorded."""

    id: str = told("The requirement.", "consent-before-booking")
    clause: str = told("The clause that it stands in.", "KC-33")
    level: Literal["must", "should"] = told("Whether it can be passed over.", "must")
    events: list[str] = told("The event types that it is about.", ["enrolment-meeting-booked"])
    reason: str = told("What is told where it does not hold, in Swedish.", "Samtycke till Kompetenscenter saknas.")


class TermShape(Shape):
    """A length of time with a name."""

    id: str = told("The name.", "promptly")
    label: str = told("The same in Swedish.", "skyndsamt")
    is_local: bool = told("Whether the city, and not a document, gives the number.", True)
    source: str = told("Where the number comes from.", "local setting")
    days: int | None = told("How many days.", None)
    working_days: int | None = told("How many working days.", 5)
    weeks: int | None = told("How many weeks.", None)
    months: int | None = told("How many months.", None)


class EditionShape(EditionSummary):
    """An edition of a routine, whole."""

    legal_basis: list[str] = told("The provisions that it rests on.", ["SOL_2025_12_4"])
    transition: str = told("What becomes of cases that began under another edition.", "pinned-per-round")
    clauses: list[ClauseShape] = Field(description="Its clauses, in order.")
    event_types: list[EventTypeShape] = Field(description="What can be recorded.")
    duties: list[DutyTypeShape] = Field(description="The duties.")
    requirements: list[RequirementShape] = Field(description="What must or should hold first.")
    terms: list[TermShape] = Field(description="The lengths of time that it uses.")


class CountShape(Shape):
    """How many cases there are of one sort."""

    routine: str = told("The routine.", "kompetenscenter")
    state: Literal["open", "ending", "closed"] = told("Where they stand.", "open")
    unit: NameShape = Field(description="The unit that handles them.")
    cases: int | None = told("How many; null where they are so few that somebody could be told by it.", 12)


class CaseCounts(Shape):
    """Counts of cases."""

    items: list[CountShape] = Field(description="Every sort of which there is any case.")
    smallest_shown: int = told("Smaller counts are not told. The city's own number.", 5)
    is_complete: bool = told("Whether all cases that the account sees were counted, or only the newest.", True)
