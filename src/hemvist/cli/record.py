"""``migrate``, ``verify-record`` and ``daily``: what the person who runs Hemvist does with the record."""

from hemvist import clock
from hemvist.cli.case_system import exchange_each_board
from hemvist.cli.counting import counted
from hemvist.cli.database import database, make_tables

SOMETHING_FOUND = 1


def migrate() -> int:
    """Make the tables, or bring them up to date."""
    with database():
        make_tables()
    print("The tables are up to date.")
    return 0


def verify() -> int:
    """Check every chain and every projection against replay, and name what differs."""
    with database():
        from hemvist.cases.verifying import verify_record
        from hemvist.letters.keeping import verify_documents
        from hemvist.retention.verifying import verify_retention

        differences = [*verify_record(), *verify_retention(), *verify_documents()]
    for difference in differences:
        print(difference)
    if differences:
        print(
            f"{counted(len(differences), 'difference')}. The events are the truth; see docs/operations.md on what to do."
        )
        return SOMETHING_FOUND
    print("The record holds: every chain, every digest and every projection agrees with its events.")
    return 0


def daily(*, every_case: bool = False) -> int:
    """Evaluate again the cases whose day has come, and remove what was delivered, and notices, that are older than the city keeps them.

    ``every_case``: evaluate all of them, as after an update of the governing documents.
    """
    with database():
        from hemvist.cases.daily import reevaluate_all_access_unchecked, reevaluate_due
        from hemvist.integrations.delivering import remove_old

        count = (reevaluate_all_access_unchecked if every_case else reevaluate_due)(clock.today())
        remove_old()
        print(f"{counted(count, 'case')} evaluated again.")
        return exchange_each_board()
