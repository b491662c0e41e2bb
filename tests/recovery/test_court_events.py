"""What courts and bailiffs do comes when it comes: with a task open for it, too early, while the case rests, or after the fact."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests import factories
from tests.recovery.living import OBJECTING, open_case
from webapp.audit.models import Entry
from webapp.billing.models import Charge
from webapp.correspondence.models import Document
from webapp.outbox.models import Row
from webapp.processes.models import Case, Step
from webapp.processes.operations import work
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.operations import court_events, pauses
from webapp.recovery.operations.court_events import UnableToEnter
from webapp.recovery.queries.court_events import Told
from webapp.tasks.models import Task

Kind = CourtEvent.Kind
OURS = "that of the court case"
COURT_TASKS = frozenset(
    {
        "court_order_ruling",
        "court_order_effect",
        "judgment",
        "register_writ",
        "enforcement_opened",
        "enforcement_result",
    }
)


@pytest.fixture
def waiting(begin):
    """Begin the life of a case that walks until a task is given which nobody does."""

    def until(task, **outcomes):
        life = begin(outcomes=outcomes, lazy=COURT_TASKS - passed_before(task) | {task})
        life.go(until=f"ask:{task}")
        if task == "court_order_effect":
            life.today += OBJECTING
        life.lazy = COURT_TASKS
        return life

    return until


def passed_before(task):
    order = [
        "court_order_ruling",
        "court_order_effect",
        "judgment",
        "register_writ",
        "enforcement_opened",
        "enforcement_result",
    ]
    return frozenset(order[: order.index(task)])


def tell(life, kind, day=None, **fields):
    if fields.get("number") == OURS:
        fields["number"] = CourtCase.objects.latest("id").number
    told = Told(kind=kind, happened_on=day or life.today, **fields)
    return court_events.enter(case_id=life.case.pk, told=told, by=life.by, today=life.today)


def the_task(kind):
    return Task.objects.filter(kind=kind).latest("id")


DONE = [
    pytest.param(
        "court_order_ruling", Kind.ORDER_ISSUED, {"number": OURS}, "ISSUED", {}, id="issued"
    ),
    pytest.param(
        "court_order_ruling",
        Kind.ORDER_REFUSED,
        {"note": "спор о праве"},
        "REFUSED",
        {},
        id="refused",
    ),
    pytest.param("court_order_effect", Kind.ORDER_IN_FORCE, {}, "IN_FORCE", {}, id="in force"),
    pytest.param(
        "court_order_effect",
        Kind.ORDER_CANCELED,
        {"note": "возражения"},
        "CANCELLED",
        {},
        id="cancelled",
    ),
    pytest.param(
        "judgment",
        Kind.JUDGMENT_DENIED,
        {"note": "пропуск срока"},
        "DENIED",
        {"court_order_ruling": "REFUSED"},
        id="denied",
    ),
    pytest.param(
        "register_writ",
        Kind.WRIT_ISSUED,
        {"number": "ФС 1", "principal": Decimal(900)},
        "REGISTERED",
        {},
        id="writ",
    ),
    pytest.param(
        "enforcement_opened",
        Kind.PROCEEDING_OPENED,
        {"number": "7/26/69040-ИП"},
        "OPENED",
        {},
        id="opened",
    ),
    pytest.param(
        "enforcement_opened",
        Kind.PROCEEDING_REFUSED,
        {"note": "п. 4 ч. 1 ст. 31"},
        "REFUSED",
        {},
        id="not opened",
    ),
    pytest.param(
        "enforcement_result",
        Kind.PROCEEDING_PAID,
        {"principal": Decimal("1200.50")},
        "COLLECTED",
        {},
        id="paid",
    ),
    pytest.param(
        "enforcement_result",
        Kind.PROCEEDING_ENDED,
        {"note": "п. 3 ч. 1 ст. 46"},
        "ENDED",
        {},
        id="ended",
    ),
]


@pytest.mark.parametrize(("task", "kind", "fields", "outcome", "before"), DONE)
def test_an_event_completes_the_task_that_awaits_it(waiting, task, kind, fields, outcome, before):
    life = waiting(task, **before)

    tell(life, kind, **fields)

    done, event = the_task(task), CourtEvent.objects.get()
    assert (done.status, done.outcome, done.completed_by) == ("DONE", outcome, life.by)
    assert (event.outcome, event.task, event.applied_on) == (outcome, done, life.today)
    assert life.steps().filter(key=f"{done.step}:done").exists()
    assert not life.steps().filter(deed=Step.Deed.EVENT).exists()


def test_the_fields_of_an_event_reach_court_writ_and_proceeding(waiting):
    life = waiting("register_writ")
    tell(
        life,
        Kind.WRIT_ISSUED,
        number="ФС 77",
        principal=Decimal(1000),
        penalty=Decimal("20.50"),
        duty=Decimal(200),
    )
    life.lazy = frozenset({"enforcement_opened", "enforcement_result"})
    life.go(until="ask:enforcement_opened")
    tell(life, Kind.PROCEEDING_OPENED, number="5/26/1-ИП")
    life.go(until="ask:enforcement_result")
    tell(life, Kind.PROCEEDING_PAID, principal=Decimal("700.25"))

    writ = Writ.objects.get()
    assert (writ.number, writ.amount, writ.proceeding_number, writ.collected) == (
        *("ФС 77", Decimal("1220.50"), "5/26/1-ИП"),
        Decimal("700.25"),
    )


def test_a_judgment_counts_when_it_is_in_force(waiting):
    life = waiting("judgment", court_order_ruling="REFUSED")
    passed = life.today

    tell(life, Kind.JUDGMENT_PARTIAL, principal=Decimal(900), penalty=Decimal(5), duty=Decimal(100))
    before = the_task("judgment").status
    life.today += timedelta(days=31)
    tell(life, Kind.JUDGMENT_IN_FORCE)

    court = CourtCase.objects.get(track="LAWSUIT")
    assert (before, the_task("judgment").outcome) == ("OPEN", "PARTIAL")
    assert (court.ruled_on, court.in_force_on, court.awarded_claim) == (
        passed,
        life.today,
        Decimal(900),
    )
    assert set(CourtEvent.objects.values_list("outcome", flat=True)) == {"PARTIAL"}


def test_an_event_that_comes_too_early_is_kept_for_its_task(waiting):
    life = waiting("court_order_ruling")
    issued, life.today = life.today, life.today + OBJECTING

    tell(life, Kind.ORDER_IN_FORCE)
    kept = CourtEvent.objects.get()
    tell(life, Kind.ORDER_ISSUED, day=issued, number=OURS)
    life.go(until="ask:register_writ")

    assert (kept.applied_on, life.steps().get(deed=Step.Deed.EVENT).outcome) == (None, "KEPT")
    assert the_task("court_order_effect").outcome == "IN_FORCE"
    assert CourtCase.objects.get().in_force_on == issued + OBJECTING


def test_a_chain_of_kept_events_walks_the_case_without_a_person(waiting):
    life = waiting("court_order_ruling")
    issued, life.today = life.today, life.today + OBJECTING
    for kind, day in (
        (Kind.WRIT_ISSUED, life.today),
        (Kind.ORDER_IN_FORCE, life.today),
        (Kind.ORDER_ISSUED, issued),
    ):
        tell(life, kind, day=day, number="" if kind == Kind.ORDER_IN_FORCE else OURS)

    life.go(until="ask:enforcement_opened")

    assert Writ.objects.get().number == CourtCase.objects.get().number
    assert not CourtEvent.objects.filter(applied_on=None).exists()


def test_a_paused_case_takes_an_event_and_uses_it_after_the_pause(waiting):
    life = waiting("court_order_ruling")
    pauses.hold(
        case_id=life.case.pk,
        reason="переговоры",
        until=life.today + timedelta(days=20),
        by=life.by,
        today=life.today,
    )

    tell(life, Kind.ORDER_ISSUED, number=OURS)
    life.today += timedelta(days=10)
    tell(life, Kind.ORDER_CANCELED)
    paused = life.fresh().side, Task.objects.filter(kind="court_order_effect").count()
    life.go(until="make:statement_of_claim")

    assert paused == ("HOLD", 0)
    assert the_task("court_order_effect").outcome == "CANCELLED"


def test_a_task_that_refuses_a_kept_event_stays_open_and_the_reason_is_kept(waiting):
    life = waiting("register_writ")
    Writ.objects.create(
        case=life.case, number="ФС 1", issued_on=life.today, amount=1, presented_on=life.today
    )
    tell(life, Kind.PROCEEDING_OPENED, number="5/26/1-ИП")
    life.today += timedelta(days=5)
    life.lazy = frozenset({"enforcement_opened"})

    life.go(until="ask:enforcement_opened")

    event = CourtEvent.objects.get()
    assert the_task("enforcement_opened").status == "OPEN"
    assert event.applied_on is None and "Проверьте дату" in event.trouble


def test_what_a_person_has_reported_makes_a_kept_event_needless(waiting):
    life = waiting("judgment", court_order_ruling="REFUSED")
    tell(life, Kind.JUDGMENT_GRANTED)
    told = {"date": life.today.isoformat(), "in_force_on": life.today.isoformat()}

    work.complete(
        task_id=the_task("judgment").pk,
        outcome="GRANTED",
        result=told,
        by=life.by,
        today=life.today,
    )

    assert CourtEvent.objects.get().outcome == "OVERTAKEN"


@pytest.mark.parametrize("stands_at", ["register_writ", "enforcement_opened", "enforcement_result"])
def test_an_order_cancelled_after_force_leads_the_case_to_the_lawsuit(waiting, stands_at):
    life = waiting(stands_at)

    tell(
        life,
        Kind.ORDER_CANCELED,
        number=CourtCase.objects.get().number,
        note="восстановлен срок на возражения",
    )

    case, order = life.fresh(), CourtCase.objects.get()
    assert (case.stage_kind, order.ruling, order.in_force_on) == ("lawsuit", "CANCELLED", None)
    assert the_task(stands_at).status == "RECALLED"
    assert not Writ.objects.filter(ended_on=None).exists()
    assert not Charge.objects.filter(kind__in=(Charge.Kind.COSTS, Charge.Kind.PENALTY)).exists()
    is_presented = stands_at != "register_writ"
    assert Task.objects.filter(kind="notify_bailiffs", status="OPEN").exists() is is_presented


def test_after_the_cancelled_order_the_case_walks_the_lawsuit_to_the_bailiffs_again(waiting):
    life = waiting("enforcement_result")
    tell(life, Kind.ORDER_CANCELED)
    life.lazy = frozenset()
    life.outcomes["enforcement_result"] = "ENDED"

    life.go(until="ask:after_enforcement")

    claim = CourtCase.objects.get(track="LAWSUIT")
    context = Document.objects.get(kind="statement_of_claim").context
    assert claim.ruling == "GRANTED"
    assert context["enclosures"][0].startswith("Определение")
    assert Writ.objects.count() == 2
    assert (
        Document.objects.filter(kind="bailiff_registry").count()
        == 1 + life.case.recovery.scheme_version.definition["stages"][-1]["attempts"]
    )


def test_a_refusal_to_open_a_proceeding_is_for_the_head_of_legal_to_decide(waiting):
    life = waiting("enforcement_opened")
    tell(life, Kind.PROCEEDING_REFUSED, note="п. 4 ч. 1 ст. 31")
    life.lazy = frozenset({"after_enforcement"})

    life.go(until="ask:after_enforcement")

    writ = Writ.objects.get()
    assert (writ.end_reason, writ.opened_on) == ("п. 4 ч. 1 ст. 31", None)
    assert not Task.objects.filter(kind="enforcement_result").exists()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Kind.COLLECTED, {"principal": Decimal(300)}),
        (Kind.HEARING, {}),
        (Kind.CLAIM_ACCEPTED, {"number": OURS}),
    ],
)
def test_an_informational_event_is_only_a_line_of_the_journal(waiting, kind, fields):
    life = waiting("judgment", court_order_ruling="REFUSED")
    before = life.decide()

    tell(life, kind, note="к сведению", **fields)

    step = life.steps().get(deed=Step.Deed.EVENT)
    assert (step.name, step.outcome, step.by, step.on) == (kind, "NOTED", life.by, life.today)
    assert life.decide() == before
    assert CourtEvent.objects.get().outcome == "NOTED"


def test_the_same_event_twice_changes_nothing(waiting):
    life = waiting("enforcement_result")

    first = tell(life, Kind.COLLECTED, principal=Decimal(300))
    steps, rows = life.steps().count(), Row.objects.count()
    second = tell(life, Kind.COLLECTED, principal=Decimal(300))
    other = tell(life, Kind.COLLECTED, principal=Decimal(400))

    assert (first, second, other) == (True, False, True)
    assert (steps, rows) == (life.steps().count() - 1, Row.objects.count() - 1)


def test_what_a_task_told_before_is_known_and_changes_nothing(waiting):
    life = waiting("register_writ")
    order = CourtCase.objects.get()

    tell(life, Kind.ORDER_ISSUED, day=order.issued_on, number=order.number)
    tell(life, Kind.ORDER_IN_FORCE, day=order.in_force_on)

    assert set(CourtEvent.objects.values_list("outcome", flat=True)) == {"KNOWN"}
    assert the_task("register_writ").status == "OPEN"


def test_every_event_wakes_the_case(waiting):
    life = waiting("judgment", court_order_ruling="REFUSED")

    tell(life, Kind.HEARING)

    assert (
        Row.objects.filter(
            subject=f"recovery_case:{life.case.pk}", fact="case.court-event-entered"
        ).count()
        == 1
    )


def test_the_journal_names_an_event_by_its_words_and_its_day(waiting):
    life = waiting("judgment", court_order_ruling="REFUSED")

    tell(life, Kind.HEARING)

    event = CourtEvent.objects.get()
    ground = Entry.objects.get(name="recovery.case.court-event-entered").ground
    assert ground.startswith(f"{Kind.HEARING.label} {event.happened_on:%d.%m.%Y}")


REFUSED = [
    pytest.param(
        Kind.ORDER_ISSUED,
        -400,
        {"number": OURS},
        "не могло произойти раньше",
        id="before the filing",
    ),
    pytest.param(Kind.ORDER_ISSUED, 1, {"number": "1"}, "ещё не наступил", id="tomorrow"),
    pytest.param(Kind.ORDER_ISSUED, 0, {}, "номер", id="without a number"),
    pytest.param(Kind.ORDER_REFUSED, 0, {}, "примечание", id="without a ground"),
    pytest.param(
        Kind.ORDER_CANCELED, 0, {"number": "2-999/2026"}, "другого дела", id="another court number"
    ),
    pytest.param(
        Kind.JUDGMENT_GRANTED, 0, {}, "В суд по этому делу ещё ничего не подано", id="no claim"
    ),
    pytest.param(Kind.COLLECTED, 0, {}, "основной долг", id="collected nothing"),
]


@pytest.mark.parametrize(("kind", "days", "fields", "words"), REFUSED)
def test_an_event_that_contradicts_the_case_is_refused_in_words(waiting, kind, days, fields, words):
    life = waiting("court_order_ruling")

    with pytest.raises(UnableToEnter, match=words):
        tell(life, kind, day=life.today + timedelta(days=days), **fields)

    assert not CourtEvent.objects.exists()


def test_another_outcome_of_what_is_decided_is_refused(waiting):
    life = waiting("register_writ")

    with pytest.raises(UnableToEnter, match="По делу иначе"):
        tell(life, Kind.ORDER_REFUSED, note="спор о праве")
    with pytest.raises(UnableToEnter, match="По делу иначе"):
        tell(life, Kind.ORDER_IN_FORCE, day=CourtCase.objects.get().in_force_on + timedelta(days=1))


def test_the_same_event_with_other_sums_is_refused(waiting):
    life = waiting("judgment", court_order_ruling="REFUSED")
    sums = {"principal": Decimal(900), "penalty": Decimal(5), "duty": Decimal(100)}
    tell(life, Kind.JUDGMENT_PARTIAL, **sums)

    with pytest.raises(UnableToEnter, match="внесено"):
        tell(life, Kind.JUDGMENT_PARTIAL, **sums | {"principal": Decimal(901)})


def test_more_than_was_claimed_cannot_be_awarded(waiting):
    life = waiting("judgment", court_order_ruling="REFUSED")
    sums = {"principal": Decimal(10**8), "penalty": Decimal(5), "duty": Decimal(100)}

    with pytest.raises(UnableToEnter, match="присуждает не больше"):
        tell(life, Kind.JUDGMENT_PARTIAL, **sums)

    assert not CourtEvent.objects.exists()
    assert the_task("judgment").status == "OPEN"


def test_nothing_is_entered_into_a_closed_case(begin):
    life = begin()
    life.go(until="make:notice")
    Case.objects.filter(pk=life.case.pk).update(close_requested="WITHDRAWN")

    with pytest.raises(UnableToEnter, match="закрыто"):
        tell(life, Kind.HEARING)


def test_the_events_of_one_case_are_not_the_events_of_another(waiting):
    life = waiting("court_order_ruling")
    elsewhere = open_case(factories.create_debtor(today=life.today), today=life.today)

    with pytest.raises(UnableToEnter, match="ничего не подано"):
        court_events.enter(
            case_id=elsewhere.pk,
            told=Told(Kind.ORDER_ISSUED, life.today, number="1"),
            by=life.by,
            today=life.today,
        )
