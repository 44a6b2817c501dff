"""Let the database write each case of a row of the log, and refuse every change to the log, its reviews and what is noted of conflicts."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hemvist.secrecy.append_only import keep_append_only
from hemvist.secrecy.log_by_case import write_cases_of_earlier_rows, write_cases_with_log

TABLES = (
    "secrecy_accesslogentry",  # SQLite made this table anew when a column changed, and lost its triggers
    "secrecy_accesslogcase",
    "secrecy_emergencyaccess",
    "secrecy_conflictnote",
    "secrecy_logreview",
    "secrecy_logreviewitem",
    "secrecy_logreviewoutcome",
)


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    write_cases_of_earlier_rows(schema_editor.connection)
    write_cases_with_log(schema_editor.connection)
    for table in TABLES:
        keep_append_only(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("secrecy", "0004_the_log_by_case_and_its_review")]
    operations = [migrations.RunPython(forwards)]
