"""A contract that a bank document names is found by the digits of its number, by an index."""

from django.db import migrations, models

from webapp.contracts import spellings
from webapp.staff.building import BuildIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("contracts", "0009_costs_of_restrictions")]
    operations = [
        BuildIndex("contract", models.Index(spellings.digits(), name="contracts_contract_digits")),
    ]
