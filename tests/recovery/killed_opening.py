"""An office to be killed: opens a case for every account in a process of its own."""

import django

django.setup()

from tests.recovery.living import START  # noqa: E402  (models can be imported only now)
from webapp.contracts.models import Account  # noqa: E402
from webapp.recovery.operations import opening  # noqa: E402

if __name__ == "__main__":
    opening.open_cases(
        account_ids=list(Account.objects.values_list("pk", flat=True)), by=None, today=START
    )
