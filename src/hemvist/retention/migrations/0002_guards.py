"""Let the database refuse every removal that is not lawful, and every change to what was decided."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hemvist.retention.guards import guard


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial"), ("cases", "0008_leaving_guard")]
    operations = [migrations.RunPython(forwards)]
