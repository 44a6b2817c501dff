"""``retention list``, ``show``, ``package``, ``verify`` and ``remove``: cases that leave the system. Approving is done in Hemvist itself, by a manager."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hemvist import clock
from hemvist.cli.counting import counted
from hemvist.cli.database import database, tables_are_there
from hemvist.cli.failing import CommandError

if TYPE_CHECKING:
    from datetime import date

    from hemvist.retention.known import Known
    from hemvist.retention.leaving_list import Leaving
    from hemvist.retention.rules import Rule
    from hemvist.retention.running import Outcome, Tell

SOMETHING_FOUND = 1
_EVERY_SECONDS = 1.0


def show_list() -> int:
    """List every case that is due to leave, with its state. Shows no person."""
    with _retention():
        from hemvist.retention.leaving_list import all_leaving

        today, after, count = clock.today(), None, 0
        while True:
            page = all_leaving(today, after)
            for found in page.rows:
                count += 1
                print(
                    f"{found.case.reference}  {found.case.unit}  från {found.verdict.leaves_on}  {_state(found, today)}"
                )
            after = page.following
            if after is None:
                break
    print(f"{count} ärenden ska lämna systemet." if count != 1 else "1 ärende ska lämna systemet.")
    return 0


def show(reference: str) -> int:
    """Say of one case when it leaves, what becomes of it, by which law, and what holds it back."""
    with _retention():
        from hemvist.cases.leaving import quiet_case_by_reference_access_unchecked
        from hemvist.retention.access_log import kept_at_least
        from hemvist.retention.known import known_by_case_access_unchecked
        from hemvist.retention.leaving_list import of_cases
        from hemvist.retention.rules import rule_on

        case = quiet_case_by_reference_access_unchecked(reference.strip().upper())
        if case is None:
            raise CommandError(f"inget ärende har ärendenumret {reference}. Det kan ha lämnat systemet.")
        rule = rule_on(clock.today())
        found = of_cases([case], rule, clock.today())[0]
        log_rule = kept_at_least(clock.today())
        known = known_by_case_access_unchecked(case.case_row, rule, clock.today())
    verdict = found.verdict
    print(f"{case.reference}  {case.unit}")
    print(f"Sista anteckningen: {case.last_note_on}")
    print(f"Ska lämna systemet: från {verdict.leaves_on}, klart senast {verdict.latest_on} ({verdict.source})")
    print(
        f"Vad som händer: {'bevaras i arkivet' if verdict.outcome == 'preserve' else 'gallras'} ({verdict.outcome_source})"
    )
    for obstacle in verdict.obstacles:
        print(f"Hinder: {obstacle.text}" + (f" ({obstacle.source})" if obstacle.source else ""))
    print(f"Läge: {_state(found, clock.today())}")
    print(_known_words(known))
    print(f"Åtkomstloggen sparas så länge ärendet är kvar, och minst {_log_years(log_rule)}")
    return 0


def package(folder: Path) -> int:
    """Write and verify a package of every approved case that has none."""
    with _retention():
        from hemvist.retention.running import package_approved

        outcome = _run(package_approved, folder)
    print(f"{counted(outcome.done, 'arkivpaket skrivet och kontrollerat', 'arkivpaket skrivna och kontrollerade')}.")
    return _told(outcome)


def remove(folder: Path) -> int:
    """Remove every approved case that is in a verified package, or is to be destroyed; and what has become too old of the access log."""
    with _retention():
        from hemvist.cases.removing import clear_the_journal
        from hemvist.retention.running import remove_approved

        outcome = _run(remove_approved, folder)
        told_of_the_log = list(_remove_old_log())
        if (outcome.done or told_of_the_log) and not clear_the_journal():
            print(
                "Databasens journal är inte tömd än: någon läser. Den töms av sig själv, senast när Hemvist startas om."
            )
    print("1 ärende har lämnat systemet." if outcome.done == 1 else f"{outcome.done} ärenden har lämnat systemet.")
    for line in told_of_the_log:
        print(line)
    return _told(outcome)


def _remove_old_log() -> Iterator[str]:
    """Remove what has become too old of the access log, and say how much it was, and what keeps the rest."""
    from hemvist.retention.access_log import oldest_kept, remove_old_log

    kept = oldest_kept(clock.today())
    removed = remove_old_log(clock.today(), _progress("rader i åtkomstloggen"))
    if removed.entries:
        yield f"{removed.entries} rader i åtkomstloggen från före {kept.day} är borttagna och räknade."
    if kept.review:
        unit, first_day = kept.review
        yield f"Åtkomstloggen från och med {first_day} är kvar: loggkontrollen på {unit} som börjar då är inte klar."


def verify(packages: list[Path]) -> int:
    """Check packages by reading them. Needs no database."""
    from hemvist.retention.packaging.checking import check_package

    broken = 0
    for place in packages:
        if not place.is_dir():
            raise CommandError(f"{place} är ingen mapp. Ange mappen med paketet, den som har METS.xml i sig.")
        try:
            checked = check_package(place)
        except OSError as error:
            raise CommandError(f"paketet {place} kan inte läsas: {error.strerror}.") from error
        for fault in checked.faults:
            print(f"{place.name}  {fault.code}  {fault.place}  {fault.message}")
        broken += not checked.whole
        if checked.whole:
            held = f"{counted(checked.events, 'händelse', 'händelser')}, {counted(checked.files, 'fil', 'filer')}"
            print(f"{place.name}  helt: {held}, kedja {checked.chain[:12]}")
    return SOMETHING_FOUND if broken else 0


def _state(found: "Leaving", today: "date") -> str:
    """Say in a few words how far a case has come."""
    if not found.verdict.due:
        return "ska inte lämna systemet än"
    if found.verdict.obstacles:
        return "hindras: " + " ".join(one.text for one in found.verdict.obstacles)
    late = f" FÖR SENT, skulle vara klart {found.verdict.latest_on}" if found.verdict.is_late(today) else ""
    named = " (av en chef som är namngiven i ärendet)" if found.case.protected else ""
    if found.approval is None:
        return f"väntar på godkännande{named}{late}"
    if found.approval.lapsed:
        return f"godkännandet har fallit: något har ändrats, godkänn på nytt{named}{late}"
    ready = "kan tas bort" if found.ready else "väntar på arkivpaket"
    return f"godkänt {found.approval.at.astimezone(clock.LOCAL_ZONE).date()} av {found.approval.worker}, {ready}{late}"


def _known_words(known: "Known | None") -> str:
    """Say until when the person is known in the administration by this case: another time than the one it leaves by."""
    if known is None:
        return "Känd i förvaltningen: går inte att säga, en händelse kan inte läsas. Kör hemvist verify-record."
    if known.until is None:
        return f"Känd i förvaltningen: inte genom det här ärendet, som inte har haft någon stödinsats ({known.source})"
    tense = "till och med" if known.is_known else "till"
    return (
        f"Känd i förvaltningen: {tense} {known.until}, efter stödinsats till och med {known.last_day} ({known.source})"
    )


def _log_years(rule: "Rule") -> str:
    """Say for how long the access log is kept, and by what."""
    source = "stadens egen tid" if rule.access_log_is_local else rule.access_log_source
    return f"{rule.access_log_kept_at_least_years} år ({source})"


def _run(work: "Callable[[Path, date, Tell], Outcome]", folder: Path) -> "Outcome":
    from hemvist.retention.running import FolderFault

    try:
        return work(folder, clock.today(), _progress("ärenden"))
    except FolderFault as fault:
        raise CommandError(str(fault)) from fault
    except OSError as error:
        place = error.filename or folder
        raise CommandError(
            f"det går inte att läsa eller skriva {place}: {error.strerror}. Inget ärende är skadat; kör igen."
        ) from error


def _progress(what: str) -> "Tell":
    """Say on standard error, at most once a second, how many have been gone through."""
    last = time.monotonic()

    def tell(seen: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY_SECONDS:
            last = time.monotonic()
            print(f"{seen} {what} genomgångna …", file=sys.stderr, flush=True)

    return tell


def _told(outcome: "Outcome") -> int:
    for reference, why in outcome.not_done:
        print(f"{reference}  {why}")
    return SOMETHING_FOUND if outcome.not_done else 0


@contextmanager
def _retention() -> Iterator[None]:
    """The database, and the rules: what is wrong with either is told in words."""
    with database():
        from hemvist.retention.rules import RulesFault

        tables_are_there()
        try:
            yield
        except RulesFault as fault:
            raise CommandError(str(fault)) from fault
