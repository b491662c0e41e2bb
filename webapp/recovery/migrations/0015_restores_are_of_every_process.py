"""Restores move to the room of processes; their table stays where it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recovery", "0014_installments"), ("processes", "0007_restores")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Restore")],
        ),
    ]
