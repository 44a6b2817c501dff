"""The one lawful way out of the record, as the database guards it.

An event can be deleted only while it is leaving: its case's removal stands in ``cases_removal`` for the very chain that the case has, and
the event's own seal and chain stand in ``cases_removedevent``. Both are append-only. Since the case itself goes in the same transaction,
nothing can be deleted by that removal afterwards. Whether a removal may be written at all, `hemvist.retention` guards.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

EVENTS = "cases_caseevent"
CONFLICTS = "secrecy_conflictnote"

_LEAVING = (
    "EXISTS (SELECT 1 FROM cases_removal r JOIN cases_case c ON c.id = r.case_row AND c.chain = r.chain AND c.sequence = r.events"
    " JOIN cases_removedevent e ON e.case_row = r.case_row AND e.sequence = OLD.sequence AND e.chain = OLD.chain"
    " WHERE r.case_row = OLD.case_id)"
)


HAS_LEFT = "EXISTS (SELECT 1 FROM cases_removal r WHERE r.case_row = OLD.case_row)"


def let_leaving_events_go(connection: BaseDatabaseWrapper) -> None:
    """Replace the trigger that refuses every DELETE of an event by one that lets those go which are leaving. UPDATE stays refused.

    So too for the reasons of conflicts of interest, which may tell of the person."""
    delete_only_if(connection, EVENTS, _LEAVING)
    delete_only_if(connection, CONFLICTS, HAS_LEFT)


def delete_only_if(connection: BaseDatabaseWrapper, table: str, condition: str) -> None:
    """Let the rows of an append-only table be deleted only where ``condition`` (SQL, the row being ``OLD``) holds; never changed."""
    for statement in _on_sqlite(table, condition) if connection.vendor == "sqlite" else _on_postgres(table, condition):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _on_sqlite(table: str, condition: str) -> list[str]:
    name = f"hemvist_{table}_no_delete"
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        (
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} WHEN NOT {condition}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only: DELETE refused'); END"
        ),
    ]


def _on_postgres(table: str, condition: str) -> list[str]:
    function = f"hemvist_{table}_leaving"
    return [
        (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'DELETE' THEN IF {condition} THEN RETURN OLD; END IF; END IF;"
            " RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP; END $$"
        ),
        (
            f"CREATE OR REPLACE TRIGGER hemvist_{table}_rows BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {function}()"
        ),
    ]
