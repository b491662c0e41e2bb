"""Numbers under which others pay for an account."""

from datetime import date

from webapp.payments.models import Reference
from webapp.payments.queries import purpose


def remember(*, number: str, account_id: int, claimed_before: date | None = None) -> None:
    """Let money that names a writ, a proceeding or a court case find its account.

    What has no such shape could not be told from other words. ``claimed_before`` tells which of the
    debt the money is for.
    """
    named = purpose.read(number)
    known = [
        Reference(
            number=one,
            account_id=account_id,
            claimed_before=claimed_before,
        )
        for one in dict.fromkeys((*named.writs, *named.court_cases))
    ]
    Reference.objects.bulk_create(
        known,
        update_conflicts=True,
        unique_fields=["number", "account"],
        update_fields=["claimed_before"],
    )
