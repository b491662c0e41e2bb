"""Nobody is believed to have collected more than a writ is for."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.recovery import told
from tests.recovery.living import Life
from webapp.processes.operations import work
from webapp.recovery.models import CourtEvent, Writ
from webapp.recovery.operations import court_events
from webapp.recovery.queries.court_events import Told
from webapp.recovery.uploads import COURT_EVENTS
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.uploads import operations as uploads

TOO_MUCH = "больше"
Begin = Callable[..., Life]


def report(life: Life, kind: str, outcome: str, **result: str) -> Task:
    task = Task.objects.filter(kind=kind, status=Task.Status.OPEN).latest("id")
    known = {"date": life.today.isoformat(), "number": f"2-{task.pk}/2026", **result}
    return work.complete(
        task_id=task.pk, outcome=outcome, result=known, by=life.by, today=life.today
    )


def at_the_bailiffs(begin: Begin) -> Life:
    life = begin(lazy=frozenset({"enforcement_result", "register_writ"}))
    life.go(until="ask:register_writ")
    report(life, "register_writ", "REGISTERED")
    life.go(until="ask:enforcement_result")
    return life


def tell(life: Life, kind: CourtEvent.Kind, amount: Decimal, **fields: str) -> bool:
    event = Told(kind=kind, happened_on=life.today, principal=amount, **fields)
    return court_events.enter(case_id=life.case.pk, told=event, by=life.by, today=life.today)


def test_bailiffs_collect_no_more_than_the_writ_is_for(begin: Begin) -> None:
    life = at_the_bailiffs(begin)
    writ = Writ.objects.get()

    with pytest.raises(UnableToComplete, match=TOO_MUCH) as refused:
        report(life, "enforcement_result", "COLLECTED", collected="100000000")
    report(life, "enforcement_result", "COLLECTED", collected=str(writ.amount))

    assert refused.value.field == "collected"
    assert Writ.objects.get().collected == writ.amount


def test_what_the_same_writ_brought_before_counts(begin: Begin) -> None:
    life = at_the_bailiffs(begin)
    writ = Writ.objects.get()
    Writ.objects.update(collected=writ.amount - 100)

    with pytest.raises(UnableToComplete, match=TOO_MUCH):
        report(life, "enforcement_result", "COLLECTED", collected="100.01")
    report(life, "enforcement_result", "ENDED", collected="60", reason="п. 4 ч. 1 ст. 46")

    assert Writ.objects.get().collected == writ.amount - 40


def test_a_proceeding_that_brings_nothing_leaves_what_came_before(begin: Begin) -> None:
    life = at_the_bailiffs(begin)
    Writ.objects.update(collected=Decimal(100))

    report(life, "enforcement_result", "ENDED", reason="п. 4 ч. 1 ст. 46")

    assert Writ.objects.get().collected == Decimal(100)


def test_a_writ_is_for_no_more_than_the_court_granted(begin: Begin) -> None:
    life = begin(lazy=frozenset({"register_writ"}))
    life.go(until="ask:register_writ")

    with pytest.raises(UnableToComplete, match=TOO_MUCH) as refused:
        report(life, "register_writ", "REGISTERED", amount="100000000")

    assert refused.value.field == "amount"
    assert not Writ.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (CourtEvent.Kind.COLLECTED, {}),
        (CourtEvent.Kind.PROCEEDING_PAID, {}),
        (CourtEvent.Kind.PROCEEDING_ENDED, {"note": "п. 4 ч. 1 ст. 46"}),
    ],
)
def test_an_event_tells_of_no_more_than_the_writ_is_for(
    begin: Begin, kind: CourtEvent.Kind, fields: dict[str, str]
) -> None:
    life = at_the_bailiffs(begin)

    with pytest.raises(court_events.UnableToEnter, match=TOO_MUCH):
        tell(life, kind, Decimal(10**8), **fields)

    assert not CourtEvent.objects.exists()


def test_sums_told_one_by_one_are_together_no_more_than_the_writ(begin: Begin) -> None:
    life = at_the_bailiffs(begin)
    most = Writ.objects.get().amount
    tell(life, CourtEvent.Kind.COLLECTED, most - 1)

    with pytest.raises(court_events.UnableToEnter, match=TOO_MUCH):
        tell(life, CourtEvent.Kind.COLLECTED, Decimal(2))
    tell(life, CourtEvent.Kind.COLLECTED, Decimal(1))

    assert CourtEvent.objects.count() == 2


def test_a_file_tells_of_no_more_than_the_court_was_asked_for(begin: Begin) -> None:
    case = told.case_at_court()
    row = told.row("Взыскано", court="2-15/2026", principal="100000000")

    with pytest.raises(uploads.UnableToLoad) as refused:
        uploads.load(
            kind=COURT_EVENTS,
            file_name="fssp.csv",
            content=told.csv(row),
            by=None,
            today=case.opened_on,
            good_rows_only=False,
        )

    assert TOO_MUCH in " ".join(error.message for error in refused.value.errors)
