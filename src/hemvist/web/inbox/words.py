"""The words of the inbox: what each kind of notice says, and how one can be told."""

from django.utils.translation import gettext


def kinds_in_words() -> dict[str, str]:
    """Give what a line of each kind says."""
    return {
        "emergency": gettext("Någon har öppnat ett ärende för liv eller hälsa"),
        "turn-late": gettext("Du har fått något att göra som ska vara klart i dag eller tidigare"),
        "overdue": gettext("Något av ditt har blivit försenat"),
        "today": gettext("Något ska göras i dag eller är försenat"),
        "turn": gettext("Du har fått något nytt att göra"),
        "unit-turn": gettext("Din enhet har fått något att göra som ingen har tagit"),
        "meeting": gettext("En tid är bokad, flyttad eller inställd"),
    }


def ways_in_words() -> dict[str, str]:
    """Give the ways of being told."""
    return {
        "at-once": gettext("Mejl direkt"),
        "sms": gettext("Sms direkt"),
        "digest": gettext("I dagens mejl"),
        "app": gettext("Bara i Hemvist"),
    }


def messages_in_words() -> dict[str, str]:
    """Give what each kind of message that leaves Hemvist is called."""
    return {
        "mail": gettext("Mejl"),
        "digest": gettext("Dagens mejl"),
        "sms": gettext("Sms"),
        "digital-post": gettext("Digital post"),
        "turn": gettext("Notis om något att göra"),
        "emergency": gettext("Larm om öppning för liv eller hälsa"),
        "invitation": gettext("Kallelse till möte"),
        "room": gettext("Bokning av rum"),
        "webhook": gettext("Meddelande till ett annat system"),
    }
