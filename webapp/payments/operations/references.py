"""Numbers under which others pay for an account."""

from webapp.payments.models import Reference
from webapp.payments.queries import purpose


def remember(*, number: str, account_id: int) -> None:
    """Let money that names a writ, a proceeding or a court case find its account.

    What has no such shape could not be told from other words.
    """
    named = purpose.read(number)
    known = [
        Reference(number=one, account_id=account_id) for one in (*named.writs, *named.court_cases)
    ]
    Reference.objects.bulk_create(known, ignore_conflicts=True)
