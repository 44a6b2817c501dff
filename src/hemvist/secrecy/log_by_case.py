"""The trigger that writes each case of a row of the access log to ``secrecy_accesslogcase``.

It stands in the database, so that whoever writes the log, and however, who opened a case is found through an index; and so that a page
still writes its row of the log in one statement.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TRIGGER = "accesslog_by_case"
_ROWS = {
    "sqlite": "SELECT DISTINCT {id}, value FROM json_each('[' || {rows} || ']')",
    "postgresql": "SELECT DISTINCT {id}, part::bigint FROM unnest(string_to_array({rows}, ',')) AS part",
}
_INSERT = "INSERT INTO secrecy_accesslogcase (entry_id, case_row) "


def write_cases_with_log(connection: BaseDatabaseWrapper) -> None:
    """Make the database write the cases of each new row of the log. Does nothing where it already does."""
    insert = _INSERT + _ROWS[connection.vendor].format(id="NEW.id", rows="NEW.case_rows")
    if connection.vendor == "sqlite":
        statements = [
            f"CREATE TRIGGER IF NOT EXISTS {TRIGGER} AFTER INSERT ON secrecy_accesslogentry WHEN NEW.case_rows <> '' BEGIN {insert}; END"
        ]
    else:
        statements = [
            f"CREATE OR REPLACE FUNCTION {TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {insert}; RETURN NULL; END $$",
            (
                f"CREATE OR REPLACE TRIGGER {TRIGGER} AFTER INSERT ON secrecy_accesslogentry FOR EACH ROW"
                f" WHEN (NEW.case_rows <> '') EXECUTE FUNCTION {TRIGGER}()"
            ),
        ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def write_cases_of_earlier_rows(connection: BaseDatabaseWrapper) -> None:
    """Write the cases of the rows that were logged before there was a trigger. Run once, by the migration."""
    rows = _ROWS[connection.vendor].replace("DISTINCT", "")
    of_each = rows.format(id="l.id", rows="l.case_rows").replace(" FROM ", " FROM secrecy_accesslogentry l, ")
    with connection.cursor() as cursor:
        cursor.execute(f"{_INSERT}{of_each} WHERE l.case_rows <> ''")
