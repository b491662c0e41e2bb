"""Customers whom a bank document names are found by an index, however the bank writes them."""

from django.db import migrations, models

from webapp.parties import spellings
from webapp.staff.building import BuildIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("parties", "0006_who_serves")]
    operations = [
        BuildIndex("party", models.Index(spellings.surname(), name="parties_party_surname")),
        BuildIndex(
            "party",
            models.Index(
                spellings.first_word(), condition=spellings.FIRMS, name="parties_party_firm"
            ),
        ),
    ]
