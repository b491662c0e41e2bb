"""Who supplies what to whom: suppliers, services, contracts, accounts."""

from webapp.contracts.models.accounts import (
    DEBTOR_CONSTRAINT,
    Account,
    Contract,
    MonthlyNorm,
    Owner,
    Resident,
)
from webapp.contracts.models.places import Place
from webapp.contracts.models.suppliers import (
    PowerOfAttorney,
    ReconnectionPrice,
    Service,
    Supplier,
)

__all__ = [
    "DEBTOR_CONSTRAINT",
    "Account",
    "Contract",
    "MonthlyNorm",
    "Owner",
    "Place",
    "PowerOfAttorney",
    "ReconnectionPrice",
    "Resident",
    "Service",
    "Supplier",
]
