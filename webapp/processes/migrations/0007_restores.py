"""Restores are of every process: the table that recovery made is taken over as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("processes", "0006_pauses_are_looked_at"), ("recovery", "0003_restores")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Restore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("backup_of", models.DateTimeField()),
                        ("lost_from", models.DateField()),
                        ("lost_until", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "db_table": "recovery_restore",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("backup_of",), name="recovery_restore_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(lost_until__gte=models.F("lost_from")),
                                name="recovery_restore_order",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
