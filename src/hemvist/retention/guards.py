"""What the database itself demands before a case may leave: the newest decision approves it as it is, nothing holds it, and where it is to be
preserved a package of it, as it is, has been verified. A removal without that cannot be written, whoever asks.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from hemvist.cases.leaving_guard import delete_only_if
from hemvist.secrecy.append_only import keep_append_only

APPEND_ONLY = ("retention_holdentry", "retention_decision", "retention_package")
REMOVALS = "cases_removal"
REFUSED = "cases_removal refused: not approved as it is, held, or not in a verified package"

_APPROVED = (
    "EXISTS (SELECT 1 FROM retention_decision d JOIN cases_case c ON c.id = d.case_row WHERE d.case_row = NEW.case_row"
    " AND d.id = (SELECT MAX(n.id) FROM retention_decision n WHERE n.case_row = NEW.case_row) AND d.kind = 'approved'"
    " AND d.outcome = NEW.outcome AND d.worker_id = NEW.approved_by_id AND d.chain = NEW.chain AND c.chain = NEW.chain"
    " AND d.hold_entries = (SELECT COUNT(*) FROM retention_holdentry e WHERE e.case_row = NEW.case_row)"
    " AND c.sequence = NEW.events AND c.state = 'closed' AND (NEW.outcome = 'destroy' OR d.package = NEW.package))"
)
_NOT_HELD = (
    "NOT EXISTS (SELECT 1 FROM retention_holdentry h WHERE h.case_row = NEW.case_row AND h.kind = 'put'"
    " AND NOT EXISTS (SELECT 1 FROM retention_holdentry l WHERE l.hold = h.hold AND l.kind = 'lifted'))"
)
_PACKED = (
    "(NEW.outcome = 'destroy' OR EXISTS (SELECT 1 FROM retention_package p WHERE p.package = NEW.package AND p.case_row = NEW.case_row"
    " AND p.chain = NEW.chain AND p.events = NEW.events AND p.manifest_digest = NEW.manifest_digest))"
)
LAWFUL = f"({_APPROVED} AND {_NOT_HELD} AND {_PACKED})"
_LEAVING = "EXISTS (SELECT 1 FROM cases_removal r WHERE r.case_row = OLD.case_row)"


def guard(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger of this package in place."""
    for table in APPEND_ONLY:
        keep_append_only(connection, table)
    delete_only_if(connection, "retention_holdentry", _LEAVING)
    for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute(statement)


LAWFUL_TRIGGER = f"hemvist_{REMOVALS}_lawful"
_SQLITE = (
    f"DROP TRIGGER IF EXISTS {LAWFUL_TRIGGER}",
    f"CREATE TRIGGER {LAWFUL_TRIGGER} BEFORE INSERT ON {REMOVALS} WHEN NOT {LAWFUL} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
)
_POSTGRES = (
    (
        f"CREATE OR REPLACE FUNCTION {LAWFUL_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {LAWFUL} THEN RETURN NEW; END IF; RAISE EXCEPTION '{REFUSED}'; END $$"
    ),
    f"CREATE OR REPLACE TRIGGER {LAWFUL_TRIGGER} BEFORE INSERT ON {REMOVALS} FOR EACH ROW EXECUTE FUNCTION {LAWFUL_TRIGGER}()",
)
