"""What the blocks of an edition ask, in plain Swedish sentences made from the blocks alone.

A sentence names who must act, what, by when and after what; further sentences say when it applies, what ends it and what must hold first. A number that
the document does not give is said to be a local setting, with the number. Nothing here is written for one document.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from hemvist.routines.model import (
    ClosesWith,
    DecisionTable,
    Due,
    Duty,
    Edition,
    Limit,
    NamedDate,
    Offer,
    Repeat,
    Requirement,
    Resolves,
    Rule,
    Share,
    SpanType,
    Standing,
    Term,
)

LOCAL = "lokal inställning"
_TOGETHER: dict[Resolves, str] = {
    "agree": "Regler som gäller samtidigt ska säga samma sak. Gör de inte det väljer Hemvist inte mellan dem.",
    "first": "Den första regeln som gäller avgör.",
    "all": "Alla regler som gäller räknas.",
}
_UNITS = {
    "days": ("dag", "dagar"),
    "working_days": ("arbetsdag", "arbetsdagar"),
    "weeks": ("vecka", "veckor"),
    "months": ("månad", "månader"),
}
_ORDINALS = {2: "varannan", 3: "var tredje", 4: "var fjärde", 5: "var femte", 6: "var sjätte", 12: "var tolfte"}


def duty_sentences(edition: Edition, duty: Duty) -> tuple[str, ...]:
    """Say what one duty asks: the main sentence first, then when it applies, what ends it and its further deadlines."""
    return (
        _main(edition, duty),
        *(_repeats(edition, duty.every) if duty.every else ()),
        *_applies(edition, duty.when, duty.unless),
        *_ends(edition, duty),
        *(limit_sentence(edition, limit) for limit in edition.limits if limit.duty == duty.id),
    )


def requirement_sentences(edition: Edition, requirement: Requirement) -> tuple[str, ...]:
    """Say what must (or should) hold before an event, then when the requirement applies."""
    what = listed([event_label(edition, event) for event in requirement.events], "och")
    needs = listed([condition_label(edition, name) for name in requirement.needs], "och")
    if requirement.level == "must":
        first = f"Krav före {what}: {needs}. Annars går det inte att registrera."
    else:
        first = f"Bör gälla före {what}: {needs}. Att gå förbi det kräver ett skäl."
    return (first, *_applies(edition, requirement.when, requirement.unless))


def limit_sentence(edition: Edition, limit: Limit) -> str:
    """Say a further deadline of a duty, when it applies and which clause sets it."""
    only = f" om {listed([condition_label(edition, name) for name in limit.when], 'och')}" if limit.when else ""
    return f"Dessutom {due_words(edition, limit.due)}{only} ({limit.source.clause})."


def offer_sentences(edition: Edition, offer: Offer) -> tuple[str, ...]:
    """Say what may be done, by whom and when."""
    during = f" under {_span(edition, offer.during)}" if offer.during else ""
    return (
        f"{_who(edition, offer.holder, 'eller')}, vid behov{during}: {offer.label}.",
        *_applies(edition, offer.when, ()),
    )


def standing_sentences(edition: Edition, standing: Standing) -> tuple[str, ...]:
    """Say what goes on all the time, with no date of its own."""
    during = f" under {_span(edition, standing.during)}" if standing.during else ""
    return (f"{_who(edition, standing.holder, 'och')}, löpande{during}: {standing.label}.",)


def span_sentence(edition: Edition, span: SpanType) -> str:
    """Say what begins and ends a period."""
    begins = listed([event_label(edition, event) for event in span.begins], "eller")
    ends = listed([event_label(edition, event) for event in span.ends], "eller")
    last = f" eller efter sista dagen som anges i {event_label(edition, span.last_day[0])}" if span.last_day else ""
    return f"Perioden ”{span.label}” börjar med {begins} och slutar med {ends or 'att ärendet avslutas'}{last}."


def date_sentence(edition: Edition, named: NamedDate) -> str:
    """Say what tells of a day that may move."""
    told = listed([event_label(edition, event) for event, _ in named.told_by], "och")
    return f"”{named.label}” framgår av {told}. Den senaste uppgiften gäller, och allt som räknas från dagen flyttar med den."


def share_sentence(edition: Edition, share: Share) -> str:
    """Say how much a role sees of what others record, and until when: for those outside the deciding side no more than is consented to."""
    until = f", till och med ”{edition.dates[share.until].label}”" if share.until in edition.dates else ""
    inside = share.role in edition.roles and edition.roles[share.role].side == "decider"
    what = "de slag av uppgifter som behövs för samarbetet" if inside else "det som personens samtycke omfattar"
    return f"{role_label(edition, share.role)} som är med i ärendet får se {what}{until}."


def extension_sentences(edition: Edition, clause: str) -> tuple[str, ...]:
    """Say who records the events of the shared file that a clause extends in this routine."""
    blocks = edition.clauses[clause].blocks if clause in edition.clauses else ()
    extended = [block.removeprefix("extend ") for block in blocks if block.startswith("extend ")]
    return tuple(
        f"Här antecknas {event_label(edition, event)} av {lowered(_who(edition, edition.events[event].recorded_by, 'och'))}."
        for event in extended
    )


def length(edition: Edition, due: Due) -> str:
    """Say how long a deadline is: "2 veckor", with the name of the term if it has one, marked where the number is a local setting."""
    if due.term:
        return term_words(edition.terms[due.term])
    for unit, words in _UNITS.items():
        number = getattr(due, unit)
        if number is not None:
            return _counted(number, words)
    return ""


def term_words(term: Term) -> str:
    """Say a term's number and name: "5 arbetsdagar (skyndsamt, lokal inställning)"."""
    numbers = [
        _counted(getattr(term, unit), words) for unit, words in _UNITS.items() if getattr(term, unit) is not None
    ]
    return f"{listed(numbers, 'och')} ({term.label}{', ' + LOCAL if term.is_local else ''})"


def local_terms(edition: Edition, duty: Duty) -> tuple[Term, ...]:
    """Give the terms of a duty whose numbers the city has set itself."""
    dues = [duty.due, *(limit.due for limit in edition.limits if limit.duty == duty.id)]
    names = [name for due in dues if due for name in (due.term, due.at_least) if name]
    if duty.every and duty.every.enough_within:
        names.append(duty.every.enough_within)
    return tuple(edition.terms[name] for name in dict.fromkeys(names) if edition.terms[name].is_local)


def due_words(edition: Edition, due: Due) -> str:
    """Say a deadline and what it is counted from, as a phrase: "senast 2 veckor efter ”Samråd klart”"."""
    reference = event_label(edition, due.event, due.field_name) if due.event else ""
    how_long = length(edition, due)
    least = f", men med minst {term_words(edition.terms[due.at_least])} på sig" if due.at_least else ""
    if due.direction == "on":
        return f"senast {'' if due.event in edition.dates else 'den dag som anges i '}{reference}{least}"
    if due.direction == "before":
        return f"senast {how_long} före {reference}{least}"
    if due.direction == "from":
        return f"senast sista dagen av {how_long} från och med {reference}{least}"
    return (f"inom {how_long} efter {reference}" if reference else f"inom {how_long}") + least


def every_words(repeat: Repeat) -> str:
    """Say how often: "var tredje månad"."""
    number, one, many = (repeat.months, "månad", "månader") if repeat.months else (repeat.weeks or 1, "vecka", "veckor")
    if number == 1:
        return f"varje {one}"
    return f"{_ORDINALS[number]} {one}" if number in _ORDINALS else f"med {number} {many}s mellanrum"


def event_label(edition: Edition, event: str, field: str = "") -> str:
    """Name an event by its label in quotation marks, with the field if one is meant; the id where the edition has no such event."""
    if event in edition.dates:
        return f"”{edition.dates[event].label}”"
    known = edition.events.get(event)
    if known is None:
        return f"”{event}”"
    label = next((f" ({each.label.lower()})" for each in known.fields if each.name == field), "") if field else ""
    return f"”{known.label}”{label}"


def condition_label(edition: Edition, name: str) -> str:
    """Say a condition by its label; the label of a duty or a period where the name is one of those."""
    for blocks in (edition.conditions, edition.duties, edition.spans):
        if name in blocks:
            return lowered(blocks[name].label)
    return name


def outcome_label(table: DecisionTable | None, name: str, value: str = "") -> str:
    """Say one of the things that a decision table answers, or one value of it; the word itself where no ``table`` block names it."""
    outcome = next((one for one in table.outcomes if one.name == name), None) if table is not None else None
    if outcome is None:
        return value or name
    return next((one.label for one in outcome.choices if one.value == value), value) if value else outcome.label


def role_label(edition: Edition, role: str) -> str:
    """Name a role as the governing documents do."""
    return edition.roles[role].label if role in edition.roles else role


def lowered(label: str) -> str:
    """Give a label as it stands inside a sentence: small first letter, unless the word is an abbreviation or a name in capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def listed(words: Sequence[str], joined_by: str) -> str:
    """Set words in a row: "a, b och c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def _main(edition: Edition, duty: Duty) -> str:
    """Say who must do what, by when and after what. The label stands as it is written: it is an order ("Boka tid"), and is not inflected."""
    who = _who(edition, duty.holder, "och" if duty.together == "each" else "eller")
    each = ", var för sig" if duty.together == "each" and len(duty.holder) > 1 else ""
    timing = " ".join((*_by_when(edition, duty), *_opened(edition, duty)))
    return f"{who}{each}: {duty.label}{' – ' + timing if timing else ''}."


def _by_when(edition: Edition, duty: Duty) -> Iterable[str]:
    """Say how often and by when."""
    if duty.every:
        yield every_words(duty.every)
    if duty.due:
        yield due_words(edition, duty.due)


def _repeats(edition: Edition, repeat: Repeat) -> Iterable[str]:
    """Say what a series is counted from, its last day and what is enough."""
    yield f"Räknas från {listed([event_label(edition, event) for event in repeat.start], 'eller')}, därefter från det som senast gjordes."
    if repeat.not_after:
        yield f"Alltid {due_words(edition, repeat.not_after)}."
    if repeat.enough_within:
        yield f"Behövs inte om det redan är gjort inom {term_words(edition.terms[repeat.enough_within])} före sista dagen."


def _day_words(edition: Edition, due: Due) -> str:
    """Say a day on which something opens: "2 veckor före ”Besök bokat” (tid)", or the day itself."""
    reference = event_label(edition, due.event, due.field_name)
    if due.direction == "on":
        return reference if due.event in edition.dates else f"den dag som anges i {reference}"
    if due.direction == "from":
        return f"sista dagen av {length(edition, due)} från och med {reference}"
    return f"{length(edition, due)} {'före' if due.direction == 'before' else 'efter'} {reference}"


def _opened(edition: Edition, duty: Duty) -> Iterable[str]:
    """Say what the duty follows on."""
    if duty.during:
        yield f"under {_span(edition, duty.during)}"
    if duty.opens_on:
        yield f"från {_day_words(edition, duty.opens_on)}"
    if duty.opens_on_breach:
        yield "när något registrerats trots att ett krav inte var uppfyllt"
    if duty.opens:
        after = "" if duty.due and not duty.due.event and duty.due.direction == "after" else "när detta hänt: "
        yield f"{after or 'efter '}{listed([event_label(edition, event) for event in duty.opens], 'eller')}"


def _applies(edition: Edition, when: Sequence[str], unless: Sequence[str]) -> Iterable[str]:
    """Say when a block applies and when not."""
    if when:
        yield f"Gäller bara om {listed([condition_label(edition, name) for name in when], 'och')}."
    if unless:
        yield f"Gäller inte om {listed([condition_label(edition, name) for name in unless], 'eller')}."


def _ends(edition: Edition, duty: Duty) -> Iterable[str]:
    """Say what ends the duty."""
    if duty.closes:
        only = f", {_closing_answer(edition, duty, duty.closes_with)}" if duty.closes_with else ""
        yield f"Klart med {listed([event_label(edition, event) for event in duty.closes], 'eller')}{only}."
    if duty.lapses:
        yield f"Faller bort med {listed([event_label(edition, event) for event in duty.lapses], 'eller')}."
    if duty.for_each:
        yield f"En uppgift för varje punkt som besvaras ”{_point_answer(edition, duty)}”. Besvaras punkten om på annat sätt faller den bort."
    if duty.per_round:
        yield "En gång per omgång."


def _closing_answer(edition: Edition, duty: Duty, closes_with: ClosesWith) -> str:
    """Say with which answer only an event closes a duty, as its form has them."""
    named = [one for event in duty.closes for one in edition.events[event].fields if one.name == closes_with.field_name]
    answer = next(choice.label for one in named for choice in one.choices if choice.value == closes_with.value)
    return f"men bara om svaret på ”{named[0].label}” är ”{answer}”"


def _point_answer(edition: Edition, duty: Duty) -> str:
    """The label of the answer that makes a point a duty, as the form has it."""
    answer = duty.for_each.answer if duty.for_each else ""
    fields = (field for event in duty.opens for field in edition.events[event].fields)
    return next((one.label for field in fields for one in field.choices if one.value == answer), answer)


def _who(edition: Edition, roles: Sequence[str], joined_by: str) -> str:
    """Name the roles that act, with a capital first letter."""
    first, *others = [role_label(edition, role) for role in roles]
    return listed([first, *(lowered(other) for other in others)], joined_by)


def _span(edition: Edition, span: str) -> str:
    """Name a period inside a sentence."""
    return f"”{edition.spans[span].label}”" if span in edition.spans else span


def _counted(number: int, words: tuple[str, str]) -> str:
    """Say a number with its unit."""
    return f"{number} {words[0] if number == 1 else words[1]}"


def table_sentences(edition: Edition, table: DecisionTable) -> tuple[str, ...]:
    """Say what a decision table asks, and what several of its rules that hold mean together."""
    return (f"Beslutstabell: {table.label}", _TOGETHER[table.resolves], *([table.help] if table.help else []))


def rule_sentences(edition: Edition, rule: Rule) -> tuple[str, ...]:
    """Say what one row of a decision table answers: the answer first, then when it applies, what goes before it and its note."""
    table = edition.tables.get(rule.table)
    told = [f"{outcome_label(table, name)}: {outcome_label(table, name, value)}" for name, value in rule.then]
    return (
        f"{listed(told, 'och')}.",
        *_applies(edition, rule.when, rule.unless),
        *(["Räknas bara om ingen regel som går före gäller."] if rule.step > 1 else []),
        *([rule.note] if rule.note else []),
    )


def blocks_of(edition: Edition, clause: str) -> tuple[str, ...]:
    """Give every sentence that the blocks under one clause make, duties first."""
    return tuple(
        chain(
            *(
                duty_sentences(edition, duty)
                for duty in edition.duties.values()
                if clause in (duty.source.clause, *duty.clauses)
            ),
            *(requirement_sentences(edition, each) for each in edition.requirements if each.source.clause == clause),
            *(offer_sentences(edition, offer) for offer in edition.offers.values() if offer.source.clause == clause),
            *(standing_sentences(edition, each) for each in edition.standings.values() if each.source.clause == clause),
            *(table_sentences(edition, table) for table in edition.tables.values() if table.source.clause == clause),
            *(rule_sentences(edition, rule) for rule in edition.rules if rule.source.clause == clause),
            *((span_sentence(edition, span),) for span in edition.spans.values() if span.source.clause == clause),
            *((date_sentence(edition, each),) for each in edition.dates.values() if each.source.clause == clause),
            *((share_sentence(edition, each),) for each in edition.shares.values() if each.source.clause == clause),
            extension_sentences(edition, clause),
        )
    )
