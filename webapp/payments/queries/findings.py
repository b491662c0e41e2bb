"""Where the money of a document goes, or why it waits."""

from dataclasses import dataclass

from webapp.payments.models import Payment
from webapp.payments.queries import grounds
from webapp.payments.queries.grounds import Why


@dataclass(frozen=True, slots=True)
class Finding:
    """The account to post to.

    With ``contract_id`` the money is for all of the contract's accounts; without either, why it
    waits. ``word`` is the one that was not understood.
    """

    account_id: int | None = None
    contract_id: int | None = None
    found_by: Payment.FoundBy = Payment.FoundBy.NOT_FOUND
    why: Why | None = None
    word: str = ""

    @property
    def why_told(self) -> str:
        """Return why it waits in the clerk's words."""
        return grounds.told(self.why, self.word)
