"""The tables that payments take in: debts registries, with the advances that pay for them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from webapp.billing.models import DebtLoad
from webapp.billing.queries import cautions, new_places, plans
from webapp.billing.queries.registry import READER, columns, places
from webapp.payments.operations import charging
from webapp.uploads import registry
from webapp.uploads.declarations import Kind, Preview

ROWS_SHOWN = 20


def _shown(plan: plans.Plan) -> dict[str, Any]:
    fresh = new_places.of(planned=plan.new)
    return {
        "rows": plan.rows_to_load[:ROWS_SHOWN],
        "streets": fresh.streets,
        "houses": fresh.houses,
        "cautions": cautions.of(planned=plan.new),
    }


DEBTS = Kind(
    code="debts",
    title=_("Debts registries"),
    permission=("billing.load_debts",),
    reader=READER,
    plan=plans.plan,
    write=charging.write,
    hint=_("One row is one month of one service on one account."),
    example=columns.EXAMPLE,
    left_out=frozenset(places.PARTS),
    preview=Preview(
        rows="billing/_rows_to_load.html",
        figures="billing/_figures_to_load.html",
        notes="billing/_notes_to_load.html",
        new=_("New months"),
        rows_shown=ROWS_SHOWN,
        shown=_shown,
    ),
    loads=DebtLoad,
    at="debts",
    pages="billing_debts",
    empty="registry.xlsx",
)
registry.declare(DEBTS)
