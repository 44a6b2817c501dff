"""Somebody can be away without anybody who stands in for them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0006_telephones"),
    ]

    operations = [
        migrations.AlterField(
            model_name="standin",
            name="stand_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standing_in",
                to="organisation.worker",
            ),
        ),
    ]
