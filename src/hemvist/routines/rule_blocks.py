"""Makes spans, conditions, duties, limits, requirements, offers, standing duties and notes of their blocks."""

from typing import cast

from hemvist.routines.closed_lists import LENGTHS, one_length
from hemvist.routines.keys import Keys, like
from hemvist.routines.model import (
    ClosesWith,
    Due,
    Duty,
    ForEach,
    Level,
    Limit,
    NamedDate,
    Note,
    Offer,
    Repeat,
    Requirement,
    Share,
    Source,
    SpanType,
    Standing,
)
from hemvist.routines.scope import Scope

DIRECTIONS = ("date", "after", "before", "from")
TODAY = "today"


def read_span(keys: Keys, source: Source, scope: Scope) -> SpanType:
    """Read a ``span`` block."""
    span = SpanType(
        id=keys.identifier(),
        label=keys.text("label", required=True),
        begins=scope.event_list(keys, "begins", required=True),
        ends=scope.event_list(keys, "ends"),
        source=source,
        first_day=scope.reference(keys, "first_day"),
        last_day=scope.reference(keys, "last_day"),
        renewed_by=scope.event_list(keys, "renewed_by"),
        lasts=keys.one_of("lasts", scope.terms, code="RTN-E025", what="Okänd tid"),
    )
    keys.rest()
    return span


def read_due(keys: Keys | None, scope: Scope, from_today: bool = False) -> Due | None:
    """Read an inline ``due``: a date, one length after or before an event or the day the duty opened, or the last day of one from an event.

    ``from_today``: it may also be a length after or before "today".
    """
    if keys is None:
        return None
    directions = [name for name in DIRECTIONS if keys.has(name)]
    if len(directions) > 1:
        keys.wrong(
            "RTN-E014",
            directions[1],
            f"Både {' och '.join(directions)} i ”{keys.key}”.",
            "Skriv bara en av date, after, before och from.",
        )
    direction = directions[0] if directions else ""
    if from_today and direction in ("after", "before") and keys.data[direction] == TODAY:
        reference: tuple[str, str] | None = None
    else:
        reference = scope.reference(keys, direction) if direction else None
    term = keys.one_of("term", scope.terms, code="RTN-E025", what="Okänd tid")
    at_least = keys.one_of("at_least", scope.terms, code="RTN-E025", what="Okänd tid")
    lengths = {name: keys.whole(name) for name in LENGTHS if keys.has(name)}
    whole = _only_known(keys)
    given = (*(("term",) if keys.has("term") else ()), *lengths)
    if direction == "date" and given:
        keys.wrong(
            "RTN-E014",
            given[0],
            f"Både date och {given[0]} i ”{keys.key}”.",
            "Skriv after eller before i stället för date, eller ta bort längden.",
        )
    elif direction != "date" and len(given) != 1 and (whole or given):
        one_length(keys, given)
    event, field = reference or ("", "")
    way = {"before": "before", "date": "on", "from": "from"}.get(direction, "after")
    kept = dict(list(lengths.items())[:1]) if not term else {}
    return Due(way, event=event, field_name=field, term=term, at_least=at_least, **kept)  # type: ignore[arg-type]


def _only_known(keys: Keys) -> bool:
    """Whether the inline table has only the keys that a due may have; any other is an error."""
    keys.asked.update(("term", "at_least", *DIRECTIONS, *LENGTHS))
    keys.rest("RTN-E013", "tidsenhet eller nyckel")
    return keys.asked.issuperset(keys.data)


def read_duty(keys: Keys, source: Source, scope: Scope) -> Duty:
    """Read a ``duty`` block and check that something opens it and something ends it."""
    more = keys.some_of("clauses", scope.clauses, "RTN-E036", "Okänd klausul")
    duty = Duty(
        id=keys.identifier(),
        label=keys.text("label", required=True),
        holder=scope.role_list(keys, "holder"),
        clauses=(source.clause, *(clause for clause in more if clause != source.clause)),
        source=source,
        together="each" if keys.one_of("together", ("any", "each")) == "each" else "any",
        opens=scope.event_list(keys, "opens"),
        opens_on=read_due(keys.inline("opens_on"), scope),
        during=keys.one_of("during", scope.span_ids, code="RTN-E026", what="Okänd period"),
        opens_on_breach=keys.flag("opens_on_breach"),
        closes=scope.event_list(keys, "closes"),
        closes_with=_read_closes_with(keys, scope),
        lapses=scope.event_list(keys, "lapses"),
        when=scope.condition_list(keys, "when"),
        unless=scope.condition_list(keys, "unless"),
        due=read_due(keys.inline("due"), scope),
        every=_read_repeat(keys, scope),
        per_round=keys.one_of("per", ("round",)) == "round",
        help=keys.text("help"),
        for_each=_read_for_each(keys, scope),
        names=keys.text("names"),
    )
    keys.rest()
    _check_names(duty, keys, scope)
    _check_opening(duty, keys)
    return duty


def _read_for_each(keys: Keys, scope: Scope) -> ForEach | None:
    """Read ``for_each``: every event that opens the duty has a point that can be answered so, every one that closes it names a point."""
    inner = keys.inline("for_each")
    if inner is None:
        return None
    found = ForEach(inner.text("answer", required=True), inner.text("matched_by", required=True))
    inner.rest()
    if not keys.has("opens"):
        hint = "Skriv opens = [händelsen med punkterna]."
        keys.wrong("RTN-E003", "for_each", "En uppgift för varje punkt behöver opens.", hint)
    points = _points(keys, scope, found.matched_by)
    for event in _listed(keys.data.get("opens", ())):
        fields = scope.events[event].fields if event in scope.events else ()
        asked = (choice.value for one in fields if one.name in points for choice in one.choices)
        if points and found.answer not in asked:
            hint = "Ge händelsen punkter (item) med det svaret."
            keys.wrong("RTN-E016", "for_each", f"Ingen punkt i ”{event}” kan besvaras med ”{found.answer}”.", hint)
    for event in _listed(keys.data.get("closes", ())):
        fields = scope.events[event].fields if event in scope.events else ()
        if not any(one.name == found.matched_by and one.choices for one in fields):
            hint = f'Lägg till fields.{found.matched_by} = {{ type = "choice", … }} med punkternas namn.'
            keys.wrong("RTN-E016", "for_each", f"Händelsen ”{event}” har inget val ”{found.matched_by}”.", hint)
    return found


def _read_closes_with(keys: Keys, scope: Scope) -> ClosesWith | None:
    """Read ``closes_with``: every event that closes the duty has the field, and can answer so."""
    inner = keys.inline("closes_with")
    if inner is None:
        return None
    found = ClosesWith(inner.text("field", required=True), inner.text("is", required=True))
    inner.rest()
    for event in _listed(keys.data.get("closes", ())):
        fields = scope.events[event].fields if event in scope.events else ()
        answers = [choice.value for one in fields if one.name == found.field_name for choice in one.choices]
        if found.value not in answers:
            message = f"Händelsen ”{event}” har inget val ”{found.field_name}” med svaret ”{found.value}”."
            keys.wrong(
                "RTN-E016", "closes_with", message, "Hänvisa till ett fält av typen choice i alla händelser i closes."
            )
    return found


def _points(keys: Keys, scope: Scope, matched_by: str) -> set[str]:
    """What the events that close a duty can name in a field of theirs."""
    events = [scope.events[one] for one in _listed(keys.data.get("closes", ())) if one in scope.events]
    return {
        choice.value for one in events for field in one.fields if field.name == matched_by for choice in field.choices
    }


def _check_names(duty: Duty, keys: Keys, scope: Scope) -> None:
    """The field that a label ends with is a choice in every event that opens the duty."""
    for event in duty.opens if duty.names else ():
        fields = scope.events[event].fields if event in scope.events else ()
        known = [one.name for one in fields if one.choices]
        if duty.names not in known:
            keys.wrong(
                "RTN-E016", "names", f"Händelsen ”{event}” har inget val ”{duty.names}”.", like(duty.names, known)
            )
    if duty.names and (duty.for_each is not None or not duty.opens):
        hint = "Skriv names bara för en uppgift med opens och utan for_each."
        keys.wrong("RTN-E027", "names", f"Uppgiften ”{duty.id}” kan inte sluta med ett svar.", hint)


def _listed(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def read_date(keys: Keys, source: Source, scope: Scope) -> NamedDate:
    """Read a ``date`` block: a day that several events tell of."""
    name, label = keys.identifier(), keys.text("label", required=True)
    told: list[tuple[str, str]] = []
    for value in keys.texts("told_by", required=True):
        found = scope.reference(Keys(keys.table, keys.errors, {"told_by": value}), "told_by")
        if found is not None and found[0] in scope.event_ids:
            told.append(found)
    keys.rest()
    events = [event for event, _ in told]
    if len(set(events)) != len(events):
        hint = "Låt varje händelse tala om datumet i ett fält."
        keys.wrong("RTN-E018", "told_by", f"Samma händelse står två gånger i ”{name}”.", hint)
    named = NamedDate(name, label, tuple(told), source)
    scope.dates[name] = named
    return named


def read_share(keys: Keys, source: Source, scope: Scope) -> Share:
    """Read a ``share`` block: what a role is given of what others record, and the named date until which."""
    share = Share(
        keys.one_of("role", scope.vocabulary.roles, required=True, code="RTN-E012", what="Okänd roll"),
        keys.some_of("kinds", scope.vocabulary.information, "RTN-E023", "Okänt slag av information", required=True),
        keys.one_of("until", scope.date_ids, code="RTN-E016", what="Okänt datum"),
        source,
    )
    keys.rest()
    if share.role in scope.shared_with:
        hint = "Skriv allt som rollen får se i ett block."
        keys.wrong("RTN-E018", "role", f"Vad ”{share.role}” får se är redan sagt.", hint)
    scope.shared_with.add(share.role)
    return share


def _read_repeat(keys: Keys, scope: Scope) -> Repeat | None:
    every = keys.inline("every")
    cap = read_due(keys.inline("not_after"), scope)
    enough = keys.inline("enough_within")
    term = enough.one_of("term", scope.terms, required=True, code="RTN-E025", what="Okänd tid") if enough else ""
    if enough:
        enough.rest("RTN-E013", "tidsenhet eller nyckel")
    if every is None:
        if cap or term:
            key = "not_after" if cap else "enough_within"
            keys.wrong(
                "RTN-E003",
                key,
                f"”{key}” hör till en uppgift som återkommer.",
                "Lägg till every = { months = …, from = [händelser] }.",
            )
        return None
    lengths = {name: every.whole(name, 1) for name in ("months", "weeks") if every.has(name)}
    start = scope.event_list(every, "from", required=True)
    every.rest("RTN-E013", "tidsenhet eller nyckel")
    if len(lengths) != 1:
        hint = "Skriv months = … eller weeks = …"
        code, message = (
            ("RTN-E014", "Två längder: months och weeks.")
            if lengths
            else ("RTN-E013", "Ingen längd är angiven i ”every”.")
        )
        keys.wrong(code, "every", message, hint)
    kept = dict(list(lengths.items())[:1])
    return Repeat(start, not_after=cap, enough_within=term, **kept)


def _check_opening(duty: Duty, keys: Keys) -> None:
    given = {
        "opens": keys.has("opens"),
        "opens_on": keys.has("opens_on"),
        "every": keys.has("every"),
        "opens_on_breach": duty.opens_on_breach,
    }
    ways = [name for name, is_given in given.items() if is_given]
    if not ways and not keys.has("during"):
        hint = "Skriv opens = [händelser], opens_on, every, during eller opens_on_breach."
        keys.wrong("RTN-E020", "id", f"Inget öppnar uppgiften ”{duty.id}”.", hint)
    if len(ways) > 1:
        hint = "Dela upp den i flera uppgifter."
        keys.wrong("RTN-E014", ways[1], f"Uppgiften ”{duty.id}” öppnas på flera sätt: {' och '.join(ways)}.", hint)
    if not keys.has("closes") and not keys.has("during"):
        hint = "Skriv closes = [händelsen som visar att uppgiften är gjord]."
        keys.wrong("RTN-E021", "id", f"Inget avslutar uppgiften ”{duty.id}”.", hint)
    if duty.opens_on is not None and not duty.opens_on.event:
        keys.wrong(
            "RTN-E003",
            "opens_on",
            "”opens_on” säger inte vilken händelse dagen räknas från.",
            'Skriv date, after eller before = "händelse.fält".',
        )


def read_limit(keys: Keys, source: Source, scope: Scope) -> Limit:
    """Read a ``limit`` block: a second deadline on another duty."""
    duty = keys.one_of("duty", scope.duty_ids, required=True, code="RTN-E027", what="Okänd uppgift")
    due = read_due(keys.inline("due", required=True), scope) or Due("after")
    when = scope.condition_list(keys, "when")
    keys.rest()
    return Limit(duty, due, when, source)


def read_requirement(keys: Keys, source: Source, scope: Scope) -> Requirement:
    """Read a ``requirement`` block: what must or should hold before an event."""
    requirement = Requirement(
        id=keys.identifier(),
        events=scope.event_list(keys, "for", required=True),
        needs=scope.condition_list(keys, "needs", required=True),
        level=cast(Level, keys.one_of("level", ("must", "should"), required=True) or "must"),
        reason=keys.text("reason", required=True),
        source=source,
        when=scope.condition_list(keys, "when"),
        unless=scope.condition_list(keys, "unless"),
        asks=keys.text("asks"),
    )
    keys.rest()
    return requirement


def read_offer(keys: Keys, source: Source, scope: Scope) -> Offer:
    """Read an ``offer`` block: what may be done."""
    offer = Offer(
        id=keys.identifier(),
        label=keys.text("label", required=True),
        holder=scope.role_list(keys, "holder"),
        source=source,
        during=keys.one_of("during", scope.span_ids, code="RTN-E026", what="Okänd period"),
        when=scope.condition_list(keys, "when"),
        records=scope.event_list(keys, "records"),
    )
    if not keys.has("during") and not keys.has("when"):
        keys.wrong(
            "RTN-E020",
            "id",
            f"Inget säger när ”{offer.id}” kan göras.",
            "Skriv during = period eller when = [villkor].",
        )
    keys.rest()
    return offer


def read_standing(keys: Keys, source: Source, scope: Scope) -> Standing:
    """Read a ``standing`` block: a duty with no end and no date of its own."""
    standing = Standing(
        id=keys.identifier(),
        label=keys.text("label", required=True),
        holder=scope.role_list(keys, "holder"),
        during=keys.one_of("during", scope.span_ids, required=True, code="RTN-E026", what="Okänd period"),
        source=source,
    )
    keys.rest()
    return standing


def read_note(keys: Keys, source: Source, scope: Scope) -> Note:
    """Read a ``note`` block: why no rule follows. One that is carried by something else says by what."""
    status = keys.one_of("status", ("definition", "principle", "carried-by"), required=True)
    by = keys.text("by", required=status == "carried-by")
    keys.rest()
    return Note(status or "principle", by, source)  # type: ignore[arg-type]


def check_condition_cycles(edges: dict[str, tuple[str, ...]]) -> list[str]:
    """The names that stand in a circle (condition → duty → condition …), in the order of the circle; empty if there is none."""
    finished: set[str] = set()
    path: list[str] = []

    def visit(name: str) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in finished or name not in edges:
            return []
        path.append(name)
        for other in edges[name]:
            if circle := visit(other):
                return circle
        path.pop()
        finished.add(name)
        return []

    for start in edges:
        if circle := visit(start):
            return circle
    return []
