"""What becomes of purposes: read as one statement, and seen in the queue."""

from tests import factories
from tests.payments import bank
from webapp.payments import operations
from webapp.payments.queries import lists
from webapp.staff.models import Role


def findings(*purposes, **payer):
    """Return what is found for each purpose, all in one statement."""
    documents = [
        bank.document(
            number=str(number), purpose=text, **{"amount": f"{2000 + number}.13", **payer}
        )
        for number, text in enumerate(purposes, start=1)
    ]
    plan = operations.preview(
        file_name="a.txt",
        content=bank.statement(*documents, encoding="utf-8"),
        today=factories.TODAY,
    )
    assert not plan.errors
    return {text: row.finding for text, row in zip(purposes, plan.rows, strict=True)}


def in_queue(purpose, **payer):
    """Load a payment and return how it waits, as an accountant sees it."""
    operations.load_statement(
        file_name="a.txt",
        content=bank.statement(bank.document(purpose=purpose, **payer), encoding="utf-8"),
        by=None,
        today=factories.TODAY,
    )
    accountant = factories.create_staff(role=Role.ACCOUNTANT)
    (row,) = lists.with_suggestions(list(lists.queue()), user=accountant)
    return row
