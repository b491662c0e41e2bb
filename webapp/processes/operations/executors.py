"""Who leads a case: somebody of a role who sees the customer, or whom a colleague has named."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from webapp.contracts.models import Account
from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.staff.models import Role, User


class UnableToAssign(Exception):
    """The case is closed."""


class Executors:
    """The people of a role with the number of their open cases; each choice counts at once."""

    def __init__(self, *, role: Role) -> None:
        """Read them, the longest serving first."""
        loads = Count("cases", filter=Q(cases__closed_on=None))
        people = User.objects.filter(groups__name=role, is_active=True)
        counted = people.annotate(load=loads).order_by("id")
        self._loads = {person: person.load for person in counted}

    def least_loaded(self, accounts: Sequence[Account]) -> User | None:
        """Return who has the fewest open cases among those who see one of the accounts."""
        able = [person for person in self._loads if _sees_one(person, accounts)]
        if not able:
            return None
        chosen = min(able, key=lambda person: self._loads[person])
        self._loads[chosen] += 1
        return chosen


def _sees_one(user: User, accounts: Sequence[Account]) -> bool:
    return any(sees(user=user, account=account) for account in accounts)


def sees(*, user: User, account: Account) -> bool:
    """Say whether an account, read with its party and district, is in a person's segment."""
    kinds, districts = user.segment_party_kinds, user.segment_districts
    if kinds and account.party.kind not in kinds:
        return False
    if not districts:
        return True
    street = account.premises.building.street
    return street.district.code in districts


def assign(*, case_id: int, executor_id: int, by: User, today: date) -> None:
    """Give a case to another person.

    :raises UnableToAssign: when the case is closed
    """
    with transaction.atomic():
        if not Case.objects.filter(pk=case_id, closed_on=None).update(executor_id=executor_id):
            raise UnableToAssign(_("The case is closed: its executor cannot be changed."))
        executor = User.objects.get(pk=executor_id)
        journal.write_decision(
            case_id=case_id,
            fact="executor-changed",
            by=by,
            today=today,
            ground=executor.get_full_name() or executor.username,
            details={"executor": executor_id},
        )
