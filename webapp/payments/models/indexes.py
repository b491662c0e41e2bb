"""By what payments are found and put in order: there are hundreds of thousands of them."""

from django.db import models

from webapp.search import declarations as search

_SUMMED = ("status", "amount", "account")
"""What is added up of everything found, read of the index alone."""
_ORDERS = ("status", "amount", "document_number", "payer_name", "source", "found_by")
_SEARCHED = ("payer_name", "purpose", "payer_inn", "document_number")
OF_PAYMENTS = (
    models.Index(fields=["paid_on", "id"], include=_SUMMED, name="payments_payment_by_day"),
    *(models.Index(fields=[name, "id"], name=f"payments_by_{name}") for name in _ORDERS),
    *(search.index(name, name=f"payments_{name}_parts") for name in _SEARCHED),
)
