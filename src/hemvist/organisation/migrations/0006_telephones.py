from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_home_mark")]

    operations = [
        migrations.AddField("unit", "telephone", models.CharField(blank=True, default="", max_length=30)),
        migrations.AddField("worker", "telephone", models.CharField(blank=True, default="", max_length=30)),
    ]
