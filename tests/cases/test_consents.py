"""The ledger of consents: what each one is on a day, what was shared under it, and who may see that."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hemvist import clock
from hemvist.cases.consents import Consent, consents_of
from hemvist.cases.correcting import annul
from hemvist.cases.covering import coverage
from hemvist.cases.entries import CaseNotFound, Entry, Refused
from hemvist.cases.ledger import LedgerEntry, view_ledger
from hemvist.cases.recording import record_event
from hemvist.cases.standing import standing_of
from hemvist.cases.viewing import view_case
from tests.cases.playing import Player, scenario, scenario_names
from tests.cases.town import Town, opened

SH = {
    "recipient": "external-party",
    "purpose": "social-health",
    "kinds": ["identity"],
    "given_by": "client",
    "form": "oral",
    "witness": "Kollegan",
}


def played(town: Town, name: str, most: int | None = None) -> Player:
    """Play a scenario through the record."""
    return Player(town, scenario(name), most=most).play()


def told(player: Player, today: date) -> list[tuple[str, str]]:
    """Each consent as (recipient, state)."""
    return [(c.recipient, c.state) for c in consents_of(player.file(), today)]


def ledger(town: Town, player: Player, who: str, moment: datetime) -> tuple[LedgerEntry, ...]:
    """The ledger as somebody sees it at a moment."""
    assert player.case
    with clock.set_to(moment):
        return view_ledger(town.viewer(who, clock.today()), player.case)


def at(day: str, hour: int = 12) -> datetime:
    """A moment of a day in Göteborg."""
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=clock.LOCAL_ZONE)


def test_a_consent_is_in_force_from_its_first_day_to_its_last(town: Town) -> None:
    """Both days count; before it is not yet, afterwards expired."""
    player = played(town, "kc-consent-expires-before-sending")
    towards = [c for c in consents_of(player.file(), date(2026, 1, 27)) if c.recipient == "kompetenscenter"]
    assert [(c.first_day, c.last_day) for c in towards] == [(date(2026, 1, 27), date(2026, 2, 10))]
    for day, state in (
        ("2026-01-26", "not-yet"),
        ("2026-01-27", "in-force"),
        ("2026-02-10", "in-force"),
        ("2026-02-11", "expired"),
    ):
        assert ("kompetenscenter", state) in told(player, date.fromisoformat(day))


def test_withdrawn_refused_and_renewed_are_told_apart(town: Town) -> None:
    """A withdrawal ends the one consent it is about; a refusal stands by itself; a newer consent takes the place of an older in force."""
    assert told(played(town, "kc-consent-withdrawn-then-renewed"), date(2026, 4, 8))[1:] == [
        ("kompetenscenter", "withdrawn"),
        ("kompetenscenter", "in-force"),
    ]


def test_a_refusal_followed_by_a_consent_stands_beside_it(town: Town) -> None:
    """The ledger keeps that the client first said no."""
    assert told(played(town, "kc-consent-refused-then-given"), date(2026, 2, 4))[1:] == [
        ("kompetenscenter", "refused"),
        ("kompetenscenter", "in-force"),
    ]


def test_a_newer_consent_takes_the_place_of_an_older_one_from_its_first_day(town: Town) -> None:
    """Given on 20 April to hold from the 30th: until then the old one is what the person wants."""
    player = played(town, "kc-consent-asked-before-it-ends")
    assert told(player, date(2026, 4, 29))[1:] == [("kompetenscenter", "in-force"), ("kompetenscenter", "not-yet")]
    assert told(player, date(2026, 4, 30))[1:] == [("kompetenscenter", "replaced"), ("kompetenscenter", "in-force")]
    assert told(player, date(2026, 5, 1))[1:] == [("kompetenscenter", "expired"), ("kompetenscenter", "in-force")]


def test_two_outside_parties_of_one_purpose_do_not_replace_each_other(town: Town) -> None:
    """Each party has its own consent, and a refusal that names one leaves the other."""
    player = played(town, "external-consent-asked-before-it-ends")
    outside = [c for c in consents_of(player.file(), date(2026, 3, 20)) if c.recipient == "external-party"]
    assert [(c.recipient_name, c.state) for c in outside] == [
        ("Vårdcentralen", "in-force"),
        ("Folkhögskolan", "in-force"),
        ("Folktandvården", "in-force"),
    ]
    assert player.case
    with clock.set_to(at("2026-04-21")):
        refusal = {"recipient": "external-party", "recipient_name": "vårdcentralen", "purpose": "social-health"}
        record_event(
            town.viewer("c-caseworker", clock.today()),
            player.case,
            Entry("consent-refused", clock.today(), dict(refusal)),
        )
    outside = [
        c for c in consents_of(player.file(), date(2026, 4, 21)) if c.was_given and c.recipient == "external-party"
    ]
    assert [c.state for c in outside] == ["refused", "in-force", "in-force"]


@pytest.mark.parametrize("name", [n for n in scenario_names() if "kc-consent" in n])
def test_the_ledger_and_the_grants_agree_on_what_is_covered(town: Town, name: str) -> None:
    """What the matrix says that Kompetenscenter may be told is what the executing side is granted, on the days after every story."""
    file = played(town, name).file()
    askable = frozenset(("identity", "booking", "assignment", "plan", "journal", "decision"))
    last = max(row.occurred_on for row in file.rows)
    for day in (last + timedelta(days=n) for n in range(0, 300, 3)):
        in_force = [c for c in consents_of(file, day) if c.state == "in-force" and c.recipient == "kompetenscenter"]
        covered = [c for c in coverage(standing_of(file).consents, askable, file.rows, day) if c.last_sequence is None]
        assert [frozenset(c.kinds) for c in in_force] == [c.kinds for c in covered], day


def kc(entries: tuple[LedgerEntry, ...]) -> list[LedgerEntry]:
    """Those towards Kompetenscenter, newest first."""
    return [each for each in entries if each.consent.recipient == "kompetenscenter"]


def test_what_was_shared_begins_with_the_assignment_and_ends_with_the_withdrawal(town: Town) -> None:
    """What the executing unit could see of the kinds that are covered, with whom and from which day; nothing of what came afterwards."""
    player = played(town, "kc-consent-withdrawn-mid-case")
    [entry] = kc(ledger(town, player, "c-caseworker", at("2026-04-10")))
    shared = {each.label: each for each in entry.shared}
    assert entry.consent.state == "withdrawn"
    assert shared["Uppdrag skickat till Kompetenscenter"].shared.parties[0] == "Enhet centre"
    assert shared["Uppdrag skickat till Kompetenscenter"].shared.on == date(2026, 2, 3)
    assert shared["Beslut om insatsen fattat"].shared.on == date(2026, 2, 3), (
        "decided before, seen from the assignment on"
    )
    assert "Inskrivningsmöte bokat i GWA" in shared
    assert not {"Insatsen avslutad", "Samtycke till Kompetenscenter återtaget"} & set(shared)
    assert {each.information for each in entry.shared} <= {
        "identity",
        "booking",
        "assignment",
        "plan",
        "journal",
        "decision",
        "collaboration",
        "protection",
    }


def test_before_the_assignment_nothing_is_shared(town: Town) -> None:
    """A consent alone tells nobody anything."""
    [entry] = kc(ledger(town, played(town, "kc-consent-withdrawn-before-assignment"), "c-caseworker", at("2026-02-03")))
    assert (entry.consent.state, entry.shared, entry.openings) == ("withdrawn", (), ())


def test_what_a_form_sent_elsewhere_shared_stands_under_its_consent(town: Town) -> None:
    """The forms to the employment service and the contact with an outside party are shared by the act of sending."""
    entries = ledger(town, played(town, "af-consent-withdrawn-after-informing"), "c-caseworker", at("2026-01-27"))
    assert [(e.consent.recipient, [(s.label, s.shared.parties) for s in e.shared]) for e in entries] == [
        ("arbetsformedlingen", [("Blanketterna skickade till Arbetsförmedlingen", ("Arbetsförmedlingen",))])
    ]


def test_who_on_the_other_side_opened_the_case_is_told_with_the_moment(town: Town) -> None:
    """Only openings while the consent counted, of those who work where the assignment is carried out."""
    player = played(town, "kc-consent-withdrawn-mid-case", most=20)
    assert player.case
    for who, moment in (("consultant", at("2026-02-24", 9)), ("c-lead", at("2026-02-24", 10))):
        with clock.set_to(moment):
            view_case(town.viewer(who, clock.today()), player.case, "case")
    [entry] = kc(ledger(town, player, "c-caseworker", at("2026-02-25")))
    assert entry.openings is not None
    assert [(each.name, each.at) for each in entry.openings] == [("Consultant", at("2026-02-24", 9))]


def test_the_ledger_is_seen_by_those_who_may_see_consents(town: Town) -> None:
    """The executing side was not given that kind: it sees only a consent that it recorded itself, and no names of who opened the case."""
    player = played(town, "external-consent-withdrawn")
    mine = ledger(town, player, "consultant", at("2026-03-20"))
    assert [each.consent.recipient_name for each in mine] == ["Folkhögskolan"]
    assert mine[0].openings is None
    assert len(ledger(town, player, "c-caseworker", at("2026-03-20"))) == 4


def test_a_longer_ledger_takes_no_more_queries(town: Town) -> None:
    """Four consents cost as many questions to the database as two."""
    asked = []
    for name, day in (
        ("kc-consent-oral-with-witness", "2026-02-03"),
        ("external-consent-withdrawn", "2026-03-20"),
    ):
        player = played(town, name)
        with CaptureQueriesContext(connection) as queries:
            ledger(town, player, "c-caseworker", at(day))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_case_that_is_not_seen_has_no_ledger(town: Town) -> None:
    """Denied looks like not found."""
    player = played(town, "kc-consent-oral-with-witness", most=13)
    with pytest.raises(CaseNotFound):
        ledger(town, player, "h-caseworker", at("2026-02-03"))


def test_a_consent_taken_back_as_wrong_is_not_in_the_ledger(town: Town) -> None:
    """It was never given."""
    player = played(town, "kc-consent-oral-with-witness")
    consents: tuple[Consent, ...] = consents_of(player.file(), date(2026, 2, 3))
    assert player.case
    with clock.set_to(at("2026-02-04")):
        annul(town.viewer("c-caseworker", clock.today()), player.case, consents[-1].row.uid, "Gällde en annan klient.")
    assert "kompetenscenter" not in dict(told(player, date(2026, 2, 4)))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"witness": ""}, "consent-without-witness"),
        ({"form": "written"}, "consent-without-reference"),
        ({"first_day": "2020-01-01"}, "consent-before-it-was-given"),
        ({"first_day": "2026-03-10", "last_day": "2026-03-09"}, "consent-ends-before-it-begins"),
        ({"last_day": "2026-03-01"}, "consent-already-over"),
        ({"kinds": []}, "field-missing"),
        ({"kinds": ["everything"]}, "field-choice"),
        ({"given_by": ""}, "field-missing"),
    ],
)
def test_a_consent_that_cannot_be_right_is_refused(town: Town, wrong: dict[str, object], code: str) -> None:
    """Each with its own code beside its own field; nothing is recorded."""
    case = opened(town)
    fields = SH | {"recipient_name": "Vårdcentralen"} | wrong
    with pytest.raises(Refused) as refused:
        record_event(town.viewer("c-caseworker"), case, Entry("consent-given", clock.today(), dict(fields)))
    assert refused.value.codes == (code,)
