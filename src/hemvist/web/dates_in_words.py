"""Dates and times as the pages write them: in words beside a date, and always ÅÅÅÅ-MM-DD in Swedish time."""

import datetime as dt
import re

from django.utils.translation import gettext, ngettext

from hemvist.clock import LOCAL_ZONE

#: The words a form field may hold when what it asks about is not known; shown as an empty input.
_NOT_A_DATE = ("", "unknown")
#: A date and a time in one text; any other text with a space in it was typed so, and is shown whole.
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d.*)")


def iso(day: dt.date) -> str:
    """Write a day as ÅÅÅÅ-MM-DD; a moment gives its day in Swedish time."""
    if isinstance(day, dt.datetime):
        day = _local(day).date()
    return day.isoformat()


def stamp(moment: dt.datetime) -> str:
    """Write a moment as ÅÅÅÅ-MM-DD TT:MM in Swedish time."""
    return f"{_local(moment):%Y-%m-%d %H:%M}"


def when(moment: dt.date | dt.datetime | str) -> str:
    """Write a moment, a day or a ready text, each in its own way."""
    if isinstance(moment, dt.datetime):
        return stamp(moment)
    return iso(moment) if isinstance(moment, dt.date) else moment


def weekday(day: dt.date) -> str:
    """Name the day of the week in the language of the page, in lower case."""
    names = (
        gettext("måndag"),
        gettext("tisdag"),
        gettext("onsdag"),
        gettext("torsdag"),
        gettext("fredag"),
        gettext("lördag"),
        gettext("söndag"),
    )
    return names[day.weekday()]


def due_words(due_on: dt.date, today: dt.date) -> str:
    """Say how far a day is from today: "i dag", "i morgon", "om 3 dagar", "2 dagar försenad"."""
    days = (due_on - today).days
    if days == 0:
        return gettext("i dag")
    if days == 1:
        return gettext("i morgon")
    if days > 0:
        return ngettext("om %(num)s dag", "om %(num)s dagar", days) % {"num": days}
    return ngettext("%(num)s dag försenad", "%(num)s dagar försenad", -days) % {"num": -days}


def waiting_words(due_on: dt.date | None, today: dt.date) -> str:
    """Say that a duty waits; and by how much, where its day has passed: "väntar, 2 dagar försenad"."""
    if due_on is None or due_on >= today:
        return gettext("Väntar")
    return gettext("Väntar, %(late)s") % {"late": due_words(due_on, today)}


def due_tone(due_on: dt.date, today: dt.date) -> str:
    """Give the tone that goes with `due_words`: danger when late, warning today, info within a week, else neutral."""
    days = (due_on - today).days
    if days < 0:
        return "danger"
    if days == 0:
        return "warning"
    return "info" if days < 7 else "neutral"


def due_icon(due_on: dt.date, today: dt.date) -> str:
    """Give the drawing that goes with `due_words`, so that lateness never rests on colour."""
    days = (due_on - today).days
    if days < 0:
        return "danger"
    return "clock" if days == 0 else "calendar"


def date_part(value: dt.date | dict[str, str] | str | None) -> str:
    """Give what the date input of a form shows for a value, exactly as typed if it was typed."""
    if isinstance(value, dict):
        return str(value.get("date") or "")
    if isinstance(value, dt.date):
        return iso(value)
    if value is None or value in _NOT_A_DATE:
        return ""
    moment = _MOMENT.fullmatch(value)
    return moment[1] if moment else value


def time_part(value: dt.date | dict[str, str] | str | None) -> str:
    """Give what the time input of a form shows for a value, exactly as typed if it was typed."""
    if isinstance(value, dict):
        return str(value.get("time") or "")
    if isinstance(value, dt.datetime):
        return f"{_local(value):%H:%M}"
    if isinstance(value, dt.date) or value is None or value in _NOT_A_DATE:
        return ""
    moment = _MOMENT.fullmatch(value)
    return moment[2][:5] if moment else ""


def _local(moment: dt.datetime) -> dt.datetime:
    """Bring a moment to Swedish time; one without a zone is taken to be Swedish already."""
    return moment.astimezone(LOCAL_ZONE) if moment.tzinfo else moment
