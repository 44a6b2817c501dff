"""Let the database refuse every change to a document, and every removal but with its case."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hemvist.letters.guards import guard


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("cases", "0008_leaving_guard")]
    operations = [migrations.RunPython(forwards)]
