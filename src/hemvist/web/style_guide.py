"""The page /stil: every macro once, so that the look can be seen and tested. All names and dates on it are made up."""

import datetime as dt
import os

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hemvist import clock


@require_http_methods(["GET", "POST"])
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every macro. Its forms come back here and record nothing. Exists only while developing, or with HEMVIST_STYLEGUIDE=1."""
    if not (settings.DEBUG or os.environ.get("HEMVIST_STYLEGUIDE") == "1"):
        raise Http404
    return render(request, "stil.html", _samples(clock.today()))


def _samples(today: dt.date) -> dict[str, object]:
    """Make what the page shows, relative to today."""
    day = dt.timedelta(days=1)
    clause = {"routine": "kompetenscenter", "edition": "e2", "clause_id": "KC-30"}
    return {
        "today": today,
        "duties": [
            ("Kontrollera skydd", "Samordnare", "KC-28", today - 2 * day, "open"),
            ("Boka inskrivningsmöte", "Socialsekreterare", "KC-40", today, "open"),
            ("Hämta in samtycke", "Socialsekreterare", "KC-33", today + day, "open"),
            ("Följa upp insatsen", "Konsulent", "KC-62", today + 12 * day, "open"),
            ("Skicka uppdrag till Kompetenscenter", "Socialsekreterare", "KC-30", today + 3 * day, "waiting"),
            ("Svara om behov av tolk", "Konsulent", "KC-44", None, "undetermined"),
        ],
        "clause": clause,
        "entries": [
            {
                "state": "past",
                "when": today - 30 * day,
                "title": "Bedömning påbörjad",
                "by": "Sara Prov",
                "clauses": [clause],
            },
            {"state": "annulled", "when": today - 20 * day, "title": "Möte bokat", "by": "Sara Prov"},
            {
                "state": "past",
                "when": dt.datetime.combine(today - 9 * day, dt.time(9, 30), dt.UTC),
                "title": "Möte hölls",
                "by": "Kim Exempel",
                "text": "Inskrivningen är klar.",
                "tags": [("avvikelse", "warning")],
            },
            {"state": "today", "when": today},
            {"state": "planned", "when": today + 12 * day, "title": "Uppföljning"},
        ],
        "periods": [
            (today - 200 * day, today + 164 * day, None),
            (today - 350 * day, today + 14 * day, today - 16 * day),
            (today - 370 * day, today - 6 * day, None),
            (today + 5 * day, today + 369 * day, None),
        ],
        "kinds": ["text", "long-text", "date", "datetime", "time", "number", "yes-no", "yes-no-unknown", "language"],
        "few": [("a", "Arbetsmarknad"), ("r", "Rehabilitering")],
        "many": [(str(number), f"Enhet {number}") for number in range(1, 9)],
    }
