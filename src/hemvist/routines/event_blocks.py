"""Makes event types of ``event`` and ``item`` blocks, and checks that an event has the fields that its effect needs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast, get_args

from hemvist.routines.consenting import PROOF_OF_FORM
from hemvist.routines.effects import Effect
from hemvist.routines.keys import FIELD_NAME, Keys, like
from hemvist.routines.meetings import check_meeting, read_about, read_meeting
from hemvist.routines.model import Choice, EventType, Field, FieldType, Nature, Source
from hemvist.routines.scope import Scope

FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
EFFECTS: tuple[str, ...] = get_args(Effect)
CHOOSING = ("choice", "choices")

EFFECT_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "party-appointed": {"role": ("role", "choice"), "worker": ("worker",)},
    "party-received": {"role": ("role", "choice"), "worker": ("worker",)},
    "party-left": {"role": ("role", "choice")},
    "executor-assigned": {"unit": ("unit",)},
    "consent-given": {
        "recipient": CHOOSING,
        "purpose": CHOOSING,
        "kinds": CHOOSING,
        "given_by": ("choice",),
        "form": ("choice",),
    },
    "consent-refused": {"recipient": CHOOSING, "purpose": CHOOSING},
    "information-given": {"unit": ("unit",), "kinds": CHOOSING},
    "protection-learnt": {"protection": ("choice",)},
    "birth-date-learnt": {"birth_date": ("date",)},
    "name-learnt": {"given_name": ("text",), "family_name": ("text",)},
    "identity-number-learnt": {"number": ("text",), "change": ("choice",)},
    "unit-changed": {"unit": ("unit",)},
    "edition-moved": {"edition": ("text", "choice")},
    "emergency-opened": {"need": ("choice",), "reason": ("text", "long-text")},
    "emergency-reviewed": {"outcome": ("choice",), "note": ("text", "long-text")},
    "letter-made": {
        "letter": ("text",),
        "title": ("text",),
        "version": ("number",),
        "template": ("number",),
        "information": ("choice",),
        "kinds": ("choices",),
        "document": ("text",),
        "digest": ("text",),
    },
    "letter-sent": {"way": ("choice",)},
    "letter-not-sent": {"why": ("choice",)},
    "letter-returned": {"why": ("choice",)},
    "document-attached": {
        "description": ("text",),
        "media": ("choice",),
        "document": ("text",),
        "digest": ("text",),
    },
    "text-to-enter": {"side": ("choice",)},
    "text-entered": {"reference": ("text",)},
    "case-related": {"case": ("text",), "reference": ("text",), "routine": ("text",)},
    "related-wanted": {"routine": ("choice",)},
    "related-answered": {"answer": ("choice",)},
}
"""The fields that the product reads when it acts on an effect, and the types they may have."""

OPTIONAL_EFFECT_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "consent-given": {
        "first_day": ("date",),
        "last_day": ("date",),
        "recipient_name": ("text",),
        "given_by_name": ("text",),
        "witness": ("text",),
        "reference": ("text",),
    },
    "consent-refused": {"recipient_name": ("text",)},
    "letter-made": {"sender": ("choice",)},
    "reach-learnt": {"city_area": ("choice",), "phone": ("text",), "address": ("text",)},
}
EFFECTS_ABOUT = (
    "consent-withdrawn",
    "emergency-reviewed",
    "letter-sent",
    "letter-not-sent",
    "letter-returned",
    "text-entered",
    "related-answered",
)

NUMBER_CHANGES = ("got", "was-wrong")
"""Why an identity number is noted: the person has got it, or the one that stood there was never theirs."""
RELATED_ANSWERS = ("started", "no")
"""What may be answered to the wish for a related case: the product itself answers "started" when it is started from the case."""


def read_event(keys: Keys, source: Source, scope: Scope) -> EventType:
    """Read an ``event`` block."""
    event = EventType(
        id=keys.identifier(),
        label=keys.text("label", required=True),
        nature=cast(Nature, keys.one_of("nature", ("act", "fact"), required=True)),
        recorded_by=scope.role_list(keys, "recorded_by"),
        information=keys.one_of(
            "information",
            scope.vocabulary.information,
            required=True,
            code="RTN-E023",
            what="Okänt slag av information",
        ),
        source=source,
        help=keys.text("help"),
        about=read_about(keys, scope),
        starts_round=keys.flag("starts_round"),
        effect=cast("Effect | None", keys.one_of("effect", EFFECTS, what="Okänd effekt") or None),
        gives=keys.some_of("gives", scope.vocabulary.information, "RTN-E023", "Okänt slag av information"),
        fields=_read_fields(keys),
        treserva=keys.flag("treserva"),
        of_person=keys.flag("of_person"),
        meeting=read_meeting(keys, scope),
    )
    keys.rest()
    _check_effect(event, keys, scope)
    _check_texts(event, keys)
    check_meeting(event, keys)
    return event


def _read_fields(keys: Keys) -> tuple[Field, ...]:
    table = keys.inline("fields")
    if table is None:
        return ()
    fields = []
    for name in table.data:
        inner = table.inline(name)
        if inner is None:
            continue
        if not FIELD_NAME.match(name):
            inner.wrong(
                "RTN-E033",
                "",
                f"”{name}” kan inte vara namn på ett fält.",
                "Använd små bokstäver a–z, siffror och understreck.",
            )
        fields.append(_read_field(name, inner))
    return tuple(fields)


def _read_field(name: str, keys: Keys) -> Field:
    kind = keys.one_of("type", FIELD_TYPES, required=True, code="RTN-E017", what="Okänd fälttyp")
    choices = read_choices(keys, "choices")
    if (kind in CHOOSING) != bool(choices):
        hint = 'Skriv choices = ["a=Etikett A", "b=Etikett B"] för typen choice eller choices, annars inte.'
        keys.wrong("RTN-E009", "choices", f"Fältet ”{name}” har typen {kind} och choices passar inte till det.", hint)
    field = Field(
        name=name,
        type=cast(FieldType, kind or "text"),
        label=keys.text("label", required=True),
        help=keys.text("help"),
        choices=choices,
        required=keys.flag("required"),
        required_in_hemvist=keys.flag("required_in_hemvist"),
        may_be_unknown=keys.flag("may_be_unknown") or kind == "yes-no-unknown",
        known_from=_read_known_from(keys),
    )
    keys.rest()
    return field


def _read_known_from(keys: Keys) -> tuple[tuple[str, str], ...]:
    told = (one.partition(".") for one in keys.texts("known_from"))
    return tuple((event, field) for event, _, field in told)


def check_known_from(fields: Iterable[Field], keys: Keys, scope: Scope) -> None:
    """What a field may be known from exists in the edition, and is of the field's own type: else it could not be filled in with it."""
    for field in fields:
        for told, name in field.known_from:
            where, source = "known_from" if keys.has("known_from") else f"fields.{field.name}", scope.events.get(told)
            if source is None:
                keys.wrong("RTN-E011", where, f"Okänd händelse: ”{told}”.", like(told, scope.event_ids))
                continue
            types = {one.name: one.type for one in source.fields} | {"": "date"}
            if name not in types:
                keys.wrong("RTN-E016", where, f"Händelsen ”{told}” har inget fält ”{name}”.", like(name, types))
            elif types[name] != field.type:
                hint = "Hänvisa till ett fält av samma typ, eller till händelsen själv för dess dag."
                keys.wrong("RTN-E016", where, f"”{field.name}” och ”{told}.{name}” har olika typ.", hint)


def read_choices(keys: Keys, key: str) -> tuple[Choice, ...]:
    """Read choices written ``"value=Label"``; two with one value are an error."""
    choices = []
    for text in keys.texts(key):
        value, equals, label = text.partition("=")
        if not (equals and value.strip() and label.strip()):
            keys.wrong("RTN-E009", key, f"Valet ”{text}” går inte att läsa.", 'Skriv "värde=Etikett".')
            continue
        choices.append(Choice(value.strip(), label.strip()))
    values = [choice.value for choice in choices]
    if len(set(values)) != len(values):
        keys.wrong("RTN-E018", key, "Samma värde står två gånger bland valen.", "Ge varje val ett eget värde.")
    return tuple(choices)


def _check_effect(event: EventType, keys: Keys, scope: Scope) -> None:
    effect = event.effect or ""
    fields = {one.name: one for one in event.fields}
    wanted = EFFECT_FIELDS.get(effect, {})
    for name, types in wanted.items():
        if name not in fields or fields[name].type not in types:
            hint = f'Lägg till fields.{name} = {{ type = "{types[0]}", label = "…", required = true }}.'
            keys.wrong(
                "RTN-E030",
                "effect",
                f"Effekten ”{effect}” behöver fältet ”{name}” av typen {' eller '.join(types)}.",
                hint,
            )
    for name, types in OPTIONAL_EFFECT_FIELDS.get(effect, {}).items():
        if name in fields and fields[name].type not in types:
            keys.wrong(
                "RTN-E030",
                f"fields.{name}",
                f"Fältet ”{name}” ska ha typen {' eller '.join(types)}.",
                f'Skriv type = "{types[0]}".',
            )
    if effect in EFFECTS_ABOUT and not event.about:
        hint = "Skriv about = [händelsen som den gäller]."
        keys.wrong("RTN-E030", "effect", f"Effekten ”{effect}” behöver about.", hint)
    if effect == "consent-given" and "form" in fields:
        _check_proofs(fields, keys)
    if event.of_person and (event.nature != "fact" or event.about or not event.fields):
        hint = 'Skriv of_person bara i en händelse med nature = "fact", utan about och med minst ett fält.'
        keys.wrong("RTN-E030", "of_person", "En uppgift om personen gäller inget annat i ärendet.", hint)
    answers = {choice.value for choice in fields["answer"].choices} if "answer" in fields else set()
    if effect == "related-answered" and "started" not in answers:
        hint = 'Lägg till "started=Ja, det är startat" bland svaren.'
        keys.wrong("RTN-E010", "fields.answer", "Svaret att ärendet är startat saknas.", hint)
    lists = {
        "recipient": scope.vocabulary.recipients,
        "purpose": scope.vocabulary.purposes,
        "kinds": scope.vocabulary.information,
        "form": PROOF_OF_FORM,
        "protection": scope.vocabulary.protection,
        "answer": RELATED_ANSWERS,
        "change": NUMBER_CHANGES,
    }
    for name in wanted:
        if name in lists and name in fields:
            _check_choices(fields[name], lists[name], keys)


def _check_texts(event: EventType, keys: Keys) -> None:
    """Only a text that belongs in the main case system can be written in one of two places, and so be required in one of them alone."""
    for field in event.fields:
        if field.required_in_hemvist and (field.required or field.type != "long-text" or not event.treserva):
            hint = "Skriv required_in_hemvist bara för ett fält av typen long-text utan required, i en händelse med treserva = true."
            message = f"Fältet ”{field.name}” kan inte krävas bara i Hemvist."
            keys.wrong("RTN-E016", f"fields.{field.name}", message, hint)


def _check_proofs(fields: dict[str, Field], keys: Keys) -> None:
    """Each way of consenting that the form offers can be shown afterwards: the event asks how."""
    offered = {PROOF_OF_FORM[choice.value] for choice in fields["form"].choices if choice.value in PROOF_OF_FORM}
    for name in sorted(offered - set(fields)):
        hint = f'Lägg till fields.{name} = {{ type = "text", label = "…" }}.'
        keys.wrong("RTN-E030", "effect", f"Effekten ”consent-given” behöver fältet ”{name}” av typen text.", hint)


def _check_choices(field: Field, allowed: Iterable[str], keys: Keys) -> None:
    known = set(allowed)
    for choice in field.choices:
        if choice.value not in known:
            keys.wrong(
                "RTN-E010",
                f"fields.{field.name}",
                f"Okänt värde i ”{field.name}”: ”{choice.value}”.",
                like(choice.value, known),
            )


def read_item(keys: Keys, source: Source, scope: Scope) -> tuple[str, Field] | None:
    """Read an ``item`` block: the event it belongs to, and the field that it adds to that event's form."""
    event = keys.one_of("of", scope.event_ids, required=True, code="RTN-E011", what="Okänd händelse")
    name = keys.text("id", required=True)
    if name and not FIELD_NAME.match(name):
        keys.wrong(
            "RTN-E033",
            "id",
            f"”{name}” kan inte vara namn på ett fält.",
            "Använd små bokstäver a–z, siffror och understreck.",
        )
    kind, choices = _answers(keys)
    field = Field(
        name=name,
        type=kind,
        label=keys.text("label", required=True),
        help=keys.text("help"),
        choices=choices,
        required=keys.flag("required"),
        clause=source.clause,
        by=scope.role_list(keys, "by"),
        known_from=_read_known_from(keys),
    )
    keys.rest()
    return (event, field) if event and name else None


def _answers(keys: Keys) -> tuple[FieldType, tuple[Choice, ...]]:
    value = keys.data.get("answers")
    if isinstance(value, list):
        return "choice", read_choices(keys, "answers")
    answer = keys.one_of("answers", ("done", "text"), required=True, what="Okänt slag av svar")
    return ("long-text", ()) if answer == "text" else ("yes-no", ())


def read_extension(keys: Keys, scope: Scope) -> EventType | None:
    """Read an ``extend`` block: an event of a shared file with further roles that record it, and further answers to its choices, in this routine."""
    name = keys.one_of("event", scope.event_ids, required=True, code="RTN-E011", what="Okänd händelse")
    recorders = scope.role_list(keys, "recorded_by", required=False)
    fields = keys.inline("fields")
    keys.rest()
    event = scope.events.get(name)
    if event is None:
        return None
    extended = {one.name: one for one in event.fields}
    for field in fields.data if fields else ():
        inner = fields.inline(field) if fields else None
        more = read_choices(inner, "choices") if inner else ()
        if field not in extended or not extended[field].choices:
            known = [one.name for one in event.fields if one.choices]
            keys.wrong("RTN-E016", f"fields.{field}", f"”{name}” har inget val ”{field}”.", like(field, known))
            continue
        if inner is not None:
            inner.rest()
        twice = {one.value for one in extended[field].choices} & {one.value for one in more}
        if twice:
            keys.wrong("RTN-E018", f"fields.{field}", f"Valet ”{min(twice)}” finns redan.", "Ta bort det här.")
        extended[field] = replace(extended[field], choices=(*extended[field].choices, *more))
    recorded_by = tuple(dict.fromkeys((*event.recorded_by, *recorders)))
    made = replace(event, recorded_by=recorded_by, fields=tuple(extended.values()))
    if fields:
        _check_effect(made, keys, scope)
    return made


def add_field(event: EventType, field: Field, keys: Keys) -> EventType:
    """Give an event the field of an item; a name that is taken is an error."""
    if any(one.name == field.name for one in event.fields):
        keys.wrong(
            "RTN-E018", "id", f"Händelsen ”{event.id}” har redan ett fält ”{field.name}”.", "Ge punkten ett eget id."
        )
        return event
    return replace(event, fields=(*event.fields, field))
