"""A start that is sent though the workflow has run before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_notify")]
    operations = [
        migrations.AlterField(
            model_name="row",
            name="kind",
            field=models.CharField(
                choices=[
                    ("START", "Start"),
                    ("RESTART", "Restart"),
                    ("SIGNAL", "Signal"),
                    ("ANNOUNCE", "Announce"),
                ],
                max_length=10,
            ),
        ),
    ]
