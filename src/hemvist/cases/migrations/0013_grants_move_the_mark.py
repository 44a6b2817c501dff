"""A grant or a barrier that comes, changes or goes gives its case a new mark: what a process remembers of who may see the case then counts no more.

The database does it, so that nothing that writes these tables can leave it out.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("secrecy_grant", "secrecy_barrier")
CHANGES = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}

ON_POSTGRESQL = """
CREATE FUNCTION hemvist_new_mark() RETURNS trigger AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE cases_case SET mark = floor(random() * 9007199254740992)::bigint WHERE id = OLD.case_row;
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.case_row <> OLD.case_row) THEN
        UPDATE cases_case SET mark = floor(random() * 9007199254740992)::bigint WHERE id = NEW.case_row;
    END IF;
    RETURN NULL;
END $$ LANGUAGE plpgsql
"""


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for change, rows in CHANGES.items():
                cases = ", ".join(f"{row}.case_row" for row in rows)
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_marks_{change.lower()} AFTER {change} ON {table} BEGIN"  # noqa: S608 (own names)
                    f" UPDATE cases_case SET mark = random() & 9223372036854775807 WHERE id IN ({cases}); END"
                )
        return
    schema_editor.execute(ON_POSTGRESQL)
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_marks AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION hemvist_new_mark()"
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_records_of_roles_elsewhere"), ("secrecy", "0009_protected_by_worker")]
    operations = [migrations.RunPython(forwards)]
