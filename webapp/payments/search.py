"""Payments are found by who paid, by what the bank wrote, and by the account that they are for."""

from webapp.payments.models import Payment
from webapp.search import registry
from webapp.search.declarations import Kind, Source

registry.find(
    Kind(
        "payment",
        Payment,
        links={"account": "account_id"},
        beside=("payer_name", "purpose", "account__party__name"),
    )
)
for _column in ("payer_name", "purpose", "payer_inn", "document_number"):
    registry.look_in(Source(Payment, _column, finds="payment"))
