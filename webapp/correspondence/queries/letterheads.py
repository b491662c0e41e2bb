"""Who writes, as the head of every paper says it."""

from documents import contexts
from webapp.contracts.models import Supplier


def claimant(supplier: Supplier) -> contexts.Claimant:
    """Return letterhead and bank requisites."""
    return contexts.Claimant(
        name=supplier.name,
        short_name=supplier.short_name,
        inn=supplier.inn,
        kpp=supplier.kpp,
        ogrn=supplier.ogrn,
        address=supplier.address,
        phone=supplier.phone,
        email=supplier.email,
        bank_name=supplier.bank_name,
        bik=supplier.bik,
        settlement_account=supplier.settlement_account,
        correspondent_account=supplier.correspondent_account,
    )
