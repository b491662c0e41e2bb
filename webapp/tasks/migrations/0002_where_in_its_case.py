"""A task says in columns of its case, stage and step what the key of its step said in one text."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

CASE = """
ALTER TABLE {table} ADD COLUMN case_id bigint NULL;
ALTER TABLE {table} ADD CONSTRAINT {table}_case_id_fk FOREIGN KEY (case_id)
    REFERENCES recovery_recoverycase (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
NO_CASE = "ALTER TABLE {table} DROP COLUMN case_id"
FILL = r"""
UPDATE tasks_task SET
    case_id = filed.id,
    stage = split_part(split_part(step, ':', 1), '.', 1)::smallint,
    attempt = split_part(split_part(step, ':', 1), '.', 2)::smallint,
    name = split_part(step, ':', 3),
    revision = coalesce(substring(step from ':r(\d+)$')::smallint, 1)
FROM recovery_recoverycase AS filed
WHERE subject = 'recovery_case:' || filed.id AND step ~ '^\d+[.]\d+:[a-z_]+:'
"""


class Migration(migrations.Migration):
    dependencies = [("recovery", "0005_the_database_keeps"), ("tasks", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(CASE.format(table="tasks_task"), NO_CASE.format(table="tasks_task"))],
            state_operations=[
                migrations.AddField(
                    model_name="task",
                    name="case",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="tasks",
                        to="recovery.recoverycase",
                        verbose_name="case",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="task",
            name="stage",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="stage number"),
        ),
        migrations.AddField(
            model_name="task",
            name="attempt",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="attempt"),
        ),
        migrations.AddField(
            model_name="task",
            name="name",
            field=models.CharField(blank=True, db_default="", max_length=60, verbose_name="step"),
        ),
        migrations.AddField(
            model_name="task",
            name="revision",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="edition"),
        ),
        AddConstraintNotValid(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(case=None) | models.Q(stage__isnull=False, attempt__isnull=False),
                name="tasks_task_of_case_has_place",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
