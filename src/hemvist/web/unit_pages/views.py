"""The page of one's own unit, absences and handing over. Those who lead the unit do it for everyone there; others for themselves.

A form that is wrong is kept with the session and shown on the page by an address of its own, so that it can be gone back to.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hemvist.cases.assigning import how_much_is_held_by, take_over_some
from hemvist.cases.entries import CaseNotFound, Refused
from hemvist.cases.library import library
from hemvist.cases.overseeing import units_overseen
from hemvist.cases.unattended import appoint_unseen, left_behind_by, unattended
from hemvist.organisation import staffing, telephones
from hemvist.organisation.models import Worker
from hemvist.organisation.unit_staff import LEADING_ROLES, Colleague, staff_of
from hemvist.secrecy.viewer import Viewer
from hemvist.web.context import PageRequest
from hemvist.web.kept_forms import PLACE, STEP, address_of_form, forget_form, kept_form, kept_no_longer, shown_again
from hemvist.web.unit_pages.forms import AbsenceForm, AppointForm, Choices, HandOverForm, TelephoneForm, told

UNPROCESSABLE = 422
ABSENCE, HAND_OVER, APPOINT, TELEPHONE = "absence_form", "hand_over_form", "appoint_form", "telephone_form"
# Kept with a form: which one it is; what was found wrong with it when it was tried; what a step of a handing over refused.
FORM, WRONG, REFUSED = "form", "wrong", "refused"
GOES_ON = "pagar"
"""The step of a handing over that has begun."""


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """Show who works at the viewer's units today, and the forms; the one that was sent, with what is wrong in it."""
    known, kept = _Staff(cast("PageRequest", request).viewer), kept_form(request)
    if kept is None:
        return kept_no_longer(request, "unit") if PLACE in request.GET else _page(request, known)
    return _page(request, known, kept)


@require_POST
def absence(request: HttpRequest) -> HttpResponse:
    """Let someone stand in for someone who is away."""
    known = _Staff(cast("PageRequest", request).viewer)
    form = known.absence_form(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        people = Worker.objects.in_bulk([each for each in (given["worker"], given["stand_in"]) if each is not None])
        stand_in = people.get(given["stand_in"])
        try:
            staffing.set_absence(people[given["worker"]], stand_in, given["first_day"], given["last_day"])
        except staffing.StaffingError as error:
            form.add_error("last_day" if error.code == "ORG-02" else "stand_in", _(error.message))
        else:
            forget_form(request)
            messages.success(request, _("Frånvaron är inlagd."))
            if stand_in is None:
                _tell_of_nobody(request, left_behind_by(known.viewer, given["worker"]))
            return redirect("unit")
    return _again(request, known, ABSENCE, form)


def _tell_of_nobody(request: HttpRequest, count: int) -> None:
    """Tell how many cases of protected persons have nobody while somebody is away and nobody stands in, and what to do."""
    told_of = ngettext(
        "Ett ärende med skydd har bara den personen. Lägg in en ersättare, annars har ingen det så länge.",
        "%(num)s ärenden med skydd har bara den personen. Lägg in en ersättare, annars har ingen dem så länge.",
        count,
    )
    _warn(request, told_of, count)


def _warn(request: HttpRequest, told_of: str, count: int) -> None:
    """Tell of protected cases, if there are any: a number, and nothing else of them."""
    if count:
        messages.warning(request, told_of % {"num": count})


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Show what will be handed over and, once that is confirmed, hand it over; then how far it has come."""
    viewer = cast("PageRequest", request).viewer
    known, kept = _Staff(viewer), request.POST if request.method == "POST" else kept_form(request)
    if kept is None:
        return kept_no_longer(request, "unit")
    form = known.hand_over_form(kept)
    if not form.is_valid():
        return _again(request, known, HAND_OVER, form)
    if request.method != "POST":
        return _progress(request, known, kept) if request.GET.get(STEP) == GOES_ON else _check(request, known, form)
    if request.POST.get("confirmed") == "yes":
        return _step(request, known, form)
    return shown_again(request, _to_keep(HAND_OVER, form)) or _check(request, known, form)


def _check(request: HttpRequest, known: "_Staff", form: HandOverForm) -> HttpResponse:
    """Show what will be handed over, before it is."""
    given = form.cleaned_data
    shown = {
        "count": how_much_is_held_by(known.viewer, given["from_worker"]).cases,
        "on": given["on"],
        "left_behind": left_behind_by(known.viewer, given["from_worker"]),
    }
    return render(request, "unit_pages/check_hand_over.html", shown | _between(request, known, form))


def _between(request: HttpRequest, known: "_Staff", form: HandOverForm) -> dict[str, object]:
    """Give what every page of a handing over shows: from whom, to whom, and where its form is sent."""
    names, given = dict(known.colleagues), form.cleaned_data
    return {
        "form": form,
        "giver": names[given["from_worker"]],
        "taker": names[given["to_worker"]],
        "address": address_of_form(request),
    }


def _to_keep(which: str, form: forms.Form, **more: object) -> QueryDict:
    """Give what is kept of a form: which it is, and what was answered to its own questions, with what is to be carried on."""
    answers = QueryDict(mutable=True)
    answers.update({name: form.data[name] for name in form.fields if name in form.data})
    for name, value in (more | {FORM: which}).items():
        answers[name] = str(value)
    return answers


def _step(request: HttpRequest, known: "_Staff", form: HandOverForm) -> HttpResponse:
    """Hand over some of what is to be handed over, and lead to how far it has come; when nothing is left, tell it on the unit's page.

    All that the next step needs to know is which place it begins after: what has been handed over is no longer the giver's.
    """
    viewer, given = known.viewer, form.cleaned_data
    so_far, stuck, place = form.progress()
    step = take_over_some(viewer, given["from_worker"], given["to_worker"], given["on"], place)
    so_far += len({held.case for held in step.given})
    stuck += len({held.case for held, _why in step.refused})
    left = how_much_is_held_by(viewer, given["from_worker"], step.last).cases
    if left == 0 and not stuck:
        forget_form(request)
        done = ngettext("Ett ärende är överlämnat.", "%(num)s ärenden är överlämnade.", so_far)
        messages.success(request, done % {"num": so_far})
        _tell_of_left_behind(request, left_behind_by(viewer, given["from_worker"]))
        return redirect("unit")
    roles = {role.id: role.label for role in library().vocabulary.roles.values()}
    refused = [(str(held.case), held.reference, roles.get(held.role, held.role), why) for held, why in step.refused]
    after = f"{step.last.case_row}.{step.last.role}"
    sent = _to_keep(HAND_OVER, form, done=so_far, stuck=stuck, after=after, **{REFUSED: json.dumps(refused)})
    return shown_again(request, sent, GOES_ON) or _progress(request, known, sent)


def _progress(request: HttpRequest, known: "_Staff", kept: QueryDict) -> HttpResponse:
    """Show how far a handing over has come, and what its last step refused."""
    form = known.hand_over_form(kept)
    form.full_clean()
    giver = form.cleaned_data["from_worker"]
    done, stuck, place = form.progress()
    left, refused = how_much_is_held_by(known.viewer, giver, place).cases, json.loads(kept.get(REFUSED, "[]"))
    shown = {
        "done": done,
        "left": left,
        "stuck": stuck,
        "refused": refused,
        "place": kept.get("after", ""),
        "goes_on": left > 0 and not refused,
        "left_behind": 0 if left else left_behind_by(known.viewer, giver),
    }
    return render(request, "unit_pages/handing_over.html", shown | _between(request, known, form))


def _tell_of_left_behind(request: HttpRequest, count: int) -> None:
    """Tell how many cases of protected persons did not follow, and what to do."""
    told_of = ngettext(
        "Ett ärende med skydd följde inte med. Personen lämnar själv över det innan hen slutar.",
        "%(num)s ärenden med skydd följde inte med. Personen lämnar själv över dem innan hen slutar.",
        count,
    )
    _warn(request, told_of, count)


@require_POST
def appoint(request: HttpRequest) -> HttpResponse:
    """Name somebody in a case that nobody sees any more, of a unit that the viewer leads, without showing anything of it."""
    viewer = cast("PageRequest", request).viewer
    known = _Staff(viewer)
    form = known.appoint_form(request.POST)
    if form.is_valid():
        unit, worker = form.chosen()
        try:
            appoint_unseen(viewer, unit, worker, form.cleaned_data["counted"])
        except Refused as refused:
            form.add_error("handler", _(str(refused)))
        except CaseNotFound:
            form.add_error("handler", _("Det finns inget sådant ärende längre. Ingen är utsedd."))
        else:
            forget_form(request)
            messages.success(
                request, _("Handläggaren är utsedd och ser ärendet nu. Berätta det för personen du valde.")
            )
            return redirect("unit")
    elif "counted" in form.errors:
        form.add_error("handler", _("Sidan har ändrats. Ingen är utsedd: välj igen."))
    return _again(request, known, APPOINT, form)


@require_POST
def telephone(request: HttpRequest) -> HttpResponse:
    """Set where clients call a unit or a worker, as it stands in letters."""
    known = _Staff(cast("PageRequest", request).viewer)
    form = known.telephone_form(request.POST)
    if not form.is_valid():
        return _again(request, known, TELEPHONE, form)
    kind, which = form.chosen()
    number = form.cleaned_data["telephone"]
    (telephones.set_unit_telephone if kind == "unit" else telephones.set_worker_telephone)(which, number)
    forget_form(request)
    told_of = _("Telefonnumret är sparat. Det står i brev som görs från och med nu.")
    messages.success(request, told_of if number else _("Telefonnumret är borttaget."))
    return redirect("unit")


class _Staff:
    """The staff of the viewer's units, and whom the viewer may choose among; what nobody there sees. Four queries for one who leads."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.units = staff_of(viewer.unit_ids, viewer.today)
        self.names = {h.unit_id: h.unit_name for h in viewer.holdings}
        self.telephones = telephones.telephones_of_units(viewer.unit_ids)
        self.colleagues = _choices(c for staff in self.units.values() for c in staff)
        led = {h.unit_id for h in viewer.holdings if h.role in LEADING_ROLES}
        of_led = _choices(c for unit, staff in self.units.items() if unit in led for c in staff)
        self.workers = _choices_with(of_led, (viewer.worker_id, viewer.name))
        self.led = led
        self.owners = [(f"unit.{unit}", self.names[unit]) for unit in self.units if unit in led]
        self.owners += [(f"worker.{worker}", name) for worker, name in self.workers]
        self.unattended = unattended(viewer)
        self.handlers = [
            (f"{unit}.{c.worker_id}", c.name if len(self.unattended) == 1 else f"{c.name}, {self.names[unit]}")
            for unit in self.unattended
            if unit in units_overseen(viewer)
            for c in self.units[unit]
            if c.worker_id not in viewer.worker_ids and not _is_away_with_nobody(c, viewer.today)
        ]

    def absence_form(self, data: QueryDict | None) -> AbsenceForm:
        """Give the form of an absence, empty or with what was sent."""
        return AbsenceForm(data, workers=self.workers, stand_ins=self.colleagues)

    def hand_over_form(self, data: QueryDict | None) -> HandOverForm:
        """Give the form of handing over."""
        return HandOverForm(data, givers=self.workers, takers=self.colleagues, today=self.viewer.today)

    def appoint_form(self, data: QueryDict | None) -> AppointForm:
        """Give the form that names somebody unseen."""
        return AppointForm(data, handlers=self.handlers)

    def telephone_form(self, data: QueryDict | None) -> TelephoneForm:
        """Give the form of telephone numbers."""
        return TelephoneForm(data, owners=self.owners)

    def forms(self, sent: QueryDict | None) -> dict[str, forms.Form]:
        """Give the forms of the page by name, one of them with what was sent and what was wrong with it."""
        made = {ABSENCE: self.absence_form, HAND_OVER: self.hand_over_form, APPOINT: self.appoint_form, TELEPHONE: self.telephone_form}  # fmt: skip
        which = sent.get(FORM, "") if sent is not None else ""
        given = {name: make(sent if name == which else None) for name, make in made.items()}
        if sent is not None and which in given:
            for name, texts in json.loads(sent.get(WRONG, "{}")).items():
                for text in texts if name not in given[which].errors else ():
                    given[which].add_error(name, text)
        return given


def _is_away_with_nobody(colleague: Colleague, day: date) -> bool:
    """Whether somebody is away on a day and nobody has their turns."""
    return any(away.first_day <= day <= away.last_day and not away.stand_in for away in colleague.absences)


def _choices(staff: Iterable[Colleague]) -> Choices:
    return list(dict.fromkeys((c.worker_id, c.name) for c in staff))


def _choices_with(choices: Choices, own: tuple[int, str]) -> Choices:
    return choices if own in choices else [own, *choices]


def _again(request: HttpRequest, known: _Staff, which: str, form: forms.Form) -> HttpResponse:
    """Lead to the page with a form that was sent and what was wrong with it; what is too long to be kept is shown here and now."""
    wrong = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    sent = _to_keep(which, form, **{WRONG: json.dumps(wrong)})
    return shown_again(request, sent, page="unit") or _page(request, known, sent)


def _page(request: HttpRequest, known: _Staff, sent: QueryDict | None = None) -> HttpResponse:
    """Show the page; ``sent``: the form that was sent, as it is kept."""
    given = known.forms(sent)
    wrong = [each for form in given.values() for each in told(form)]
    shown = given | {
        "units": [
            (known.names[unit], staff, known.telephones.get(unit, ""), unit in known.led)
            for unit, staff in known.units.items()
        ],
        "role_labels": {role.id: role.label for role in library().vocabulary.roles.values()},
        "workers": known.workers,
        "stand_ins": known.colleagues,
        "unattended": [(known.names[unit], count) for unit, count in known.unattended.items()],
        "counted": sum(known.unattended.values()),
        "handlers": known.handlers,
        "owners": known.owners,
        "wrong": wrong,
        "overseer": bool(units_overseen(known.viewer)),
        "address": lambda page: address_of_form(request, page),
    }
    return render(request, "unit_pages/unit.html", shown, status=UNPROCESSABLE if wrong else 200)
