"""What only a strong log-in shows a worker is found without going through every case they are named in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("secrecy", "0008_records_of_roles_elsewhere")]

    operations = [
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                condition=models.Q(protected=True), fields=["worker", "case_row"], name="protected_grant_by_worker"
            ),
        ),
    ]
