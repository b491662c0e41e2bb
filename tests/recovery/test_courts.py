"""What goes to which court, what it grants, and what is collected of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from documents import rendering
from documents.catalogue import DocumentKind
from tests import factories
from tests.payments import bank
from tests.recovery.living import START, open_case, report_form
from webapp.correspondence.models import Document
from webapp.payments import operations as payments
from webapp.payments.models import Payment, Reference
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.processes.operations import papers, work
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.queries.contexts import courts, values
from webapp.recovery.queries.contexts import papers as builders
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces.process import Deed, DeedKind


def facts_of(*, monthly, party=None):
    account = factories.create_debtor(
        today=START, monthly=Decimal(monthly), party=party or factories.create_person()
    )
    return values.case_facts(case=open_case(account), today=START)


def report(life, kind, outcome, **result):
    task = Task.objects.filter(kind=kind, status=Task.Status.OPEN).latest("id")
    told = {"date": life.today.isoformat(), "number": f"2-{task.pk}/2026", **result}
    return work.complete(
        task_id=task.pk, outcome=outcome, result=told, by=life.by, today=life.today
    )


@pytest.mark.parametrize(
    ("monthly", "kind"),
    [
        pytest.param("15000", "MAGISTRATE", id="ГПК ст. 23: 45 000"),
        pytest.param("20000", "DISTRICT_COURT", id="ГПК ст. 24: 60 000"),
    ],
)
def test_a_claim_after_the_order_goes_to_the_court_of_its_price(begin, monthly, kind):
    assert courts.court_kind(facts_of(monthly=monthly), order=False) == kind


def test_an_order_is_not_asked_for_when_the_penalty_carries_the_claim_over_the_limit(begin):
    facts = facts_of(monthly="166500")

    assert facts.debt < 500_000 < facts.claim_total
    assert not values.court_order_possible(case=facts.case, today=START)
    with pytest.raises(UnableToMake):
        papers.make(
            case=facts.case,
            deed=Deed(DeedKind.MAKE, "court_order_application", 5, 1),
            today=START,
        )


def test_an_order_is_possible_within_the_limit(begin):
    assert values.court_order_possible(case=facts_of(monthly="1500").case, today=START)


def test_a_letter_that_came_back_is_not_called_handed_over(begin):
    life = begin(outcomes={"deliver_by_post": "RETURNED"})

    life.go(until="make:service_memo")

    memo = Document.objects.get(kind="service_memo")
    assert {
        proof["how"] for proof in memo.context["proofs"] if proof["channel"] == "заказным письмом"
    } == {"RETURNED"}


def test_the_memo_is_addressed_to_the_head_of_legal(begin):
    life = begin()

    life.go(until="make:service_memo")

    memo = Document.objects.get(kind="service_memo").context
    assert memo["addressee"]["name"] == "Волкова Ирина"
    assert memo["limitation_ends_on"] == min(row["due"] for row in memo["debts"]).replace(
        "2025", "2028"
    ).replace("2026", "2029")


def test_a_claim_after_an_order_encloses_the_ruling_and_the_first_payment(begin):
    life = begin(lazy=frozenset({"file_court_order", "court_order_effect"}))
    life.go(until="ask:file_court_order")
    report(life, "file_court_order", "FILED", duty_order="1842 от 20.05.2026")
    life.go(until="ask:court_order_effect")
    report(life, "court_order_effect", "CANCELLED")

    life.go(until="make:statement_of_claim")

    ruling, payment = Document.objects.get(kind="statement_of_claim").context["enclosures"][:2]
    assert (
        ruling.startswith("Определение") and CourtCase.objects.get(track="ORDER").number in ruling
    )
    assert "№ 1842 от 20.05.2026" in payment


def to_the_judgment(begin):
    life = begin(
        outcomes={"court_order_ruling": "REFUSED"},
        lazy=frozenset({"judgment", "register_writ", "enforcement_result"}),
    )
    life.go(until="ask:judgment")
    return life


def test_what_was_granted_in_part_is_what_is_collected(begin):
    life = to_the_judgment(begin)
    report(life, "judgment", "PARTIAL", claim="4000.00", penalty="10.00", duty="3500.00")
    life.go(until="ask:register_writ")
    report(life, "register_writ", "REGISTERED")

    life.go(until="make:bailiff_registry")

    row = Document.objects.get(kind="bailiff_registry").context["rows"][0]
    assert Writ.objects.get().amount == Decimal("7510.00")
    assert [Decimal(row[name]) for name in ("debt", "penalty", "duty")] == [
        Decimal(4000),
        Decimal(10),
        Decimal(3500),
    ]


def test_a_court_does_not_award_more_than_was_claimed(begin):
    life = to_the_judgment(begin)

    with pytest.raises(UnableToComplete):
        report(life, "judgment", "PARTIAL", claim="400000.00", penalty="10.00", duty="3500.00")

    assert Task.objects.get(kind="judgment").status == Task.Status.OPEN


def test_the_sum_of_the_writ_and_what_was_collected_are_kept(begin):
    life = to_the_judgment(begin)
    report(life, "judgment", "GRANTED")
    life.go(until="ask:register_writ")
    report(life, "register_writ", "REGISTERED", amount="8000.00")
    life.go(until="ask:enforcement_result")

    report(life, "enforcement_result", "COLLECTED", collected="1200.50")

    writ = Writ.objects.get()
    assert (writ.amount, writ.collected) == (Decimal(8000), Decimal("1200.50"))


def test_two_magistrates_may_number_alike_and_one_case_may_not(begin):
    life = begin(lazy=frozenset({"register_writ"}))
    life.go(until="ask:register_writ")
    elsewhere = open_case(factories.create_debtor(today=START))
    Writ.objects.create(case=elsewhere, number="2-15/2026", issued_on=START, amount=1)
    Writ.objects.create(case=life.case, number="2-16/2026", issued_on=START, amount=1)

    with pytest.raises(UnableToComplete, match=r"2026|номер"):
        report(life, "register_writ", "REGISTERED", number="2-16/2026")
    report(life, "register_writ", "REGISTERED", number="2-15/2026")

    assert Writ.objects.filter(number="2-15/2026").count() == 2


def test_a_filing_of_the_same_day_is_refused_in_words(begin):
    life = begin(lazy=frozenset({"file_court_order"}))
    life.go(until="ask:file_court_order")
    CourtCase.objects.create(
        case=life.case, track="ORDER", court="М", filed_on=life.today, claim=1, state_duty=1
    )

    with pytest.raises(UnableToComplete, match="Обращение"):
        report(life, "file_court_order", "FILED")


def test_a_letter_is_not_delivered_before_it_was_written(begin):
    life = begin(lazy=frozenset({"deliver_by_post"}))
    life.go(until="ask:deliver_by_post")
    last_year = (life.today - timedelta(days=365)).isoformat()

    with pytest.raises(UnableToComplete, match="Проверьте дату"):
        report(life, "deliver_by_post", "DELIVERED", date=last_year)

    assert not life.steps().filter(name="deliver").exists()


def test_a_ruling_entered_late_may_be_older_than_the_task(begin):
    life = begin(lazy=frozenset({"court_order_ruling"}))
    life.go(until="ask:court_order_ruling")
    filed = CourtCase.objects.get().filed_on
    life.today += timedelta(days=9)

    report(life, "court_order_ruling", "ISSUED", date=filed.isoformat())

    assert CourtCase.objects.get().issued_on == filed


@pytest.mark.parametrize(
    ("kind", "given", "wrong"),
    [
        (
            "restriction",
            {"outcome": "DONE", "seal": "1", "level": "FULL"},
            {"time", "method", "reading", "copy", "witnesses"},
        ),
        (
            "judgment",
            {"outcome": "PARTIAL", "in_force_on": "2026-03-02", "penalty": "0"},
            {"claim", "duty"},
        ),
        ("judgment", {"outcome": "GRANTED", "in_force_on": "2026-03-01"}, {"in_force_on"}),
        ("enforcement_result", {"outcome": "COLLECTED"}, {"collected"}),
    ],
)
@pytest.mark.django_db  # what day it is
def test_a_form_asks_for_what_the_papers_print(kind, given, wrong):
    assert set(report_form(kind, {"date": START.isoformat(), **given}).errors) == wrong


@pytest.mark.django_db  # what day it is
def test_a_reading_may_have_a_decimal_comma():
    given = {
        "outcome": "DONE",
        "date": START.isoformat(),
        "reading": "1234,5",
        "seal": "1",
        "level": "FULL",
        "time": "10:40",
        "method": "х",
        "filmed": "on",
        "copy": "LEFT",
    }

    form = report_form("restriction", given)

    assert form.is_valid(), form.errors
    assert form.result()["reading"] == "1234.5"


@pytest.mark.parametrize(
    "party", [factories.create_person, factories.create_organization], ids=["citizen", "company"]
)
def test_sums_that_the_builders_give_to_all_papers_agree(begin, party):
    account = factories.create_debtor(today=START, monthly=Decimal("20000.00"), party=party())
    case = open_case(account)
    stages = {
        "notice": 0,
        "restriction_warning": 1,
        "service_memo": 0,
        "court_order_application": 0,
        "statement_of_claim": 0,
    }
    made = {}
    for kind, stage in stages.items():
        Case.objects.filter(pk=case.pk).update(stage=stage)
        facts = values.case_facts(case=Case.objects.get(pk=case.pk), today=date(2026, 6, 1))
        made[kind] = builders.build(kind=kind, number="1", facts=facts)
        rendering.render(kind=DocumentKind(kind), context=made[kind])

    totals = {(paper.debt_total, paper.penalty.total, paper.claim_total) for paper in made.values()}

    assert totals == {(facts.debt, facts.penalty, facts.claim_total)}
    assert made["court_order_application"].duty == made["service_memo"].duty
    assert (
        made["statement_of_claim"].duty.lines[-1].amount == made["statement_of_claim"].duty.amount
    )


def test_money_that_bailiffs_collect_finds_the_account_by_the_numbers_of_the_case(begin):
    life = begin(
        outcomes={"enforcement_result": "COLLECTED"},
        lazy=frozenset({"register_writ", "enforcement_opened", "enforcement_result"}),
    )
    life.go(until="ask:register_writ")
    report(life, "register_writ", "REGISTERED", number="ВС № 012345678")
    life.go(until="ask:enforcement_opened")
    report(life, "enforcement_opened", "OPENED", number="12345/26/69040-ИП")
    court = CourtCase.objects.get().number

    known = set(Reference.objects.filter(account=life.account).values_list("number", flat=True))
    assert known >= {"ВС 012345678", "12345/26/69040-ИП", court}
    treasury = {
        "inn": "6950012345",
        "payer_account": "03212643000000013600",
        "received": f"{life.today:%d.%m.%Y}",
    }
    for number, purpose in enumerate(
        [f"Взыскано, ИД {court}", "По ИП № 12345/26/69040-ИП", "Исп. лист ВС 012345678"],
        start=101,
    ):
        content = bank.statement(
            bank.document(number=str(number), purpose=purpose, amount="100.00", **treasury)
        )
        payments.load_statement(
            file_name="kl_to_1c.txt", content=content, by=None, today=life.today
        )
    assert (
        list(Payment.objects.values_list("account", "found_by"))
        == [(life.account.pk, Payment.FoundBy.REFERENCE)] * 3
    )
