"""The grounds on which a case is seen, each with the paragraph of law that it rests on."""

from dataclasses import dataclass
from datetime import date, datetime

from hemvist.secrecy.kinds import Kinds
from hemvist.secrecy.models import Grant

Ground = Grant.Ground

LEGAL: dict[str, str] = {
    Ground.OWN_BOARD: "8 kap. 1 § och 26 kap. 1 § offentlighets- och sekretesslagen: uppgifterna stannar inom nämnden.",
    Ground.NAMED: "26 kap. 1 § offentlighets- och sekretesslagen: den som handlägger ärendet behöver uppgifterna.",
    Ground.EXECUTOR: "10 kap. 1 § och 12 kap. 2 § offentlighets- och sekretesslagen: den enskilde har samtyckt.",
    Ground.OWN_RECORD: "14 kap. 3 § socialtjänstlagen: det som nämnden själv har dokumenterat.",
    Ground.GIVEN_BACK: "15 kap. 9 § socialtjänstlagen: den verkställande nämnden ska lämna uppgifter till den beslutande.",
    Ground.ASKED: "15 kap. 8 § socialtjänstlagen: nämnden frågade, och har rätt till uppgifterna.",
    Ground.HAND_OVER: "26 kap. 1 § offentlighets- och sekretesslagen: överlämning av ärendet, under en bestämd tid.",
    Ground.EMERGENCY: "10 kap. 2 § offentlighets- och sekretesslagen: nödvändigt för att nämnden ska kunna fullgöra sin uppgift.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody sees a case: the ground in Swedish, its paragraph of law, who by it, which kinds of whose information, from and until."""

    who: str
    ground: str
    label: str
    legal: str
    kinds: Kinds
    source: str
    first_day: date
    last_day: date | None
    until: datetime | None = None


def reason_of(
    ground: str,
    who: str,
    kinds: Kinds,
    source: str,
    first_day: date,
    last_day: date | None,
    until: datetime | None = None,
) -> Reason:
    """Put a grant into words."""
    known = Ground(ground)
    return Reason(who, ground, str(known.label), LEGAL[known], kinds, source, first_day, last_day, until)
