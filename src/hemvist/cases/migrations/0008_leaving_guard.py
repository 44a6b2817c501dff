"""Let the database refuse to change or remove what stays of a case that has left, and let only leaving events go."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hemvist.cases.leaving_guard import let_leaving_events_go
from hemvist.cases.removing import STAYS
from hemvist.secrecy.append_only import keep_append_only


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in STAYS:
        keep_append_only(schema_editor.connection, table)
    let_leaving_events_go(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_seals_and_removal"), ("secrecy", "0005_the_log_is_kept_by_case")]
    operations = [migrations.RunPython(forwards)]
