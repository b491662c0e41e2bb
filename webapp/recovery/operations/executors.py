"""Who leads a case: chosen among the lawyers who see the debtor, or named by a colleague."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from webapp.contracts.models import Account
from webapp.processes.models import Case
from webapp.recovery.operations import journal
from webapp.staff.models import Role, User


class UnableToAssign(Exception):
    """The case is closed."""


class Lawyers:
    """The lawyers with the number of their open cases; each choice counts at once."""

    def __init__(self) -> None:
        """Read them, the longest serving first."""
        loads = Count("cases", filter=Q(cases__closed_on=None))
        lawyers = (
            User.objects.filter(groups__name=Role.LAWYER, is_active=True)
            .annotate(load=loads)
            .order_by("id")
        )
        self._loads = {lawyer: lawyer.load for lawyer in lawyers}

    def least_loaded(self, accounts: Sequence[Account]) -> User | None:
        """Return the lawyer with the fewest open cases among those whose segment has one of the debtor's accounts."""
        able = [
            lawyer
            for lawyer in self._loads
            if any(sees(user=lawyer, account=account) for account in accounts)
        ]
        if not able:
            return None
        chosen = min(able, key=lambda lawyer: self._loads[lawyer])
        self._loads[chosen] += 1
        return chosen


def sees(*, user: User, account: Account) -> bool:
    """Say whether an account, read with its party and district, is in a person's segment."""
    kinds, districts = user.segment_party_kinds, user.segment_districts
    return (not kinds or account.party.kind in kinds) and (
        not districts or account.premises.building.street.district.code in districts
    )


def assign(*, case_id: int, executor_id: int, by: User, today: date) -> None:
    """Give a case to another lawyer.

    :raises UnableToAssign: when the case is closed
    """
    with transaction.atomic():
        if not Case.objects.filter(pk=case_id, closed_on=None).update(executor_id=executor_id):
            raise UnableToAssign(_("The case is closed: its executor cannot be changed."))
        executor = User.objects.get(pk=executor_id)
        name, details = executor.get_full_name() or executor.username, {"executor": executor_id}
        journal.write_decision(
            case_id=case_id,
            fact="executor-changed",
            by=by,
            today=today,
            ground=name,
            details=details,
        )
