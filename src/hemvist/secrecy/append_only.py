"""Triggers that keep a table append-only: a row that stands is never changed or removed, whoever asks.

Used by the migrations of the tables that carry the record and the access log. A database error tells the table's name.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRES_FUNCTION = """
    CREATE OR REPLACE FUNCTION hemvist_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP; END $$
"""


def keep_append_only(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make the database refuse every UPDATE and DELETE (and on PostgreSQL TRUNCATE) of ``table``. Does nothing where it already does."""
    for statement in _statements(connection.vendor, table):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def unguarded(connection: BaseDatabaseWrapper, tables: tuple[str, ...]) -> list[str]:
    """Give those of ``tables`` that have lost a trigger: somebody could change what is recorded there."""
    if connection.vendor == "sqlite":
        query = "SELECT tbl_name, COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'hemvist_%' GROUP BY tbl_name"
    else:
        query = (
            "SELECT relname, COUNT(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname LIKE 'hemvist_%' AND tgenabled <> 'D' GROUP BY relname"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: dict[str, int] = dict(cursor.fetchall())
    return [table for table in tables if found.get(table, 0) < 2]


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS hemvist_{table}_no_{verb.lower()} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} refused'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    rows, whole = f"hemvist_{table}_rows", f"hemvist_{table}_whole"
    return [
        _POSTGRES_FUNCTION,
        f"CREATE OR REPLACE TRIGGER {rows} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION hemvist_refuse_change()",
        f"CREATE OR REPLACE TRIGGER {whole} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION hemvist_refuse_change()",
    ]
