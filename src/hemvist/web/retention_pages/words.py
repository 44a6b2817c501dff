"""What holds a case back, and what cannot be done, in the words of the page's language."""

from django.utils.translation import gettext

from hemvist.retention.dueness import Obstacle
from hemvist.retention.holds import Wrong


def obstacle_words(obstacle: Obstacle) -> str:
    """Say in a sentence what holds a case back."""
    until = obstacle.until.isoformat() if obstacle.until else ""
    return {
        "open": gettext("Ärendet är inte avslutat."),
        "held": gettext("Ärendet har en gallringsspärr."),
        "never": gettext("Ärenden av det här slaget gallras inte."),
        "birth-date-unknown": gettext("Födelsedatum saknas: det kan vara ett barns ärende."),
        "child": gettext("Ärendet gäller ett barn och stannar till %(day)s.") % {"day": until},
    }[obstacle.code]


def wrong_words(wrong: Wrong) -> str:
    """Say what cannot be done and what to do instead; as it was told where the page has no words of its own."""
    return {
        "nothing-chosen": gettext("Välj minst ett ärende."),
        "may-not-leave": gettext("Ett av ärendena kan inte längre godkännas. Titta i listan och välj på nytt."),
        "not-approved": gettext("Ärendet är inte godkänt."),
        "hold-review-passed": gettext("Skriv en dag som ligger framåt i tiden."),
        "hold-not-there": gettext("Spärren är redan hävd eller finns inte."),
        "reason-missing": gettext("Skriv varför."),
        "legal_ground-missing": gettext("Skriv vilken bestämmelse det stöder sig på."),
        "reason-too-long": gettext("Texten är för lång. Korta den."),
        "legal_ground-too-long": gettext("Texten är för lång. Korta den."),
    }.get(wrong.code, wrong.message)
