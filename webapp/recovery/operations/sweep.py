"""The sweep: debts that meet the criteria of an active scheme and that nobody follows yet."""

from datetime import date

from webapp.payments import operations as payments
from webapp.recovery.models import Scheme
from webapp.recovery.operations import opening, watching
from webapp.recovery.operations.opening import Opened
from webapp.recovery.queries import ripe, schemes
from webapp.staff.models import User


def sweep(*, today: date, scheme_code: str | None = None, by: User | None = None) -> Opened:
    """Open a case for each ripe debt.

    Sweeping twice opens nothing twice. Money that lies as an advance covers debts first.
    """
    payments.allocate_all_advances(by=by)
    watching.watch(today=today)
    active = schemes.taking_debts()
    if scheme_code:
        active = active.filter(code=scheme_code)
    results = [_sweep(scheme, today, by) for scheme in active]
    return Opened(
        [case for result in results for case in result.cases],
        skipped=sum(result.skipped for result in results),
    )


def _sweep(scheme: Scheme, today: date, by: User | None) -> Opened:
    definition = schemes.scheme_of_version(schemes.newest_version(scheme_id=scheme.pk).pk)
    return opening.open_cases(
        account_ids=ripe.account_ids(scheme=definition, today=today),
        by=by,
        today=today,
        scheme=scheme.pk,
    )
