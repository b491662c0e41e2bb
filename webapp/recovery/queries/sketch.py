"""What the diagram of a case of debt recovery needs besides its stages: courts and their branch."""

from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import Branch, Sketch
from workflows.interfaces.debt_recovery import Stage, StageKind

_COURT = {StageKind.COURT_ORDER, StageKind.LAWSUIT, StageKind.WRIT, StageKind.ENFORCEMENT}
_NEEDS = {
    StageKind.LAWSUIT: _("if the order is refused"),
    StageKind.WRIT: _("after it is in force"),
    StageKind.ENFORCEMENT: _("with the writ"),
}


def _needs(stage: Stage) -> list[str]:
    notes = []
    if stage.kind in _NEEDS:
        notes.append(str(_NEEDS[stage.kind]))
    if stage.needs_possible_restriction:
        notes.append(gettext("if restriction is possible"))
    if stage.max_debt is not None:
        notes.append(gettext("up to {sum} ₽").format(sum=_sum(stage.max_debt)))
    if stage.min_debt:
        notes.append(gettext("from {sum} ₽").format(sum=_sum(stage.min_debt)))
    return notes


def _sum(amount: Decimal) -> str:
    shown = amount.normalize() if amount % 1 else int(amount)
    return formats.number_format(
        shown,
        use_l10n=True,
        force_grouping=True,
    )


SKETCH = Sketch(
    needs=_needs,
    lower=frozenset(_COURT),
    branches=(
        # an order in force leads past the lawsuit, straight to the writ
        Branch(
            StageKind.COURT_ORDER,
            StageKind.WRIT,
            past=StageKind.LAWSUIT,
            label=_("the order is in force"),
        ),
    ),
)
