"""What every kind of letter would be given in one made-up case: the same each time, so that pages can be compared."""

from typing import Any

from hemvist.cases.library import library
from hemvist.letters.kinds import Kind
from hemvist.letters.translating import translation_to

LONG = (
    "Arbetslös sedan april 2025 och har inte haft arbete i Sverige. Utbildad till undersköterska i hemlandet, och behöver stöd med svenska"
    " och med att få utbildningen validerad.\nVill arbeta inom vården på sikt."
)
FACTS: dict[str, Any] = {
    "name": "Elsa Lindqvist",
    "number": "19910302-2381",
    "decided_on": "2026-02-02",
    "decided_by": "Sara Öberg",
    "first_day": "2026-02-02",
    "last_day": "2027-02-01",
    "provision": "12 kap. 4 § socialtjänstlagen (2025:400)",
    "reasons": LONG,
    "programme_reasons": "Arbetsförmedlingen har inget program som passar just nu.",
    "caseworker": "Sara Öberg",
    "updated_on": "2026-01-28",
    "with_client": "yes",
    "needs": LONG,
    "changes": "Nytt mål: validering.",
    "orientation": ["Arbetsmarknad", "Rehabilitering"],
    "areas": "Språk, hälsa och arbetslivserfarenhet.",
    "unit": "Försörjningsstöd Centrum 2",
    "asked": ["Vem personen är och hur hen nås", "Tider och platser", "Uppdraget och hur det genomförs"],
    "agreed": ["Vem personen är och hur hen nås", "Uppdraget och hur det genomförs"],
    "given_on": "2026-01-20",
    "purposes": [
        "Samordning inom det sociala eller hälsorelaterade området",
        "Samordning inom det kompetenshöjande eller jobbinriktade området",
    ],
    "party": "Vårdcentralen Gamlestaden",
    "purpose": "Samordning inom det sociala eller hälsorelaterade området",
    "recipient": "Extern part",
    "sent_on": "2026-02-03",
    "receiver": "Kompetenscenter Centrum",
    "contents": "Språkstödd praktik tre dagar i veckan och jobbsökarkurs.",
    "goals": "Vara i ordinarie studier till hösten 2027.\nKlara svenska som andraspråk.",
    "starts": {"day": "2026-02-10", "time": "13.00"},
    "place": "Kompetenscenter, Exempelgatan 1, rum 3",
    "interpreter": "arabiska",
    "drawn_up_on": "2026-02-20",
    "drawn_up_by": "Karim Nilsson",
    "with_participant": "yes",
    "activities": "Praktik på äldreboende måndag–onsdag.\nSFI kurs D torsdag och fredag.",
    "held_on": "2026-05-20",
    "written_by": "Karim Nilsson",
    "progress": "Praktiken går bra. Närvaron är hög.",
    "client_view": "Trivs, men vill ha mer språkstöd.",
    "report": "Målen är på väg att nås.",
    "social_health_need": "no",
    "unmet_needs": "yes",
    "competence_job_need": "no",
    "parallel_interventions": "Samtalsstöd.",
    "complementary_activities": "Studiebesök.",
    "unmet_needs_which": "Barnomsorg på kvällar.",
    "written_on": "2027-01-30",
    "ended_on": "2027-01-28",
    "goals_reached": "Delvis",
}
BLANK = {"consent-af-direct", "consent-kc", "consent-external", "consent-probation"}
"""Forms that are shown as before anybody has answered."""
PLACES = {"invitation-video": "https://video.example.org/4711", "invitation-visit": "Exempelgatan 1, rum 3"}
"""Where the meeting is, in those that are not about one at the centre."""


def sample(kind: Kind, **changed: Any) -> dict[str, Any]:
    """What the template of a kind is given; ``changed`` are facts with other values."""
    facts = {name: FACTS[name] for name, _, _ in kind.all_facts}
    if kind.id in BLANK:
        facts |= {name: None for name in kind.optional if name != "number"}
    facts |= {"place": PLACES[kind.id]} if kind.id in PLACES else {}
    facts |= changed
    protected = kind.id == "work-plan"
    return {
        "title": kind.title,
        "reference": "KC-2026-000123",
        "day": "2026-02-03",
        "protected": protected,
        "sender": {
            "board": "Socialnämnden Centrum",
            "administration": "Socialförvaltningen Centrum",
            "unit": "Försörjningsstöd Centrum 2",
            "telephone": "" if protected else "031-390 06 00",
        },
        "handler": {
            "name": "Sara Öberg",
            "role": "Socialsekreterare",
            "telephone": "" if protected else "031-390 06 49",
        },
        "recipient": {
            "name": FACTS["name"] if kind.to == "client" else library().vocabulary.recipients[kind.to],
            "lines": ["Björkvägen 3 B", "123 45 Exempelby"] if kind.id == "decision" else [],
        },
        "facts": facts,
        "translation": translation_to(facts.get("interpreter")) if kind.second_language else None,
    }
