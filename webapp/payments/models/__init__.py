"""Payments: statements they came with, the charges they were allocated to, and what guards the
sums.
"""

from webapp.payments.models.guards import OwingAccount, PaidCharge
from webapp.payments.models.money import (
    Allocation,
    ConfirmedPayer,
    Payment,
    Reference,
    Refund,
    Statement,
)

__all__ = [
    "Allocation",
    "ConfirmedPayer",
    "OwingAccount",
    "PaidCharge",
    "Payment",
    "Reference",
    "Refund",
    "Statement",
]
