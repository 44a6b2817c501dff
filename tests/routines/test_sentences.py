"""Sentences made from blocks."""

from hemvist.routines.sentences import (
    blocks_of,
    date_sentence,
    duty_sentences,
    lowered,
    offer_sentences,
    requirement_sentences,
    rule_sentences,
    share_sentence,
    span_sentence,
    standing_sentences,
    table_sentences,
)
from tests.routines.examples import library, stays
from tests.support.small_edition import small_edition

EDITION = small_edition()


def test_a_duty_says_who_what_by_when_and_after_what() -> None:
    """The number of a local term is shown as the city's own."""
    assert duty_sentences(EDITION, EDITION.duties["book"]) == (
        "Socialsekreterare: Boka besök – inom 5 arbetsdagar (skyndsamt, lokal inställning) efter ”Besök efterfrågat” eller ”Ny tid föreslagen”.",
        "Gäller inte om personen har skyddade uppgifter.",
        "Klart med ”Besök bokat”.",
        "Dessutom senast 2 dagar före ”Besök genomfört” om samtycke finns (B-10).",
    )


def test_a_deadline_counted_from_another_event_names_it() -> None:
    """What opens the duty and what its time is counted from are told apart."""
    assert duty_sentences(EDITION, EDITION.duties["offer-time"])[0] == (
        "Arbetsmarknadskonsulent: Föreslå ny tid – inom 2 veckor efter ”Uteblivet besök” när detta hänt: ”Uteblivet besök”."
    )


def test_a_repeating_duty_says_how_often_and_its_last_day() -> None:
    """The interval, the cap and what is enough are told; so is that each role has it."""
    assert duty_sentences(EDITION, EDITION.duties["follow-up"])[:4] == (
        "Socialsekreterare och arbetsmarknadskonsulent, var för sig: Följa upp – var tredje månad under ”Besöken pågår”.",
        "Räknas från ”Besök genomfört”, därefter från det som senast gjordes.",
        "Alltid senast 1 dag före ”Besöken avslutade”.",
        "Behövs inte om det redan är gjort inom 2 veckor (två veckor) före sista dagen.",
    )


def test_what_ends_a_duty_is_told() -> None:
    """A duty that falls away says with what, and that it comes once a round."""
    assert duty_sentences(EDITION, EDITION.duties["close"])[1:] == (
        "Faller bort med ”Besök efterfrågat”.",
        "En gång per omgång.",
    )


def test_a_must_refuses_and_a_should_asks_for_a_reason() -> None:
    """The two levels read differently."""
    must, should = (requirement_sentences(EDITION, each) for each in EDITION.requirements)
    assert must == (
        "Krav före ”Besök bokat”: samtycke finns. Annars går det inte att registrera.",
        "Gäller inte om personen har skyddade uppgifter.",
    )
    assert should == ("Bör gälla före ”Besöken avslutade”: följa upp. Att gå förbi det kräver ett skäl.",)


def test_offers_standing_duties_and_periods_are_told() -> None:
    """Every kind of block that a reader needs makes a sentence."""
    assert offer_sentences(EDITION, EDITION.offers["more"]) == (
        "Socialsekreterare, vid behov under ”Besöken pågår”: Boka fler besök.",
    )
    assert standing_sentences(EDITION, EDITION.standings["watch"]) == (
        "Arbetsmarknadskonsulent, löpande under ”Besöken pågår”: Anteckna det som är viktigt.",
    )
    assert span_sentence(EDITION, EDITION.spans["visits"]) == (
        "Perioden ”Besöken pågår” börjar med ”Besök genomfört” och slutar med ”Besöken avslutade”."
    )


def test_a_clause_gives_the_sentences_of_all_its_blocks() -> None:
    """Duties come first, then requirements."""
    told = blocks_of(EDITION, "B-10")
    assert told[0].startswith("Socialsekreterare: Boka besök")
    assert told[-2].startswith("Krav före")
    assert blocks_of(EDITION, "B-50") == ()


def test_an_abbreviation_keeps_its_capitals() -> None:
    """Only a plain word gets a small first letter."""
    assert [lowered("Boka tid"), lowered("SIP-möte"), lowered("I gång")] == ["boka tid", "SIP-möte", "i gång"]


def test_a_table_says_what_it_asks_and_what_several_rules_mean_together() -> None:
    """By its own words, whichever way it resolves."""
    edition = library().routines["aids"].editions[0]
    assert [table_sentences(edition, table) for table in edition.tables.values()] == [
        (
            "Beslutstabell: Vem lånar ut?",
            "Regler som gäller samtidigt ska säga samma sak. Gör de inte det väljer Hemvist inte mellan dem.",
        ),
        ("Beslutstabell: Vilka kallas?", "Alla regler som gäller räknas."),
        ("Beslutstabell: Hur länge?", "Den första regeln som gäller avgör."),
    ]


def test_a_rule_says_its_answer_when_it_applies_and_what_goes_before_it() -> None:
    """In the table's words; a rule without a table block stands in its own."""
    edition = library().routines["aids"].editions[0]
    told = [rule_sentences(edition, rule) for rule in edition.rules]
    assert told[0] == (
        "Utlånare: Skolan och Blankett: Kort.",
        "Gäller bara om det är till skolan.",
        "Skolan lånar ut det som används där.",
    )
    assert told[3] == (
        "Utlånare: Avgörs tillsammans.",
        "Gäller bara om det delas av flera.",
        "Räknas bara om ingen regel som går före gäller.",
    )
    assert told[-2] == ("kept: here.", "Gäller bara om det delas av flera.")
    assert "Utlånare: Kliniken." in blocks_of(edition, "AID-03")


def test_a_day_that_moves_says_who_tells_of_it_and_what_is_counted_from_it() -> None:
    """Named by its own label wherever it is counted from; the shortest time is told with its number."""
    edition = stays().editions[0]
    assert date_sentence(edition, edition.dates["arrival"]) == (
        "”Dagen då gästen kom, eller ska komma” framgår av ”Ankomsten sagd”, ”Ankomsten flyttad” och ”Gästen har kommit”. "
        "Den senaste uppgiften gäller, och allt som räknas från dagen flyttar med den."
    )
    assert duty_sentences(edition, edition.duties["prepare-room"])[0] == (
        "Värd: Gör rummet i ordning – senast 2 veckor (två veckor) före ”Dagen för ankomsten”, "
        "men med minst 3 arbetsdagar (skyndsamt, lokal inställning) på sig när detta hänt: ”Ankomsten sagd”."
    )
    assert duty_sentences(edition, edition.duties["meet-guest"])[0] == (
        "Värd eller granne: Möt gästen – inom 3 arbetsdagar (skyndsamt, lokal inställning) från ”Dagen för ankomsten”."
    )


def test_a_duty_for_each_point_says_which_answer_asks_for_it() -> None:
    """In the words of the form."""
    edition = stays().editions[0]
    assert duty_sentences(edition, edition.duties["arrange"])[-2:] == (
        "En uppgift för varje punkt som besvaras ”Behövs”. Besvaras punkten om på annat sätt faller den bort.",
        "En gång per omgång.",
    )


def test_what_a_role_is_given_and_who_records_a_shared_event_are_told() -> None:
    """Outside the deciding side no more than is consented to, and until the day."""
    edition = stays().editions[0]
    assert share_sentence(edition, edition.shares["neighbour"]) == (
        "Granne som är med i ärendet får se det som personens samtycke omfattar, till och med ”Dagen för avresan”."
    )
    assert "Här antecknas ”Ärendet öppnat” av värd och granne." in blocks_of(edition, "STAY-01")
