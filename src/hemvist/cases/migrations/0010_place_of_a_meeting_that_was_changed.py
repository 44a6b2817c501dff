from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_outbox_keys_and_pauses")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="new_place",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="meeting",
            name="new_place_side",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="meeting",
            name="new_place_sequence",
            field=models.IntegerField(default=0),
        ),
        migrations.RunSQL(
            # What came of a booked time is told by fewer events now: cases with meetings are worked out anew by the next daily pass.
            "UPDATE cases_case SET next_change_on = '2000-01-01', evaluated_on = '2000-01-01'"
            " WHERE id IN (SELECT case_id FROM cases_meeting)",
            migrations.RunSQL.noop,
        ),
    ]
