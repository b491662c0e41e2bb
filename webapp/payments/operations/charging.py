"""Debts registries as the money sees them: new charges, and what was paid for them in advance."""

from django.utils.translation import ngettext

from webapp.billing.operations import debts
from webapp.billing.queries.plans import Plan
from webapp.billing.queries.registry import Row
from webapp.payments.operations import advances
from webapp.uploads.declarations import Loading, Written


def write(loading: Loading[Row, Plan]) -> Written:
    """Write a registry and lay on its charges what their accounts paid in advance.

    A prepaid month is nobody's debt for a moment.
    """
    plan = loading.plan
    charged = debts.write(
        plan=plan,
        written=loading.load,
        by=loading.by,
    )
    used = advances.allocate_advances(
        account_ids=charged,
        by=loading.by,
    )
    details = {"accounts_created": plan.new_accounts, "advances_used": used}
    if not used:
        return Written(details=details)
    text = ngettext(
        "%(count)d payment made in advance covers new charges.",
        "%(count)d payments made in advance cover new charges.",
        used,
    )
    return Written(
        details=details,
        told=(text % {"count": used},),
    )
