"""Which letter a message that was left for another system is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]

    operations = [
        migrations.AddField("dropped", "case_row", models.BigIntegerField(blank=True, db_index=True, null=True)),
        migrations.AddField("dropped", "case", models.UUIDField(blank=True, null=True)),
        migrations.AddField("dropped", "letter", models.CharField(blank=True, max_length=40)),
    ]
