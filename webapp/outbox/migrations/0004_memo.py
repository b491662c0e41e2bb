"""What Temporal's own pages show of a workflow beside its id."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_restart")]
    operations = [
        migrations.AddField(
            model_name="row",
            name="memo",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
