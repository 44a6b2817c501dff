"""The plain Swedish of who saw what, and why."""

from django.utils.translation import gettext

from hemvist.cases.library import library
from hemvist.secrecy.kinds import Kinds


def why_in_words(ground: str) -> str:
    """Say to the client, or to anybody, why somebody may see the case."""
    return {
        "own-board": gettext("arbetar på enheten som handlägger ärendet"),
        "named": gettext("är handläggare i ärendet"),
        "executor": gettext("arbetar på enheten som genomför insatsen"),
        "own-record": gettext("har dokumenterat en del av ärendet hos sig"),
        "given-back": gettext("ska få veta hur insatsen går"),
        "asked": gettext("har frågat enligt lag och fått svar"),
        "hand-over": gettext("lämnade över ärendet till en kollega"),
        "emergency": gettext("öppnade ärendet för någons liv eller hälsa"),
    }[ground]


def page_in_words(page: str, outcome: str) -> str:
    """Say what somebody did, from the name of the page in the log."""
    if outcome == "refused":
        return gettext("Försökte öppna men stoppades")
    if outcome == "written":
        return gettext("Skrev i ärendet")
    place = page.partition(":")[0]
    return {
        "worklist": gettext("Såg ärendet i listan Att göra"),
        "calendar": gettext("Såg ärendet i kalendern"),
        "search": gettext("Såg ärendet i en sökning"),
        "assign": gettext("Såg ärendet när uppgifter fördelades"),
        "consents": gettext("Läste samtycken"),
        "letters": gettext("Såg vilka brev och handlingar som finns"),
        "letter-preview": gettext("Förhandsgranskade ett brev"),
        "document": gettext("Öppnade ett brev eller en handling"),
        "ssbtek": gettext("Läste kontrollen i SSBTEK"),
        "ssbtek-asked": gettext("Frågade SSBTEK"),
        "log-extract": gettext("Tog fram loggutdrag"),
        "who-can-see": gettext("Såg vem som ser ärendet"),
        "log-review": gettext("Kontrollerade loggen"),
        "emergency-review": gettext("Granskade en öppning för liv eller hälsa"),
        "case": gettext("Öppnade ärendet"),
        "emergency": gettext("Öppnade ärendet för liv eller hälsa"),
    }.get(place, gettext("Öppnade en sida i ärendet"))


def kinds_in_words(kinds: Kinds) -> str:
    """Name kinds of information."""
    if kinds.everything:
        return gettext("Alla uppgifter")
    labels = library().vocabulary.information
    return ", ".join(labels.get(kind, kind) for kind in sorted(kinds.some, key=list(labels).index))


def source_in_words(source: str) -> str:
    """Say whose record it is; nothing where it is anybody's."""
    roles = library().vocabulary.roles
    if source in roles:
        return gettext("det som %(role)s har dokumenterat") % {"role": roles[source].label.lower()}
    return {
        "": "",
        "decider": gettext("det som socialtjänsten har dokumenterat"),
        "executor": gettext("det som den som genomför insatsen har dokumenterat"),
    }[source]
