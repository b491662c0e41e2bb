"""Papers beside the stages: drawn up with the task that needs them, or when a person asks."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta

from documents.catalogue import DocumentKind
from tests import factories
from tests.documents import reading
from tests.recovery.living import START, Life, open_case, prepare, report_form
from tests.recovery.test_awards import report
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.parties.models import State
from webapp.payments import operations as payments
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case, Step
from webapp.processes.operations import beside
from webapp.recovery.forms.drawing import DrawUpForm
from webapp.recovery.models import Authority, CourtCase, Writ
from webapp.recovery.operations import own_deeds, plans
from webapp.recovery.process import PROCESS
from webapp.recovery.queries.contexts import values
from webapp.recovery.queries.contexts.beside import KINDS
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db
COURT = "Судебный участок № 3 г. Истока"
OFFICE = "Отделение приставов"
FILED = START + timedelta(days=30)


@pytest.fixture
def boss() -> User:
    head = prepare()
    for kind, name in ((Authority.Kind.MAGISTRATE, COURT), (Authority.Kind.BAILIFFS, OFFICE)):
        Authority.objects.filter(kind=kind).update(name=name)
    return head


@pytest.fixture
def case(boss: User) -> Case:
    """A citizen's case of 4 500 without a filing."""
    return open_case(debtor())


def debtor() -> Account:
    return factories.create_debtor(today=START, party=factories.create_person())


def filed(case: Case, *, track: str = "LAWSUIT", **ruled: object) -> CourtCase:
    known = {"court": COURT, "number": "2-15/2026", "debtor": case.party.name}
    sums = {"claim": Decimal(4500), "penalty": Decimal("50.00"), "state_duty": Decimal(4000)}
    return CourtCase.objects.create(
        case=case, track=track, filed_on=FILED, **known, **sums, **ruled
    )


def presented(case: Case) -> Writ:
    return Writ.objects.create(
        case=case,
        number="ФС 000000001",
        debtor=case.party.name,
        issued_on=FILED,
        amount=Decimal(8550),
        presented_on=FILED,
        bailiff_office=OFFICE,
        proceeding_number="1/26/36061-ИП",
    )


def pay(case: Case) -> None:
    """Let all that a case claims be paid."""
    payments.post_by_hand(
        account_id=case.account_id,
        is_another=True,
        amount=Decimal(4500),
        paid_on=FILED,
        by=factories.create_staff(role=Role.ACCOUNTANT),
        today=FILED,
        document_number="1",
        purpose="Оплата по лицевому счёту",
        key=str(uuid4()),
    )


def drawn(case: Case, kind: DocumentKind, **told: str) -> str:
    paper = beside.draw_up(case=case, kind=kind, today=FILED + timedelta(days=30), told=told)
    return reading.text_of(bytes(paper.docx.content)).replace("\u00a0", " ")


def test_nothing_is_offered_for_which_the_case_has_nothing(case: Case) -> None:
    form = DrawUpForm(case=case)

    assert [kind for kind, _name in form.fields["kind"].choices] == ["proof_sheet"]
    with pytest.raises(UnableToMake):
        drawn(case, DocumentKind.WRIT_RECALL)


def test_a_pending_claim_is_amended_withdrawn_and_told_of(case: Case) -> None:
    filed(case)

    amended = drawn(case, DocumentKind.AMENDED_CLAIM)
    withdrawn = drawn(case, DocumentKind.WITHDRAWAL, ground="ошибка в начислении")
    told = drawn(case, DocumentKind.NOTICE_TO_COURT)

    assert "расходы по уплате государственной пошлины в размере 4 000,00" in amended
    assert "отказе от иска" in withdrawn
    assert "ошибка в начислении" in withdrawn
    assert "Дело № 2-15/2026" in told
    assert "задолженность погашена" not in told


def test_a_judgment_in_force_is_asked_its_writ(case: Case) -> None:
    filed(case, ruling="GRANTED", ruled_on=FILED, in_force_on=FILED + timedelta(days=20))

    asked = drawn(case, DocumentKind.WRIT_APPLICATION)

    assert "о взыскании" in asked
    assert "8 550,00" in asked
    assert "исполнительный лист" in asked


def test_the_duty_of_a_cancelled_order_counts_toward_the_claim(case: Case) -> None:
    filed(case, track="ORDER", ruling="CANCELLED", ruled_on=FILED, issued_on=FILED)

    asked = drawn(case, DocumentKind.DUTY_SET_OFF)

    assert "судебный приказ отменён" in asked
    assert "333.20" in asked
    assert "Зачесть 4 000,00" in asked


def test_a_writ_is_taken_back_or_told_to_be_executed(case: Case) -> None:
    filed(case, ruling="GRANTED", ruled_on=FILED)
    presented(case)

    recalled = drawn(case, DocumentKind.WRIT_RECALL, ground="мировое соглашение от 01.04.2026.")
    with pytest.raises(UnableToMake, match="не оплачен"):
        drawn(case, DocumentKind.NOTICE_TO_BAILIFFS)
    pay(case)
    ended = drawn(case, DocumentKind.NOTICE_TO_BAILIFFS)

    assert "мировое соглашение от 01.04.2026. Просим" in recalled.replace("\n", " ")
    assert "исполнительный лист № ФС 000000001" in ended
    assert "1/26/36061-ИП" in ended


def test_former_debt_of_a_bankrupt_is_claimed_with_the_penalty_up_to_the_ruling(case: Case) -> None:
    State.objects.create(
        party=case.party,
        kind=State.Kind.BANKRUPT,
        starts_on=FILED,
        evidence="определение от 31.03.2026 по делу № А14-1/2026.",
    )

    claimed = drawn(case, DocumentKind.CREDITORS_REGISTER)

    assert "213.8" in claimed
    assert f"Пени по {FILED.day} апреля 2026 г." in claimed
    assert "А14-1/2026)." in claimed


def test_another_in_the_debtors_place_is_named_by_a_person(case: Case) -> None:
    filed(case)
    form = DrawUpForm({"kind": "substitution", "ground": "свидетельство № 1"}, case=case)

    assert {"successor", "address"} <= set(form.errors)
    told = {"successor": "Иванов Иван Иванович", "address": "г. Тверь", "ground": "наследство"}
    assert "правопреемником: Иванов Иван Иванович" in drawn(case, DocumentKind.SUBSTITUTION, **told)


def test_a_plan_is_written_down_for_both_to_sign(case: Case, boss: User) -> None:
    parts = plans.propose(debt=Decimal(4500), months=3, first_due=START + timedelta(days=30))

    plans.agree(case_id=case.pk, parts=parts, by=boss, today=START)

    paper = Document.objects.get(kind="installment_agreement")
    text = reading.text_of(bytes(paper.docx.content)).replace("\u00a0", " ")
    assert (paper.attempt, paper.debt) == (beside.ATTEMPT, Decimal(4500))
    assert text.count("1 500,00") >= 3
    assert "статья 203" in text
    assert "Потребитель" in text


def test_the_bailiffs_get_their_paper_with_the_task_and_it_leaves_with_it(
    case: Case, boss: User
) -> None:
    filed(case, ruling="GRANTED", ruled_on=FILED)
    presented(case)

    own_deeds.tell_bailiffs(case=case, today=FILED)

    task = Task.objects.get(kind="notify_bailiffs")
    paper = Document.objects.get(kind="writ_recall")
    assert paper.status == Document.Status.MADE
    beside.sent(case, task, FILED)
    paper.refresh_from_db()
    assert paper.status == Document.Status.ISSUED


def test_who_does_a_task_reads_why_its_paper_is_not_there(case: Case) -> None:
    filed(case, ruling="GRANTED", ruled_on=FILED)
    writ = presented(case)
    Writ.objects.filter(pk=writ.pk).update(debtor="Никто Не Найден")

    own_deeds.tell_bailiffs(case=case, today=FILED)

    task = Task.objects.get(kind="notify_bailiffs")
    assert not Document.objects.filter(kind="writ_recall").exists()
    assert task.remarks


def test_a_paper_is_not_sent_to_where_nobody_knows(case: Case) -> None:
    filed(case)
    Authority.objects.update(name="Другой орган")

    with pytest.raises(UnableToMake, match=COURT):
        drawn(case, DocumentKind.NOTICE_TO_COURT)


def test_who_pursues_the_rest_of_a_claim_has_it_amended(begin: Callable[..., Life]) -> None:
    lazy = frozenset({"judgment", "paid_after_filing"})
    life = begin(outcomes={"court_order_ruling": "REFUSED"}, lazy=lazy)
    life.go(until="ask:judgment")
    assert Document.objects.filter(kind="duty_set_off", attempt=beside.ATTEMPT).count() == 1
    assert CourtCase.objects.filter(track="LAWSUIT").count() == 1
    life.pay(values.case_facts(case=life.fresh(), today=life.today).debt)
    life.go()

    report(life, "paid_after_filing", "PURSUE")

    amended = Document.objects.get(kind="amended_claim").context
    assert Decimal(amended["left"]["debt"]) == 0
    assert Decimal(amended["left"]["penalty"]) > 0
    assert Decimal(amended["paid"]) == Decimal(amended["claimed"]["debt"])


def test_a_person_draws_up_a_paper_from_the_page_of_the_case(case: Case, boss: User) -> None:
    form = DrawUpForm({"kind": "proof_sheet"}, case=case)
    assert form.is_valid(), form.errors

    form.run(case_id=case.pk, by=boss, today=START)

    made = Step.objects.get(case=case, document__kind="proof_sheet")
    assert (made.by, made.outcome, made.attempt) == (boss, "MADE", beside.ATTEMPT)


def test_the_sheet_of_terms_has_start_proof_rule_days_and_end_of_each(
    begin: Callable[..., Life],
) -> None:
    life = begin(lazy=frozenset({"court_order_ruling"}))
    life.go(until="ask:court_order_ruling")

    sheet = beside.draw_up(case=life.fresh(), kind="proof_sheet", today=life.today).context

    delivered = life.steps().filter(name="deliver").exclude(term_ends_on=None)
    ends = {term["ends_on"] for term in sheet["terms"]}
    assert {step.term_ends_on.isoformat() for step in delivered} <= ends
    warned = next(term for term in sheet["terms"] if "ПР-" in term["name"])
    assert "п. 119" in warned["rule"]
    assert "01.01.2017" in warned["edition"]
    assert warned["evidence"]
    ruling = next(term for term in sheet["terms"] if term["rule"] == "ГПК 126, 129")
    days_off = {day["why"] for day in ruling["excluded"]}
    assert "суббота" in days_off
    assert "приказ" in ruling["name"].lower()
    assert ruling["edition"].startswith("действует с ")
    assert sheet["rows"] > len(sheet["terms"])


def test_the_sheet_of_terms_has_the_six_months_for_which_a_writ_rests(
    begin: Callable[..., Life],
) -> None:
    life = begin(outcomes={"enforcement_result": "ENDED"}, lazy=frozenset({"after_enforcement"}))
    life.go(until="ask:enforcement_result")
    life.work()

    sheet = beside.draw_up(case=life.fresh(), kind="proof_sheet", today=life.today).context

    rest = next(term for term in sheet["terms"] if "повторного предъявления" in term["name"])
    returned_on = date.fromisoformat(rest["started_on"])
    assert rest["ends_on"] == (returned_on + relativedelta(months=6)).isoformat()
    assert rest["length"] == "6 месяцев" and "441-ФЗ" in rest["rule"]
    assert "ВС " in rest["evidence"] and rest["edition"] == "действует с 10.01.2014"


def test_every_kind_beside_has_a_draft_of_its_process() -> None:
    assert {kind.value for kind in KINDS} == set(PROCESS.papers.beside)


# what becomes of letters, and who signs


def test_why_a_letter_came_back_is_told() -> None:
    sent = {"outcome": "RETURNED", "date": START.isoformat(), "number": ""}

    assert "fate" in report_form("deliver_by_post", sent).errors
    known = report_form("deliver_by_post", {**sent, "fate": "MOVED"})
    assert known.is_valid(), known.errors
    assert known.result()["fate"] == "MOVED"


def test_the_clerk_is_reached_by_the_own_telephone(case: Case, boss: User) -> None:
    boss.phone = "+7 473 200-00-11"
    boss.save()
    case.executor = boss
    case.save()
    facts = values.case_facts(case=case, today=date(2026, 3, 2))

    assert values.executor(facts).phone == "+7 473 200-00-11"
