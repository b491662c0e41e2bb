"""Money written about in every way people and banks write it is never put on an account that was not meant."""

import os
from collections import Counter

import pytest

from tests import factories, thorough
from tests.payments import bank, payers
from webapp.payments import operations
from webapp.payments.models import Payment

pytestmark = pytest.mark.django_db
COUNT = int(os.environ.get("ISTOK_PURPOSES", "5000" if thorough.ALL else "1000"))
WAITING_SHARE_MAX = 0.05


@pytest.fixture(scope="module")
def seed() -> int:
    return int(os.environ.get("ISTOK_SEED", "7"))


def test_no_purpose_leads_to_an_account_that_was_not_meant(seed) -> None:
    factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
    town = payers.build(seed)
    written = list(payers.documents(town, COUNT))

    report = operations.load_statement(
        file_name="kl_to_1c.txt",
        content=bank.statement(*(document.lines for document in written)),
        by=None,
        today=factories.TODAY,
        good_rows_only=True,
    )

    payments = {payment.document_number: payment for payment in Payment.objects.all()}
    strangers = [document for document in written if _is_a_strangers(document, payments)]
    waiting = Counter(
        _waits(document, payments) for document in written if document.is_well_written
    )
    share = waiting[True] / waiting.total()
    print(f"of {COUNT} purposes {waiting.total()} well written, {share:.1%} of these wait")  # noqa: T201
    assert not report.errors
    assert not strangers, "\n".join(f"{one.way}: {one.purpose}" for one in strangers[:20])
    assert share <= WAITING_SHARE_MAX, "\n".join(
        one.purpose for one in written if one.is_well_written and _waits(one, payments)
    )[:4000]


def _waits(document: payers.Document, payments: dict[str, Payment]) -> bool:
    payment = payments.get(document.number)
    return payment is None or payment.status == Payment.Status.UNIDENTIFIED


def _is_a_strangers(document: payers.Document, payments: dict[str, Payment]) -> bool:
    """Money is right on the account that was meant, or on the contract; else it waits."""
    payment = payments.get(document.number)
    if payment is None or payment.account is None:
        return False
    return document.meant is None or document.meant not in (payment.account, payment.contract)
