"""A debt that is written off has an order by its ground, and is watched for five years."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.recovery.living import Life
from webapp.correspondence.models import Document
from webapp.oversight import registry
from webapp.oversight.declarations import Asked, Table
from webapp.processes.operations import closing

pytestmark = pytest.mark.django_db
GROUND = "Акт инвентаризации от 01.03.2026 № 3"


def written_off(life: Life) -> Document:
    closing.request(
        case_id=life.case.pk, reason="WRITTEN_OFF", ground=GROUND, by=life.by, today=life.today
    )
    life.go()
    return Document.objects.get(kind="write_off_order")


def report(life: Life, *, way: str, on: date) -> Table:
    overview = registry.overview(code="written_off")
    assert overview is not None
    now = life.now().replace(year=on.year, month=on.month, day=on.day)
    asked = Asked(user=life.by, now=now, first_on=on.replace(day=1), last_on=on, way=way)
    return overview.read(asked)


def test_the_order_names_ground_sum_and_how_long_the_debt_is_watched(
    begin: Callable[..., Life],
) -> None:
    life = begin()

    order = written_off(life)

    said = order.context
    ended_on = life.fresh().closed_on
    assert ended_on is not None
    assert (Decimal(said["debt"]), said["ground"]) == (Decimal("4500.00"), GROUND)
    assert said["watched_until"] == ended_on.replace(year=ended_on.year + 5).isoformat()
    assert said["signatory"]["name"] == life.account.supplier.director


def test_what_was_written_off_stands_in_the_report_until_five_years_are_over(
    begin: Callable[..., Life],
) -> None:
    life = begin()
    written_off(life)
    ended_on = life.fresh().closed_on
    assert ended_on is not None
    life.today = ended_on + timedelta(days=10)
    life.pay(Decimal("1000.00"))

    [row] = report(life, way="watched", on=life.today).rows
    late = report(life, way="watched", on=ended_on.replace(year=ended_on.year + 5, month=12))

    assert [cell.value for cell in row[3:7]] == [GROUND, 4500, 1000, 3500]
    assert not late.rows
    assert len(report(life, way="in_period", on=ended_on).rows) == 1
