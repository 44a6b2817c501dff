from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("secrecy", "0007_log_rows_by_entry")]

    operations = [
        migrations.AlterField(
            model_name="grant", name="source", field=models.CharField(blank=True, default="", max_length=40)
        ),
    ]
