"""What payments have brought, by executor and by stage."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table, total
from webapp.processes.models import Case
from webapp.recovery.overviews.common import SEE_CASES, TOTAL, by_id, case_cell, cases_of
from webapp.recovery.queries import collected, labels
from webapp.recovery.queries.collected import NOBODY
from webapp.staff.models import User

_SEE_MONEY = "payments.view_payment"
_ZERO = Decimal(0)


def _read_collected(asked: Asked) -> Table:
    sums = collected.sums(
        cases=cases_of(asked),
        first_on=asked.first_on,
        last_on=asked.last_on,
    )
    kinds = [kind for kind in labels.STAGES if any(kind == of for _who, of in sums)]
    columns = (
        Column(_("Executor of the case"), Kind.TEXT, 30),
        *(Column(labels.STAGES[kind], Kind.MONEY) for kind in kinds),
        Column(TOTAL, Kind.MONEY),
    )
    people = _named({who for who, _kind in sums})
    rows = [
        _collected_row(
            who,
            name,
            kinds,
            sums,
        )
        for who, name in people.items()
    ]
    return Table(columns, rows, _collected_total(columns, rows, kinds))


def _collected_row(
    who: int, name: Any, kinds: Sequence[str], sums: Mapping[tuple[int, str], Any]
) -> Row:
    parts = [sums.get((who, kind), _ZERO) for kind in kinds]
    cells = [Cell(amount, key=f"{who}:{kind}") for kind, amount in zip(kinds, parts, strict=True)]
    whole = Cell(sum(parts, _ZERO), key=f"{who}:")
    return (Cell(name), *cells, whole)


def _collected_total(columns: Sequence[Column], rows: Sequence[Row], kinds: Sequence[str]) -> Row:
    title, *sums = total(columns, rows, title=TOTAL)
    keys = [f":{kind}" for kind in (*kinds, "")]
    return (title, *(Cell(one.value, key=key) for one, key in zip(sums, keys, strict=True)))


def _named(ids: set[int]) -> dict[int, str | Promise]:
    """Return people by name; whoever has no executor stands last."""
    people = User.objects.filter(pk__in=ids).order_by("last_name", "first_name", "id")
    named: dict[int, str | Promise] = {person.pk: str(person) for person in people}
    if NOBODY in ids:
        named[NOBODY] = _("no executor")
    return named


_PARTS = (
    Column(_("Paid on"), Kind.DAY, 12),
    Column(_("Case"), Kind.TEXT, 16),
    Column(_("Debtor"), Kind.TEXT, 40),
    Column(_("Stage"), Kind.TEXT, 24),
    Column(_("Executor of the case"), Kind.TEXT, 30),
    Column(_("Amount, ₽"), Kind.MONEY),
)


def _behind_collected(asked: Asked, key: str) -> Table:
    who, _colon, kind = key.partition(":")
    parts = collected.parts(
        cases=cases_of(asked),
        first_on=asked.first_on,
        last_on=asked.last_on,
        kind=kind,
        executor=int(who) if who.isdecimal() else None,
    )
    cases = by_id(part.case_id for part in parts)
    people = _named({part.executor_id or NOBODY for part in parts})
    rows = [_part_row(part, cases[part.case_id], people) for part in parts]
    return Table(_PARTS, rows, total(_PARTS, rows, title=TOTAL))


def _part_row(part: collected.Part, case: Case, people: Mapping[int, Any]) -> Row:
    payment = reverse("admin:payments_payment", args=[part.payment_id])
    return (
        Cell(part.paid_on, link=payment),
        case_cell(case),
        Cell(str(case.party)),
        Cell(labels.STAGES.get(part.kind, part.kind)),
        Cell(people[part.executor_id or NOBODY]),
        Cell(part.amount),
    )


COLLECTED = Overview(
    "collected",
    title=_("Collected"),
    told=_("What payments of the period have brought, by executor and by stage."),
    counted=(
        _(
            "Posted payments are counted by the day of payment, as far as they cover charges "
            "that a case has claimed. What was paid before the case was opened, or after it "
            "was closed, is not counted."
        ),
        _(
            "Money belongs to the stage that the case had entered by the day of payment: of "
            "two entered on that day, to the later one. Where two cases claimed a charge it "
            "belongs to the newer of those that were open."
        ),
        _("The executor is whoever leads the case today."),
    ),
    read=_read_collected,
    behind=_behind_collected,
    permissions=(SEE_CASES, _SEE_MONEY),
)
