from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_outside_and_receiving")]

    operations = [
        migrations.AddField("worker", "home_mark", models.CharField(blank=True, default="", max_length=64)),
    ]
