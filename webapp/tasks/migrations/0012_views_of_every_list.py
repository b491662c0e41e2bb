"""The filters of the task desk become views of its list, as all lists have them.

Their table is left, tied to nobody: a process of the former release may still look.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def move(apps, schema_editor):
    """Keep every filter as a view of the list of tasks."""
    views = apps.get_model("lists", "SavedView")
    kept = apps.get_model("tasks", "SavedFilter").objects.order_by("id")
    views.objects.bulk_create(
        [
            views(
                owner_id=one.owner_id,
                listing="tasks_list",
                name=one.name,
                query=one.query,
                is_shared=one.is_shared,
            )
            for one in kept
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_kept_views"), ("tasks", "0011_who_leads_a_team")]
    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="savedfilter",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                db_constraint=False,
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("SavedFilter")],
        ),
    ]
