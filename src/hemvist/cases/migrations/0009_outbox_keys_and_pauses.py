"""Every message gets a key of its own, a moment from which it may be taken, and room for what a person decided about one that failed."""

import uuid

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_keys(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each message that is there already a key."""
    messages = apps.get_model("cases", "OutboxMessage").objects
    for message in messages.filter(key__isnull=True).iterator():
        messages.filter(pk=message.pk).update(key=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_leaving_guard"),
        ("organisation", "0002_directory_id"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="outboxmessage", name="cases_outbo_state_61b134_idx"),
        migrations.RemoveField(model_name="outboxmessage", name="leased_until"),
        migrations.AddField("outboxmessage", "done_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("outboxmessage", "free_at", models.DateTimeField(null=True)),
        migrations.AddField("outboxmessage", "key", models.UUIDField(null=True, editable=False)),
        migrations.AddField(
            "outboxmessage",
            "settled_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.worker",
            ),
        ),
        migrations.AddField("outboxmessage", "settled_reason", models.TextField(blank=True, default="")),
        migrations.AddField("outboxmessage", "stream", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddField(
            "outboxmessage",
            "unit",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.RunSQL(
            [
                "UPDATE cases_outboxmessage SET free_at = created_at",
                "UPDATE cases_outboxmessage SET done_at = created_at WHERE state = 'done'",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField("outboxmessage", "free_at", models.DateTimeField()),
        migrations.AlterField(
            "outboxmessage", "key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.AlterField(
            "outboxmessage",
            "case",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.case",
            ),
        ),
        migrations.AlterField("outboxmessage", "event", models.CharField(blank=True, max_length=40)),
        migrations.AlterField(
            "outboxmessage",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "väntar"),
                    ("done", "klart"),
                    ("failed", "misslyckat"),
                    ("let-be", "lämnat"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            "outboxmessage",
            models.Index(condition=models.Q(("state", "waiting")), fields=["kind", "id"], name="waiting_by_kind"),
        ),
        migrations.AddIndex(
            "outboxmessage",
            models.Index(
                condition=models.Q(("state", "waiting"), models.Q(("stream", ""), _negated=True)),
                fields=["stream", "id"],
                name="waiting_by_stream",
            ),
        ),
        migrations.AddIndex(
            "outboxmessage",
            models.Index(condition=models.Q(("state", "failed")), fields=["unit", "id"], name="failed_by_unit"),
        ),
        migrations.AddIndex("outboxmessage", models.Index(fields=["done_at"], name="cases_outbo_done_at_30873b_idx")),
    ]
