"""Who owes, and what courts awarded, is read of indexes alone."""

from django.db import migrations, models

from webapp.staff.building import BuildIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("billing", "0008_costs_of_restrictions")]
    operations = [
        BuildIndex(
            "charge",
            models.Index(
                fields=["account"],
                condition=~models.Q(kind="PRINCIPAL"),
                name="billing_charge_awards",
            ),
        ),
        BuildIndex(
            "owed",
            models.Index(
                fields=["account", "period"],
                include=["due_date", "debt", "service"],
                name="billing_owed_by_account",
            ),
        ),
    ]
