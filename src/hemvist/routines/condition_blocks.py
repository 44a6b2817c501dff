"""Makes a condition of its block: a name, a plain statement and exactly one test."""

from typing import Any, Literal, cast

from hemvist.routines.event_blocks import CHOOSING
from hemvist.routines.keys import Keys, like
from hemvist.routines.model import Condition, Source
from hemvist.routines.rule_blocks import read_due
from hemvist.routines.scope import Scope

TESTS = ("happened", "field", "done", "in_force", "consent", "age", "date", "all", "any", "none")
GROUPS = ("all", "any", "none")
ANSWERING = (*CHOOSING, "yes-no", "yes-no-unknown", "text", "long-text", "language", "number", "role", "unit", "worker")


def read_condition(keys: Keys, source: Source, scope: Scope) -> Condition:
    """Read a ``condition`` block."""
    name, label = keys.identifier(), keys.text("label", required=True)
    kind = test_of(keys)
    parts: dict[str, Any] = _PARTS[kind](keys, scope) if kind else {}
    unknown_is = keys.one_of("unknown_is", ("yes", "no")) or None
    per_round = keys.one_of("per", ("round",)) == "round"
    keys.rest()
    if per_round and kind in ("age", "in_force", *GROUPS):
        keys.wrong(
            "RTN-E010",
            "per",
            f'per = "round" passar inte till ”{kind}”.',
            "Sätt per på de villkor som frågar efter händelser.",
        )
    wanted = cast(
        Literal["happened", "field", "done", "in_force", "consent", "age", "date", "all", "any", "none"],
        kind or "happened",
    )
    unknown = cast(Literal["yes", "no"] | None, unknown_is)
    return Condition(name, label, wanted, source, per_round=per_round, unknown_is=unknown, **parts)


def test_of(keys: Keys) -> str:
    """The one test that the block names; none or several is an error."""
    given = [name for name in TESTS if keys.has(name)]
    if len(given) == 1:
        return given[0]
    keys.asked.update((*given, "is", "not_before", "not_after"))
    message = "Villkoret har inget test." if not given else f"Villkoret har flera test: {' och '.join(given)}."
    keys.wrong("RTN-E034", given[1] if given else "id", message, f"Skriv exakt ett av {', '.join(TESTS)}.")
    return ""


def _happened(keys: Keys, scope: Scope) -> dict[str, Any]:
    return {"event": keys.one_of("happened", scope.event_ids, required=True, code="RTN-E011", what="Okänd händelse")}


def _field(keys: Keys, scope: Scope) -> dict[str, Any]:
    reference = scope.reference(keys, "field", dated=False, required=True)
    values = keys.texts("is", required=True)
    event_id, name = reference or ("", "")
    event = scope.events.get(event_id)
    field = next((one for one in event.fields if one.name == name), None) if event else None
    if field is not None:
        if field.type == "long-text" and values != ("unknown",):
            hint = 'Skriv is = "unknown": om en lång text kan det bara frågas om den finns.'
            keys.wrong(
                "RTN-E010", "is", f"”{event_id}.{name}” är en lång text och har inga svar att jämföra med.", hint
            )
        elif field.type not in ANSWERING:
            keys.wrong(
                "RTN-E016",
                "field",
                f"Fältet ”{event_id}.{name}” är ett datum.",
                'Använd date = "händelse.fält" för datum.',
            )
        known = {choice.value for choice in field.choices}
        if field.type in ("yes-no", "yes-no-unknown"):
            known = {"yes", "no", "unknown"}
        elif field.type == "role":
            known = set(scope.vocabulary.roles)
        for value in values:
            if known and value not in known | ({"unknown"} if field.may_be_unknown else set()):
                keys.wrong("RTN-E010", "is", f"”{value}” är inget svar på ”{event_id}.{name}”.", like(value, known))
    return {"event": event_id, "field_name": name, "values": values}


def _done(keys: Keys, scope: Scope) -> dict[str, Any]:
    return {"names": keys.some_of("done", scope.duty_ids, "RTN-E027", "Okänd uppgift", required=True)}


def _in_force(keys: Keys, scope: Scope) -> dict[str, Any]:
    return {"span": keys.one_of("in_force", scope.span_ids, required=True, code="RTN-E026", what="Okänd period")}


def _consent(keys: Keys, scope: Scope) -> dict[str, Any]:
    inner = keys.inline("consent", required=True)
    if inner is None:
        return {}
    parts = {
        "recipient": inner.one_of("recipient", scope.vocabulary.recipients, required=True, what="Okänd mottagare"),
        "purpose": inner.one_of("purpose", scope.vocabulary.purposes, required=True, what="Okänt ändamål"),
        "kinds": inner.some_of("kinds", scope.vocabulary.information, "RTN-E023", "Okänt slag av information"),
    }
    party = scope.reference(inner, "party", dated=False)
    inner.rest()
    return parts | ({"event": party[0], "field_name": party[1]} if party else {})


def _age(keys: Keys, scope: Scope) -> dict[str, Any]:
    inner = keys.inline("age", required=True)
    if inner is None:
        return {}
    parts = {"age_from": inner.whole("from"), "age_to": inner.whole("to"), "on": scope.reference(inner, "on")}
    if parts["age_from"] is None and parts["age_to"] is None:
        inner.wrong(
            "RTN-E003", "from", "Åldern saknar gräns.", "Skriv from = …, to = … eller båda (hela år, gränserna ingår)."
        )
    inner.rest()
    return parts


def _date(keys: Keys, scope: Scope) -> dict[str, Any]:
    event_id, name = scope.reference(keys, "date", required=True) or ("", "")
    early, late = (read_due(keys.inline(key), scope, from_today=True) for key in ("not_before", "not_after"))
    if early is None and late is None:
        keys.wrong("RTN-E003", "date", "Datumet jämförs inte med något.", "Skriv not_before eller not_after.")
    return {"event": event_id, "field_name": name, "not_before": early, "not_after": late}


def _group(keys: Keys, scope: Scope) -> dict[str, Any]:
    kind = next(name for name in GROUPS if keys.has(name))
    names = scope.condition_list(keys, kind, required=True)
    for name in names:
        if scope.condition_kinds.get(name) in GROUPS:
            message = f"Villkoret ”{name}” är självt sammansatt; villkor får inte ligga i flera lager."
            keys.wrong("RTN-E022", kind, message, "Räkna upp de enkla villkoren direkt.")
    return {"names": names}


_PARTS = {
    "happened": _happened,
    "field": _field,
    "done": _done,
    "in_force": _in_force,
    "consent": _consent,
    "age": _age,
    "date": _date,
    "all": _group,
    "any": _group,
    "none": _group,
}
