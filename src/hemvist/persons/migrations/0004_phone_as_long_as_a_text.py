"""A telephone number may be as long as any text of a form: "070-000 00 00, helst efter tre"."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("persons", "0003_a_row_for_each_board")]
    operations = [migrations.AlterField("person", "phone", models.CharField(blank=True, max_length=200))]
