"""A small governing document made by hand, with one of each kind of block: a visit is asked for, booked, held or missed, and followed up."""

from datetime import date

from hemvist.routines.model import (
    Clause,
    Condition,
    Due,
    Duty,
    Edition,
    EventType,
    Limit,
    Note,
    Offer,
    Repeat,
    Requirement,
    Role,
    Source,
    SpanType,
    Standing,
    Term,
)

FILE = "visits/e1.md"
ROLES = {
    "caseworker": Role("caseworker", "Socialsekreterare", "decider"),
    "coordinator": Role("coordinator", "Samordnare", "executor"),
    "consultant": Role("consultant", "Arbetsmarknadskonsulent", "executor", "coordinator"),
}
TERMS = {
    "promptly": Term("promptly", "skyndsamt", "local setting", working_days=5),
    "in_two_weeks": Term("in_two_weeks", "två veckor", "B-20", weeks=2),
}


def at(clause: str) -> Source:
    """Where a block stands."""
    return Source(FILE, 1, clause)


def event(name: str, label: str, role: str = "caseworker", clause: str = "B-10") -> EventType:
    """An event that one role records."""
    return EventType(name, label, "act", (role,), "booking", at(clause))


def duty(
    name: str, label: str, holder: tuple[str, ...] = ("caseworker",), clause: str = "B-10", **keys: object
) -> Duty:
    """A duty of one clause."""
    return Duty(name, label, holder, (clause,), at(clause), **keys)  # type: ignore[arg-type]


EVENTS = [
    event("asked", "Besök efterfrågat", clause="B-01"),
    event("booked", "Besök bokat"),
    event("held", "Besök genomfört", "consultant", "B-20"),
    event("missed", "Uteblivet besök", "consultant", "B-21"),
    event("new-time", "Ny tid föreslagen", "consultant", "B-21"),
    event("followed-up", "Uppföljning genomförd", clause="B-30"),
    event("ended", "Besöken avslutade", clause="B-40"),
]
DUTIES = [
    duty(
        "book",
        "Boka besök",
        opens=("asked", "new-time"),
        closes=("booked",),
        due=Due("after", term="promptly"),
        unless=("protected",),
    ),
    duty("prepare", "Läsa underlaget", ("consultant",), opens=("booked",), closes=("held", "missed")),
    duty(
        "come-to-visit", "Notera vad besöket gav", ("consultant",), "B-20", opens=("booked",), closes=("held", "missed")
    ),
    duty(
        "offer-time",
        "Föreslå ny tid",
        ("consultant",),
        "B-21",
        opens=("missed",),
        closes=("new-time",),
        due=Due("after", "missed", weeks=2),
    ),
    duty("talk", "Tala med den enskilde", clause="B-21", opens=("missed",), closes=("new-time",)),
    duty(
        "follow-up",
        "Följa upp",
        ("caseworker", "consultant"),
        "B-30",
        together="each",
        during="visits",
        closes=("followed-up",),
        every=Repeat(("held",), months=3, not_after=Due("before", "ended", days=1), enough_within="in_two_weeks"),
    ),
    duty(
        "close", "Avsluta i SF:s system", clause="B-40", opens=("ended",), closes=(), lapses=("asked",), per_round=True
    ),
]
CLAUSES = [
    Clause("B-01", ("caseworker",), "Före besöket", "Besök kan efterfrågas.", 1, ("event asked",)),
    Clause(
        "B-10",
        ("caseworker", "consultant"),
        "Före besöket",
        "Besöket bokas och förbereds.",
        5,
        ("duty book", "duty prepare"),
    ),
    Clause("B-20", ("consultant",), "Besöket", "Vad besöket gav skrivs ner.", 9, ("duty come-to-visit",)),
    Clause(
        "B-21", ("caseworker", "consultant"), "Uteblivet besök", "Ny tid ordnas.", 12, ("duty offer-time", "duty talk")
    ),
    Clause("B-30", ("caseworker", "consultant"), "Uppföljning", "Besöken följs upp.", 15, ("duty follow-up",)),
    Clause("B-40", ("caseworker",), "Avslut", "Besöken avslutas.", 18, ("duty close",)),
    Clause("B-50", ("caseworker",), "Avslut", "Ett besök är ett möte.", 20, ("note definition",)),
]


def small_edition(edition: str = "e1", **changes: object) -> Edition:
    """The document whole; `changes` replace parts of it."""
    parts: dict[str, object] = {
        "routine": "visits",
        "edition": edition,
        "title": "Besök",
        "legal_basis": ("SOL_2025_12_4",),
        "valid_from": date(2025, 1, 1),
        "transition": "pinned-per-round",
        "file": FILE,
        "clauses": {each.id: each for each in CLAUSES},
        "events": {each.id: each for each in EVENTS},
        "spans": {"visits": SpanType("visits", "Besöken pågår", ("held",), ("ended",), at("B-20"))},
        "conditions": {
            "protected": Condition(
                "protected", "Personen har skyddade uppgifter", "happened", at("B-10"), event="asked"
            ),
            "consented": Condition("consented", "Samtycke finns", "happened", at("B-10"), event="asked"),
        },
        "duties": {each.id: each for each in DUTIES},
        "limits": (Limit("book", Due("before", "held", days=2), ("consented",), at("B-10")),),
        "requirements": (
            Requirement(
                "consent-first",
                ("booked",),
                ("consented",),
                "must",
                "Samtycke saknas.",
                at("B-10"),
                unless=("protected",),
            ),
            Requirement("talk-first", ("ended",), ("follow-up",), "should", "Följ upp först.", at("B-40")),
        ),
        "offers": {"more": Offer("more", "Boka fler besök", ("caseworker",), at("B-30"), during="visits")},
        "standings": {"watch": Standing("watch", "Anteckna det som är viktigt", ("consultant",), "visits", at("B-30"))},
        "rules": (),
        "notes": (Note("definition", "", at("B-50")),),
        "terms": TERMS,
        "roles": ROLES,
    }
    return Edition(**(parts | changes))  # type: ignore[arg-type]
