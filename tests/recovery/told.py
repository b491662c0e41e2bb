"""Cases that a court knows, and files of what it did."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests import factories
from tests.billing import registries
from tests.recovery.living import START, open_case
from webapp.contracts.models import Account
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.tasks import operations as tasks
from workflows.interfaces.debt_recovery import case_subject, workflow_id
from workflows.interfaces.places import Place

HEADER = (
    "Лицевой счёт",
    "Номер дела",
    "Номер ИП",
    "Событие",
    "Дата",
    "Номер",
    "Основной долг",
    "Примечание",
)


def case_at_court(
    *, number: str = "2-15/2026", on: date = START, account: Account | None = None
) -> Case:
    """Return a case that waits for the ruling on an order."""
    case = open_case(account or factories.create_debtor(today=on), today=on)
    CourtCase.objects.create(
        case=case,
        track="ORDER",
        court="М",
        number=number,
        filed_on=on,
        claim=Decimal(4500),
        state_duty=Decimal(200),
    )
    tasks.ask(
        kind="court_order_ruling",
        subject=case_subject(case_id=case.pk),
        role="LAWYER",
        created_on=on,
        due_on=None,
        workflow_id=workflow_id(case_id=case.pk),
        step=f"{case.stage}.1:ask:court_order_ruling",
        place=Place(case.pk, case.stage, 1, "court_order_ruling"),
        account_id=case.account_id,
    )
    return case


def row(event: str, *, day: str = "02.03.2026", **cells: str) -> tuple[str, ...]:
    """Return one line of a file."""
    names = ("account", "court", "proceeding", "", "", "number", "principal", "note")
    return tuple(
        {3: event, 4: day}.get(place, cells.get(name, "")) for place, name in enumerate(names)
    )


def csv(*rows: tuple[str, ...], **settings: Any) -> bytes:
    """Return a file of events as text."""
    return registries.csv(*rows, header=HEADER, **settings)


def xlsx(*rows: tuple[str, ...]) -> bytes:
    """Return a file of events as a workbook."""
    return registries.xlsx(*rows, header=HEADER)
