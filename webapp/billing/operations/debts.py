"""Writing a debts registry: new accounts with everything around them, and their charges.

Few queries, in the transaction of the load.
"""

from typing import Any

from django.utils import translation

from webapp.audit import operations as audit
from webapp.billing.models import Charge, DebtLoad
from webapp.billing.operations import customers, norms
from webapp.billing.queries import plans
from webapp.billing.queries.registry import Row
from webapp.contracts.models import Service
from webapp.staff.models import User

BATCH = 2000


def write(*, plan: plans.Plan, written: DebtLoad, by: User | None) -> set[int]:
    """Write the new months of a registry, and return the accounts that they are charged to.

    What was paid in advance for them is laid on them by ``payments``, which loads registries.
    """
    account_ids = customers.ensure_accounts(planned=plan.new)
    services = _services({item.row.service for item in plan.new})
    norms.keep(
        planned=plan.new,
        account_ids=account_ids,
        services=services,
    )
    charges = [
        _charge(
            item.row,
            account_ids[item.row.account],
            services,
            written,
        )
        for item in plan.new
    ]
    Charge.objects.bulk_create(
        charges,
        batch_size=BATCH,
    )
    _record(plan, written, by)
    return {charge.account_id for charge in charges}


def _charge(row: Row, account_id: int, services: dict[str, int], written: DebtLoad) -> Charge:
    sums: dict[str, Any] = {
        "amount": row.charged,
        "paid_before": row.paid,
        "due_date": row.due_date,
    }
    return Charge(
        account_id=account_id,
        service_id=services[row.service],
        period=row.period,
        load=written,
        **sums,
    )


def _services(codes: set[str]) -> dict[str, int]:
    """Return the ids of services by code.

    One that nobody entered gets its usual name, in Russian: papers print it.
    """
    with translation.override("ru"):
        fresh = [
            Service(
                code=code,
                name=str(Service.Code(code).label),
            )
            for code in sorted(codes)
        ]
    Service.objects.bulk_create(
        fresh,
        ignore_conflicts=True,
    )
    return dict(Service.objects.values_list("code", "id"))


def _record(plan: plans.Plan, written: DebtLoad, by: User | None) -> None:
    details = {
        "file": written.file_name,
        "rows": len(plan.new),
        "accounts": plan.new_accounts,
        "errors": len({error.row for error in plan.errors}),
    }
    audit.record(
        name="billing.debts.loaded",
        subject=f"debt_load:{written.pk}",
        actor=by,
        details=details,
    )
