"""The links and bounds of the tasks that were there before are looked at too."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

VALIDATE = "ALTER TABLE tasks_task VALIDATE CONSTRAINT tasks_task_{column}_fk"
COLUMNS = ("completed_for_id", "created_by_id", "held_by_id", "party_id", "responsible_id")
BOUNDS = ("tasks_task_asked_has_place", "tasks_task_is_for_somebody", "tasks_task_held_until")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tasks", "0007_people_ask_each_other")]
    operations = [
        *(ValidateConstraint(model_name="task", name=name) for name in BOUNDS),
        *(
            migrations.RunSQL(VALIDATE.format(column=column), migrations.RunSQL.noop)
            for column in COLUMNS
        ),
    ]
