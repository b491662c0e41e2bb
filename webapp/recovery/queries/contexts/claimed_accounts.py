"""The accounts of which a case claims months, and since when."""

from datetime import date

from django.db.models import Min

from webapp.contracts.models import Account
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge


def of_case(*, case: Case) -> list[Account]:
    """Return the accounts that a case claims something of, by number."""
    claimed = CaseCharge.objects.filter(case=case, cut_on=None)
    accounts = Account.objects.filter(pk__in=claimed.values("charge__account"))
    related = ("supplier", "premises__building__street__district", "party", "contract")
    return list(accounts.select_related(*related).order_by("number"))


def since(*, case: Case, account: Account) -> date:
    """Return the first day of the earliest month that is claimed of an account."""
    claimed = CaseCharge.objects.filter(
        case=case,
        charge__account=account,
        cut_on=None,
    )
    first = claimed.aggregate(first=Min("charge__period"))["first"]
    return first or account.opened_on
