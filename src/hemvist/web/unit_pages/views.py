"""The page of one's own unit, absences and handing over. Those who lead the unit do it for everyone there; others for themselves."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

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
from hemvist.web.unit_pages.forms import AbsenceForm, AppointForm, Choices, HandOverForm, TelephoneForm, told


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """Show who works at the viewer's units today, and the two forms."""
    return _page(request, _Staff(cast("PageRequest", request).viewer))


@require_POST
def absence(request: HttpRequest) -> HttpResponse:
    """Let someone stand in for someone who is away."""
    known = _Staff(cast("PageRequest", request).viewer)
    form = AbsenceForm(request.POST, workers=known.workers, stand_ins=known.colleagues)
    if form.is_valid():
        given = form.cleaned_data
        people = Worker.objects.in_bulk([each for each in (given["worker"], given["stand_in"]) if each is not None])
        stand_in = people.get(given["stand_in"])
        try:
            staffing.set_absence(people[given["worker"]], stand_in, given["first_day"], given["last_day"])
        except staffing.StaffingError as error:
            form.add_error("last_day" if error.code == "ORG-02" else "stand_in", _(error.message))
        else:
            messages.success(request, _("Frånvaron är inlagd."))
            if stand_in is None:
                _tell_of_nobody(request, left_behind_by(known.viewer, given["worker"]))
            return redirect("unit")
    return _page(request, known, absence_form=form, status=422)


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


@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """Show what will be handed over and, once that is confirmed, hand it over."""
    viewer = cast("PageRequest", request).viewer
    known = _Staff(viewer)
    form = HandOverForm(request.POST, givers=known.workers, takers=known.colleagues, today=viewer.today)
    if not form.is_valid():
        return _page(request, known, hand_over_form=form, status=422)
    given = form.cleaned_data
    if request.POST.get("confirmed") == "yes":
        return _step(request, known, form)
    names = dict(known.colleagues)
    shown = {
        "form": form,
        "count": how_much_is_held_by(viewer, given["from_worker"]).cases,
        "giver": names[given["from_worker"]],
        "taker": names[given["to_worker"]],
        "on": given["on"],
        "left_behind": left_behind_by(viewer, given["from_worker"]),
    }
    return render(request, "unit_pages/check_hand_over.html", shown)


def _step(request: HttpRequest, known: "_Staff", form: HandOverForm) -> HttpResponse:
    """Hand over some of what is to be handed over, and show how far it has come; when nothing is left, tell it on the unit's page.

    All that the next step needs to know is which place it begins after: what has been handed over is no longer the giver's.
    """
    viewer, given = cast("PageRequest", request).viewer, form.cleaned_data
    so_far, stuck, place = form.progress()
    step = take_over_some(viewer, given["from_worker"], given["to_worker"], given["on"], place)
    so_far += len({held.case for held in step.given})
    stuck += len({held.case for held, _why in step.refused})
    left = how_much_is_held_by(viewer, given["from_worker"], step.last).cases
    if left == 0 and not stuck:
        done = ngettext("Ett ärende är överlämnat.", "%(num)s ärenden är överlämnade.", so_far)
        messages.success(request, done % {"num": so_far})
        _tell_of_left_behind(request, left_behind_by(viewer, given["from_worker"]))
        return redirect("unit")
    names = dict(known.colleagues)
    roles = {role.id: role.label for role in library().vocabulary.roles.values()}
    shown = {
        "form": form,
        "done": so_far,
        "left": left,
        "stuck": stuck,
        "refused": [(held.case, held.reference, roles.get(held.role, held.role), why) for held, why in step.refused],
        "place": f"{step.last.case_row}.{step.last.role}",
        "goes_on": left > 0 and not step.refused,
        "left_behind": 0 if left else left_behind_by(viewer, given["from_worker"]),
        "giver": names[given["from_worker"]],
        "taker": names[given["to_worker"]],
    }
    return render(request, "unit_pages/handing_over.html", shown)


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
    form = AppointForm(request.POST, handlers=known.handlers)
    if form.is_valid():
        unit, worker = form.chosen()
        try:
            appoint_unseen(viewer, unit, worker, form.cleaned_data["counted"])
        except Refused as refused:
            form.add_error("handler", _(str(refused)))
        except CaseNotFound:
            form.add_error("handler", _("Det finns inget sådant ärende längre. Ingen är utsedd."))
        else:
            messages.success(
                request, _("Handläggaren är utsedd och ser ärendet nu. Berätta det för personen du valde.")
            )
            return redirect("unit")
    elif "counted" in form.errors:
        form.add_error("handler", _("Sidan har ändrats. Ingen är utsedd: välj igen."))
    return _page(request, known, appoint_form=form, status=422)


@require_POST
def telephone(request: HttpRequest) -> HttpResponse:
    """Set where clients call a unit or a worker, as it stands in letters."""
    known = _Staff(cast("PageRequest", request).viewer)
    form = TelephoneForm(request.POST, owners=known.owners)
    if not form.is_valid():
        return _page(request, known, telephone_form=form, status=422)
    kind, which = form.chosen()
    number = form.cleaned_data["telephone"]
    (telephones.set_unit_telephone if kind == "unit" else telephones.set_worker_telephone)(which, number)
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


def _is_away_with_nobody(colleague: Colleague, day: date) -> bool:
    """Whether somebody is away on a day and nobody has their turns."""
    return any(away.first_day <= day <= away.last_day and not away.stand_in for away in colleague.absences)


def _choices(staff: Iterable[Colleague]) -> Choices:
    return list(dict.fromkeys((c.worker_id, c.name) for c in staff))


def _choices_with(choices: Choices, own: tuple[int, str]) -> Choices:
    return choices if own in choices else [own, *choices]


def _page(
    request: HttpRequest,
    known: _Staff,
    *,
    absence_form: AbsenceForm | None = None,
    hand_over_form: HandOverForm | None = None,
    appoint_form: AppointForm | None = None,
    telephone_form: TelephoneForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = cast("PageRequest", request).viewer.today
    sent = (appoint_form, absence_form, hand_over_form, telephone_form)
    wrong = [each for form in sent if form for each in told(form)]
    shown = {
        "units": [
            (known.names[unit], staff, known.telephones.get(unit, ""), unit in known.led)
            for unit, staff in known.units.items()
        ],
        "role_labels": {role.id: role.label for role in library().vocabulary.roles.values()},
        "workers": known.workers,
        "stand_ins": known.colleagues,
        "absence_form": absence_form or AbsenceForm(None, workers=known.workers, stand_ins=known.colleagues),
        "hand_over_form": hand_over_form
        or HandOverForm(None, givers=known.workers, takers=known.colleagues, today=today),
        "unattended": [(known.names[unit], count) for unit, count in known.unattended.items()],
        "counted": sum(known.unattended.values()),
        "handlers": known.handlers,
        "appoint_form": appoint_form or AppointForm(None, handlers=known.handlers),
        "telephone_form": telephone_form or TelephoneForm(None, owners=known.owners),
        "owners": known.owners,
        "wrong": wrong,
        "overseer": bool(units_overseen(cast("PageRequest", request).viewer)),
    }
    return render(request, "unit_pages/unit.html", shown, status=status)
