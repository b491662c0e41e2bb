"""What courts do on the way of a claim: what follows, by when, and how a mistake is put back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.recovery.living import Life
from tests.recovery.test_court_events import tell
from tests.recovery.test_one_of_several import report, status
from webapp.billing.models import Charge
from webapp.correspondence.models import Document
from webapp.payments.models import Payment
from webapp.processes.models import Case, Step
from webapp.recovery.models import CourtCase, CourtEvent, InstallmentPlan, Writ
from webapp.recovery.operations import court_mending
from webapp.recovery.operations.court_events import UnableToEnter
from webapp.recovery.operations.court_mending import UnableToMend
from webapp.recovery.queries import claims, foretold, limitation
from webapp.tasks.models import Task
from workflows.process import decisions

Kind = CourtEvent.Kind
AWARDS = (Charge.Kind.COSTS, Charge.Kind.PENALTY)


@pytest.fixture
def judged(sued: Life) -> Life:
    """The claim is granted, the judgment in force, the writ waited for."""
    report(sued, "judgment", "GRANTED", in_force_on=sued.today.isoformat())
    sued.go(until="ask:register_writ")
    return sued


@pytest.fixture
def presented(judged: Life) -> Life:
    """The writ lies with the bailiffs."""
    report(judged, "register_writ", "REGISTERED", number="ФС 1")
    judged.go(until="ask:present_writ")
    report(judged, "present_writ", "PRESENTED", office="РОСП")
    judged.go(until="ask:enforcement_opened")
    return judged


def withdraw(life: Life, event: CourtEvent | None = None) -> None:
    told = event or CourtEvent.objects.latest("id")
    court_mending.withdraw(event_id=told.pk, ground="ошибка", by=life.by, today=life.today)


def claim() -> CourtCase:
    return CourtCase.objects.filter(track="LAWSUIT").latest("id")


def awarded() -> Decimal:
    found = Charge.objects.filter(kind__in=AWARDS, source__startswith="court_case:")
    return sum((charge.amount for charge in found), Decimal(0))


# without motion


def stay(life: Life, days: int = 20) -> None:
    until = life.today + timedelta(days=days)
    tell(life, Kind.CLAIM_STAYED, until=until, note="нет доверенности")


def test_a_claim_left_without_motion_is_mended_by_the_day_that_the_court_has_set(
    sued: Life,
) -> None:
    stay(sued)

    task = Task.objects.get(kind="mend_claim")
    assert task.due_on == claim().stayed_until == sued.today + timedelta(days=20)
    assert "нет доверенности" in task.remarks
    assert status("judgment") == "OPEN"


def test_a_mended_claim_goes_on_as_it_was(sued: Life) -> None:
    stay(sued)

    report(sued, "mend_claim", "DONE")

    assert (claim().stayed_until, claim().ruling) == (None, "")
    assert status("judgment") == "OPEN"


def test_a_claim_that_is_not_mended_comes_back_and_is_filed_anew(sued: Life) -> None:
    stay(sued)

    report(sued, "mend_claim", "LAPSED")
    sued.go(until="2:make:statement_of_claim")

    assert CourtCase.objects.get(track="LAWSUIT").ruling == "RETURNED"


def test_the_stay_of_a_claim_told_by_mistake_is_put_back(sued: Life) -> None:
    stay(sued)

    withdraw(sued)

    assert claim().stayed_until is None
    assert status("mend_claim") == "RECALLED"


def test_a_court_sets_no_day_that_has_passed(sued: Life) -> None:
    with pytest.raises(UnableToEnter, match="уже прошёл"):
        stay(sued, days=-1)


# returned, not examined, terminated


def test_a_returned_claim_is_filed_anew_and_has_not_stopped_limitation(sued: Life) -> None:
    tell(sued, Kind.CLAIM_RETURNED, note="не подписан")
    sued.go(until="2:make:statement_of_claim")

    known = limitation.of_case(case=sued.case, today=sued.today)
    assert known is not None
    assert known.ends_on is not None
    assert claim().ruling == "RETURNED"


def test_the_term_that_a_claim_stood_still_for_runs_on_when_it_was_not_examined(
    sued: Life,
) -> None:
    before = limitation.of_case(case=sued.case, today=sued.today)
    sued.today += timedelta(days=60)
    tell(sued, Kind.CLAIM_UNEXAMINED, note="повторная неявка")

    known = limitation.of_case(case=sued.case, today=sued.today)

    assert before is not None
    assert (before.stands_still, before.ends_on) == (True, None)
    assert known is not None
    assert known.ends_on is not None
    due = min(row.due for row in claims.claimed(case_id=sued.case.pk))
    assert known.ends_on > due.replace(year=due.year + 3)
    assert Task.objects.filter(kind="judgment").latest("id").outcome == "UNEXAMINED"


def test_terminated_proceedings_end_the_case_and_nobody_claims_its_months_again(
    sued: Life,
) -> None:
    tell(sued, Kind.CLAIM_TERMINATED, note="отказ от иска")

    sued.go()

    assert sued.fresh().close_reason == "TERMINATED"
    assert Case.objects.filter(closed_on=None).count() == 0


# a settlement


def settle(life: Life, parts: int = 2) -> list[str]:
    part = (claim().claim + claim().state_duty) / parts
    days = [life.today + timedelta(days=30 * place) for place in range(1, parts + 1)]
    schedule = "; ".join(f"{day:%d.%m.%Y} {part}" for day in days)
    tell(
        life,
        Kind.SETTLEMENT_APPROVED,
        principal=claim().claim,
        penalty=Decimal(0),
        duty=claim().state_duty,
        schedule=schedule,
    )
    return [day.isoformat() for day in days]


def test_a_settlement_is_paid_by_its_schedule_while_the_case_sleeps(sued: Life) -> None:
    days = settle(sued)

    plan = InstallmentPlan.objects.get()
    parts = plan.installments.order_by("due_on")
    assert [part.due_on.isoformat() for part in parts] == days
    assert sum(part.amount for part in parts) == claim().claim + claim().state_duty
    assert (claim().ruling, claim().in_force_on) == ("SETTLED", sued.today)
    assert awarded() == claim().state_duty
    assert sued.fresh().side == "PLAN"


def test_a_settlement_that_is_broken_leads_to_a_writ_without_a_new_claim(sued: Life) -> None:
    settle(sued)

    sued.go(until="ask:register_writ")

    assert InstallmentPlan.objects.get().status == "BROKEN"
    assert CourtCase.objects.filter(track="LAWSUIT").count() == 1
    assert Document.objects.filter(kind="writ_application").exists()


def test_a_settlement_that_is_kept_ends_the_case_as_paid(sued: Life) -> None:
    settle(sued)

    sued.pay(claim().claim + claim().state_duty)
    sued.go()

    assert sued.fresh().close_reason == "PAID"


def test_what_a_settlement_gives_up_of_the_principal_is_not_owed(sued: Life) -> None:
    day = sued.today + timedelta(days=30)
    tell(
        sued,
        Kind.SETTLEMENT_APPROVED,
        principal=Decimal(50_000),
        penalty=Decimal(0),
        duty=Decimal(1_000),
        schedule=f"{day:%d.%m.%Y} 51 000",
    )

    assert claims.debt(case_id=sued.case.pk) == Decimal(50_000)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ("потом", "не часть графика"),
        ("30.02.2027 1000", "Нет дня"),
        ("15.01.2027 10", "Части составляют"),
    ],
)
def test_a_schedule_that_is_none_is_refused_in_words(sued: Life, schedule: str, words: str) -> None:
    with pytest.raises(UnableToEnter, match=words):
        tell(
            sued,
            Kind.SETTLEMENT_APPROVED,
            principal=Decimal(50_000),
            penalty=Decimal(0),
            duty=Decimal(0),
            schedule=schedule,
        )


# an appeal


def test_a_judgment_under_appeal_is_not_in_force_and_the_case_waits(judged: Life) -> None:
    before = awarded()

    tell(judged, Kind.APPEAL_LODGED)
    judged.go(until="ask:appeal_ruling")

    assert before > 0
    assert (awarded(), claim().in_force_on) == (0, None)
    assert status("register_writ") == "RECALLED"


def test_an_upheld_judgment_is_in_force_from_the_day_of_the_court_above(judged: Life) -> None:
    before = awarded()
    tell(judged, Kind.APPEAL_LODGED)
    judged.go(until="ask:appeal_ruling")
    judged.today += timedelta(days=40)

    tell(judged, Kind.JUDGMENT_UPHELD)
    judged.go(until="ask:register_writ")

    assert (claim().in_force_on, claim().ruling) == (judged.today, "GRANTED")
    assert awarded() == before


def test_a_changed_judgment_awards_what_the_court_above_has_said(judged: Life) -> None:
    tell(judged, Kind.APPEAL_LODGED)
    judged.go(until="ask:appeal_ruling")

    tell(
        judged,
        Kind.JUDGMENT_CHANGED,
        principal=Decimal(40_000),
        penalty=Decimal(10),
        duty=Decimal(2_000),
    )

    assert (claim().ruling, awarded()) == ("PARTIAL", Decimal(2_010))
    assert claims.debt(case_id=judged.case.pk) == Decimal(40_000)


def test_a_judgment_reversed_on_appeal_ends_the_case_as_denied(judged: Life) -> None:
    tell(judged, Kind.APPEAL_LODGED)
    judged.go(until="ask:appeal_ruling")

    tell(judged, Kind.JUDGMENT_REVERSED, note="пропуск срока")
    judged.go()

    assert judged.fresh().close_reason == "DENIED"
    assert claims.debt(case_id=judged.case.pk) == 0


def test_an_appeal_with_the_writ_at_the_bailiffs_calls_it_back(presented: Life) -> None:
    said = foretold.effects(case=presented.fresh(), kind=Kind.APPEAL_LODGED)
    assert any("ФС 1" in one for one in said)

    tell(presented, Kind.APPEAL_LODGED)
    presented.go(until="ask:appeal_ruling")

    assert Writ.objects.get().ended_on == presented.today
    assert Task.objects.filter(kind="notify_bailiffs", status="OPEN").exists()


def test_a_judgment_not_yet_in_force_comes_into_force_when_it_is_upheld(sued: Life) -> None:
    tell(sued, Kind.JUDGMENT_GRANTED)
    sued.today += timedelta(days=20)
    tell(sued, Kind.APPEAL_LODGED)
    assert status("judgment") == "OPEN"
    sued.today += timedelta(days=40)

    tell(sued, Kind.JUDGMENT_UPHELD)

    assert (claim().ruling, claim().in_force_on) == ("GRANTED", sued.today)
    assert claim().appealed_on is None


def test_an_appeal_told_by_mistake_is_put_back_with_what_was_awarded(judged: Life) -> None:
    before, day = awarded(), claim().in_force_on
    tell(judged, Kind.APPEAL_LODGED)

    withdraw(judged)
    judged.go(until="2:ask:register_writ")

    assert (awarded(), claim().in_force_on, claim().appealed_on) == (before, day, None)


def test_no_decision_on_an_appeal_is_taken_where_none_was_lodged(judged: Life) -> None:
    with pytest.raises(UnableToEnter, match="не внесена жалоба"):
        tell(judged, Kind.JUDGMENT_UPHELD)


# a suspension


def test_nothing_goes_to_the_bailiffs_while_a_court_has_suspended_the_enforcement(
    judged: Life,
) -> None:
    report(judged, "register_writ", "REGISTERED", number="ФС 1")
    judged.go(until="ask:present_writ")

    tell(judged, Kind.ENFORCEMENT_STAYED, note="определение кассации")
    waits = judged.decide()
    assert isinstance(waits, decisions.Wait)
    assert (waits.why, status("present_writ")) == ("halted:STAYED", "RECALLED")

    tell(judged, Kind.ENFORCEMENT_RESUMED)
    judged.go()
    assert status("present_writ") == "OPEN"


def test_nothing_is_suspended_where_nothing_is_in_force(sued: Life) -> None:
    with pytest.raises(UnableToEnter, match="ничего не вступило в силу"):
        tell(sued, Kind.ENFORCEMENT_STAYED, note="определение")


# reversal of enforcement


def test_what_was_collected_is_given_back_when_the_judgment_falls(presented: Life) -> None:
    presented.today += timedelta(days=5)
    tell(presented, Kind.COLLECTED, principal=Decimal(30_000))
    presented.pay(Decimal(30_000))
    tell(presented, Kind.JUDGMENT_REVERSED, note="кассация")
    assert status("order_reversal") == "OPEN"

    tell(presented, Kind.REVERSAL_ORDERED, principal=Decimal(20_000), note="ст. 445")
    task = Task.objects.get(kind="give_back")
    assert (task.role, "20\xa0000,00" in task.remarks) == ("ACCOUNTANT", True)
    report(presented, "give_back", "DONE", amount="20000.00", number="77")

    posted = Payment.objects.filter(account=presented.account, status="POSTED")
    assert sum(payment.amount for payment in posted) == Decimal(10_000)
    assert claims.debt(case_id=presented.case.pk) == 0


def test_no_more_is_given_back_than_came(presented: Life) -> None:
    presented.today += timedelta(days=5)
    presented.pay(Decimal(1_000))
    tell(presented, Kind.REVERSAL_ORDERED, principal=Decimal(2_000), note="ст. 445")

    with pytest.raises(Exception, match="вернуть больше нельзя"):
        report(presented, "give_back", "DONE", amount="2000.00", number="77")


# the journal


def test_every_event_that_changes_a_filing_is_a_line_of_the_journal_in_words(
    judged: Life,
) -> None:
    tell(judged, Kind.APPEAL_LODGED, note="жалоба ответчика")

    step = judged.steps().get(deed=Step.Deed.EVENT)
    assert (step.name, step.outcome, step.ground) == (
        Kind.APPEAL_LODGED,
        "WRITTEN",
        "жалоба ответчика",
    )


def test_an_event_on_which_another_rests_is_not_withdrawn(judged: Life) -> None:
    tell(judged, Kind.ENFORCEMENT_STAYED, note="определение")
    first = CourtEvent.objects.latest("id")
    judged.today += timedelta(days=1)
    tell(judged, Kind.ENFORCEMENT_RESUMED)

    with pytest.raises(UnableToMend, match="более позднее"):
        withdraw(judged, first)
