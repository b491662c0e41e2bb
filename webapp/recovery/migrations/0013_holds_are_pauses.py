"""The models of holds go: their tables are those of the pauses of every process."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0005_pauses_of_every_process"),
        ("recovery", "0012_holds_leave"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="HoldEvent"),
                migrations.DeleteModel(name="Hold"),
            ],
        ),
    ]
