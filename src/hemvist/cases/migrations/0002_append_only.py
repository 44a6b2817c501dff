"""Let the database refuse every change to what is recorded."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hemvist.secrecy.append_only import keep_append_only


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    keep_append_only(schema_editor.connection, "cases_caseevent")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(forwards)]
