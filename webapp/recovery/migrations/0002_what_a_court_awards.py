"""What a court awarded of a claim, what bailiffs collected, and a writ's number counts within its case: magistrates number alike.

The old guarantee is dropped on purpose; the new one is checked on a table of a few thousand rows.
"""

from django.db import migrations, models

DROP = """
-- squawk-ignore ban-drop-constraint
ALTER TABLE recovery_writ DROP CONSTRAINT recovery_writ_number
"""
ADD = """
-- squawk-ignore disallowed-unique-constraint, constraint-missing-not-valid
ALTER TABLE recovery_writ ADD CONSTRAINT recovery_writ_number_of_case UNIQUE (case_id, number)
"""
DROP_BACK = "ALTER TABLE recovery_writ DROP CONSTRAINT recovery_writ_number_of_case"
ADD_BACK = "ALTER TABLE recovery_writ ADD CONSTRAINT recovery_writ_number UNIQUE (number)"


def _money(name: str, verbose_name: str, *, model: str = "courtcase") -> migrations.AddField:
    field = models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name=verbose_name)
    return migrations.AddField(model_name=model, name=name, field=field)


class Migration(migrations.Migration):
    """See the module's docstring."""

    dependencies = [("recovery", "0001_initial")]
    operations = [
        _money("awarded_claim", "claim awarded"),
        _money("awarded_penalty", "penalty awarded"),
        _money("awarded_duty", "duty awarded"),
        _money("collected", "collected", model="writ"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL([DROP, ADD], [DROP_BACK, ADD_BACK])],
            state_operations=[
                migrations.RemoveConstraint(model_name="writ", name="recovery_writ_number"),
                migrations.AddConstraint(
                    model_name="writ",
                    constraint=models.UniqueConstraint(fields=["case", "number"], name="recovery_writ_number_of_case"),
                ),
            ],
        ),
    ]
