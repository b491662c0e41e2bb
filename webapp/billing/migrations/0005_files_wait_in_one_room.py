"""Registries wait in the room of all uploads, and a load keeps its rejected rows for a month.

The table of waiting files is emptied and left, tied to nobody: a process of the former release may
still look.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing", "0004_loaded_on"), ("uploads", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="debtload",
            name="rejected",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                verbose_name="rejected rows",
            ),
        ),
        migrations.AlterField(
            model_name="debtload",
            name="loaded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="loaded by",
            ),
        ),
        migrations.AlterField(
            model_name="debtupload",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                db_constraint=False,
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("DELETE FROM billing_debtupload", migrations.RunSQL.noop)
            ],
            state_operations=[migrations.DeleteModel("DebtUpload")],
        ),
    ]
