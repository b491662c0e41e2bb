"""Of very many payments a page is read by an index: in any order, and whatever is looked for."""

from django.db import migrations, models

from webapp.search import declarations as search
from webapp.staff.building import BuildIndex, DropIndex

ORDERS = ("status", "amount", "document_number", "payer_name", "source", "found_by")
SEARCHED = ("payer_name", "purpose", "payer_inn", "document_number")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("payments", "0013_costs_of_restrictions"),
        ("search", "0002_letters_of_any_server"),
    ]
    operations = [
        BuildIndex(
            "payment",
            models.Index(
                fields=["paid_on", "id"],
                include=["status", "amount", "account"],
                name="payments_payment_by_day",
            ),
        ),
        *(
            BuildIndex("payment", models.Index(fields=[name, "id"], name=f"payments_by_{name}"))
            for name in ORDERS
        ),
        *(
            BuildIndex("payment", search.index(name, name=f"payments_{name}_parts"))
            for name in SEARCHED
        ),
        DropIndex("payment", "payments_payment_day"),
        DropIndex("payment", "payments_payment_status"),
    ]
