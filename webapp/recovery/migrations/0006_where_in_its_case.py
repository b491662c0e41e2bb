"""A row of the journal says in columns what its key said in one text."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

# the journal is written once; this adds nothing to what it tells
FILL = r"""
ALTER TABLE recovery_step DISABLE TRIGGER USER;
UPDATE recovery_step SET
    deed = split_part(key, ':', 2),
    is_answer = key ~ ':done$',
    revision = coalesce(substring(key from ':r(\d+)(?::done)?$')::smallint, 1);
ALTER TABLE recovery_step ENABLE TRIGGER USER
"""


class Migration(migrations.Migration):
    dependencies = [("recovery", "0005_the_database_keeps")]
    operations = [
        migrations.AddField(
            model_name="step",
            name="deed",
            field=models.CharField(db_default="", max_length=20, verbose_name="deed"),
        ),
        migrations.AddField(
            model_name="step",
            name="revision",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="edition"),
        ),
        migrations.AddField(
            model_name="step",
            name="is_answer",
            field=models.BooleanField(db_default=False, default=False),
        ),
        AddConstraintNotValid(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=~models.Q(deed=""), name="recovery_step_has_deed"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
