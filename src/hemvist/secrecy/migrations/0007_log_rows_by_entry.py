"""Indexes by which old rows of the access log are found, so that they can leave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("secrecy", "0006_asked_and_answered")]
    operations = [
        migrations.AddIndex(
            model_name="accesslogcase",
            index=models.Index(fields=["entry"], name="log_cases_by_entry"),
        ),
        migrations.AddIndex(
            model_name="logreviewitem",
            index=models.Index(fields=["entry"], name="review_items_by_entry"),
        ),
    ]
