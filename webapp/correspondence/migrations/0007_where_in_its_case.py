"""Papers and messages say in columns of their case what the key of their step said in one text."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

CASE = """
ALTER TABLE {table} ADD COLUMN case_id bigint NULL;
ALTER TABLE {table} ADD CONSTRAINT {table}_case_id_fk FOREIGN KEY (case_id)
    REFERENCES recovery_recoverycase (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
NO_CASE = "ALTER TABLE {table} DROP COLUMN case_id"
FILL = r"""
UPDATE correspondence_document SET
    case_id = filed.id,
    stage = split_part(split_part(step, ':', 1), '.', 1)::smallint,
    attempt = split_part(split_part(step, ':', 1), '.', 2)::smallint
FROM recovery_recoverycase AS filed
WHERE subject = 'recovery_case:' || filed.id AND step ~ '^\d+[.]\d+:[a-z_]+:';
UPDATE correspondence_message SET
    case_id = filed.id,
    stage = split_part(split_part(step, ':', 1), '.', 1)::smallint,
    attempt = split_part(split_part(step, ':', 1), '.', 2)::smallint,
    revision = coalesce(substring(step from ':r(\d+)$')::smallint, 1)
FROM recovery_recoverycase AS filed
WHERE subject = 'recovery_case:' || filed.id AND step ~ '^\d+[.]\d+:[a-z_]+:'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0006_the_database_keeps"),
        ("recovery", "0005_the_database_keeps"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(CASE.format(table="correspondence_document"), NO_CASE.format(table="correspondence_document"))],
            state_operations=[
                migrations.AddField(
                    model_name="document",
                    name="case",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="documents",
                        to="recovery.recoverycase",
                        verbose_name="case",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="document",
            name="stage",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="stage number"),
        ),
        migrations.AddField(
            model_name="document",
            name="attempt",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="attempt"),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(CASE.format(table="correspondence_message"), NO_CASE.format(table="correspondence_message"))],
            state_operations=[
                migrations.AddField(
                    model_name="message",
                    name="case",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="messages",
                        to="recovery.recoverycase",
                        verbose_name="case",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="stage",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="stage number"),
        ),
        migrations.AddField(
            model_name="message",
            name="attempt",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="attempt"),
        ),
        migrations.AddField(
            model_name="message",
            name="revision",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="edition"),
        ),
        AddConstraintNotValid(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(case=None) | models.Q(stage__isnull=False, attempt__isnull=False),
                name="correspondence_document_of_case_has_place",
            ),
        ),
        AddConstraintNotValid(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(case=None) | models.Q(stage__isnull=False, attempt__isnull=False),
                name="correspondence_message_of_case_has_place",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
