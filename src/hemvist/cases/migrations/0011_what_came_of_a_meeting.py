from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_place_of_a_meeting_that_was_changed")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="outcome_word",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
    ]
