"""A step has what its paper was made from; a case has the step of another that has opened it."""

import django.db.models.deletion
from django.db import migrations, models

COLUMN = """
ALTER TABLE processes_case ADD COLUMN opened_for_id bigint NULL;
ALTER TABLE processes_case ADD CONSTRAINT processes_case_opened_for_fk FOREIGN KEY (opened_for_id)
    REFERENCES processes_step (id) DEFERRABLE INITIALLY DEFERRED NOT VALID
"""
NO_COLUMN = "ALTER TABLE processes_case DROP COLUMN opened_for_id"


class Migration(migrations.Migration):

    dependencies = [
        ('processes', '0001_cases_of_every_process'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(COLUMN, NO_COLUMN)],
            state_operations=[
                migrations.AddField(
                    model_name='case',
                    name='opened_for',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='processes.step'),
                ),
            ],
        ),
        migrations.AddField(
            model_name='step',
            name='basis',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
    ]
