from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_what_came_of_a_meeting")]

    operations = [
        migrations.AlterField(
            model_name="meeting", name="side", field=models.CharField(default="decider", max_length=40)
        ),
        migrations.AlterField(
            model_name="meeting",
            name="outcome_side",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="new_place_side",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
    ]
