"""How much of the access log has left, and what the database demands before any of it does."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hemvist.retention.log_guards import guard_log


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard_log(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("retention", "0002_guards"), ("secrecy", "0007_log_rows_by_entry")]
    operations = [
        migrations.CreateModel(
            name="LogRemoval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("oldest_kept", models.DateField()),
                ("oldest_kept_at", models.DateTimeField()),
                ("kept_years", models.IntegerField()),
                ("source", models.CharField(max_length=200)),
                ("first_entry", models.BigIntegerField()),
                ("last_entry", models.BigIntegerField()),
                ("entries", models.IntegerField()),
                ("shown", models.IntegerField()),
                ("written", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("reviewed", models.IntegerField(help_text="Åtkomster som hade valts ut till en loggkontroll.")),
                ("emergencies", models.IntegerField(help_text="Öppningar för liv eller hälsa.")),
                ("removed_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["last_entry"], name="log_removal_by_entry")]},
        ),
        migrations.RunPython(forwards),
    ]
