"""Codes are counted by person; a secret that was shown and never confirmed is worth nothing."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UNCONFIRMED = "DELETE FROM staff_secondfactor WHERE confirmed_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_logins")]
    operations = [
        migrations.AddField(
            model_name="loginattempt",
            name="code_of",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="code of",
            ),
        ),
        migrations.RunSQL(UNCONFIRMED, migrations.RunSQL.noop),
    ]
