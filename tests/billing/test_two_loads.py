"""Two clerks load the same registry at the same moment."""

import threading

import pytest
from django.db import connection

from tests import factories
from tests.billing import registries
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.payments.uploads import DEBTS
from webapp.uploads import operations as uploads


@pytest.mark.django_db(transaction=True)
def test_every_row_is_written_once_and_the_slower_clerk_is_told() -> None:
    factories.create_supplier()
    content = registries.csv(registries.row(), registries.row(of=registries.ROMASHKA))
    start, outcomes = threading.Barrier(2, timeout=60), []

    def clerk() -> None:
        start.wait()
        try:
            outcomes.append(
                uploads.load(
                    kind=DEBTS,
                    file_name="a.csv",
                    content=content,
                    by=None,
                    today=factories.TODAY,
                    good_rows_only=False,
                ).rows_loaded
            )
        except uploads.UnableToLoad:
            outcomes.append("told")
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk) for _number in range(2)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()

    assert outcomes.count(2) == 1
    assert set(outcomes) <= {2, 0, "told"}
    assert (Account.objects.count(), Charge.objects.count()) == (2, 2)
