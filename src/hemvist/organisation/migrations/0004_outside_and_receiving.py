from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_technical_workers")]

    operations = [
        migrations.AddField(
            model_name="administration",
            name="outside",
            field=models.BooleanField(
                default=False,
                help_text="Utanför staden: ser bara ärenden där någon är utsedd, och loggar alltid in starkt.",
            ),
        ),
        migrations.AddField(
            model_name="unit", name="receives", field=models.CharField(blank=True, default="", max_length=200)
        ),
    ]
