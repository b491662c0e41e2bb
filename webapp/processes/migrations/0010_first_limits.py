"""The limits with which an office begins; the administrator sets its own."""

from django.db import migrations

# days, roubles; None is any number
FIRST = {
    ("HOLD", "LAWYER"): (90, None),
    ("HOLD", "HEAD_OF_LEGAL"): (None, None),
    ("PROMISE", "CALL_CENTER"): (30, None),
    ("PROMISE", "LAWYER"): (60, None),
    ("PROMISE", "HEAD_OF_LEGAL"): (None, None),
    ("PLAN", "CALL_CENTER"): (186, 100_000),
    ("PLAN", "LAWYER"): (366, 500_000),
    ("PLAN", "HEAD_OF_LEGAL"): (None, None),
}


def enter(apps, _schema_editor):
    limits = apps.get_model("processes", "Limit").objects
    for (deed, role), (days_max, amount_max) in FIRST.items():
        limits.get_or_create(
            process="debt_recovery",
            deed=deed,
            role=role,
            defaults={"days_max": days_max, "amount_max": amount_max},
        )


class Migration(migrations.Migration):
    dependencies = [("processes", "0009_limits_of_roles")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
