"""Papers for a court say of what came before them only what is so."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from documents import contexts, rendering, samples, wording
from documents.catalogue import DocumentKind
from tests import factories
from tests.correspondence.steps import plan
from tests.documents import reading
from tests.recovery.living import START, open_case
from tests.recovery.test_courts import facts_of, report
from webapp.correspondence.models import Call, Document
from webapp.payments import operations as payments
from webapp.processes.models import Step
from webapp.recovery.models import CourtCase
from webapp.recovery.operations import pauses
from webapp.recovery.queries.contexts import papers, proofs, values


def built(facts, kind):
    return papers.build(kind=kind, number="1", facts=facts)


def printed(context, kind):
    file = rendering.render(kind=kind, context=context)
    return reading.text_of(file.content).replace("\u00a0", " ")


# a refused and a returned application


def test_a_claim_after_a_refused_order_names_the_ruling_and_encloses_it(begin):
    life = begin(outcomes={"court_order_ruling": "REFUSED"})

    life.go(until="make:statement_of_claim")

    claim = Document.objects.get(kind="statement_of_claim")
    refused = CourtCase.objects.get(track="ORDER")
    assert claim.context["refused_order"]["number"] == refused.number
    assert claim.context["enclosures"][0] == (
        f"Определение от {refused.ruled_on:%d.%m.%Y} об отказе в выдаче судебного приказа"
    )
    assert claim.context["cancelled_order"] is None


def test_a_returned_application_is_mended_and_filed_anew(begin):
    life = begin(lazy=frozenset({"court_order_ruling"}))
    life.go(until="ask:court_order_ruling")
    life.today += timedelta(days=10)
    report(life, "court_order_ruling", "RETURNED", remarks="нет сведений о собственнике")

    life.go(until=".2:ask:court_order_ruling")

    assert Document.objects.filter(kind="court_order_application").count() == 2
    assert not Document.objects.filter(kind="statement_of_claim").exists()
    assert list(CourtCase.objects.order_by("id").values_list("track", "ruling")) == [
        ("ORDER", "RETURNED"),
        ("ORDER", ""),
    ]


def test_a_claim_after_a_returned_and_then_refused_application_tells_of_the_refusal_alone(begin):
    life = begin(lazy=frozenset({"court_order_ruling"}))
    for outcome in ("RETURNED", "REFUSED"):
        life.go(until=f".{1 + (outcome == 'REFUSED')}:ask:court_order_ruling")
        life.today += timedelta(days=10)
        report(life, "court_order_ruling", outcome, remarks="спор о праве")

    life.go(until="make:statement_of_claim")

    claim = Document.objects.get(kind="statement_of_claim")
    newest = CourtCase.objects.filter(track="ORDER").latest("id")
    assert claim.context["refused_order"]["refused_on"] == newest.ruled_on.isoformat()


# objections


@pytest.mark.parametrize("kind", ["court_order_application", "statement_of_claim"])
def test_who_has_disputed_a_debt_is_not_said_to_have_raised_no_objection(begin, kind):
    firm = factories.create_organization()
    case = open_case(factories.create_debtor(today=START, party=firm))
    boss = factories.create_staff(role="HEAD_OF_LEGAL")

    def claims():
        facts = values.case_facts(case=case, today=START)
        return printed(built(facts, kind), DocumentKind(kind))

    assert "не заявлено" in claims()
    pauses.dispute(case_id=case.pk, reason="не тот счётчик", by=boss, today=START)
    disputed = claims()
    assert "не заявлено" not in disputed
    assert "возражений не заявил" not in disputed


def test_an_application_about_a_disputed_debt_does_not_say_that_there_is_no_dispute(begin):
    case = begin().case
    boss = factories.create_staff(role="HEAD_OF_LEGAL")

    def application():
        facts = values.case_facts(case=case, today=START)
        paper = built(facts, "court_order_application")
        return printed(paper, DocumentKind.COURT_ORDER_APPLICATION)

    assert "спор о праве отсутствует" in application()
    pauses.dispute(case_id=case.pk, reason="не тот счётчик", by=boss, today=START)
    assert "спор о праве" not in application()


def test_no_application_calls_a_debt_acknowledged(begin):
    context = samples.sample(kind=DocumentKind.COURT_ORDER_APPLICATION, is_citizen=False)

    assert "признаются" not in printed(context, DocumentKind.COURT_ORDER_APPLICATION)


# calls


def test_a_call_is_called_recorded_when_its_recording_is_here(db):
    message = plan(channel="voice")
    step = Step(outcome="voice", message=message)
    call = Call.objects.create(message=message, identified_on=START)
    assert proofs.channel(step) == "телефонным звонком"

    call.recording = "RE1"
    call.save()

    assert proofs.channel(step) == "телефонным звонком с записью разговора"


# limitation


@pytest.mark.parametrize(("is_in_time", "times"), [(True, 1), (False, 0)])
def test_that_the_limitation_has_not_passed_is_said_only_when_it_is_so(is_in_time, times):
    order = contexts.CancelledOrder(
        number="2-1/2026",
        issued_on=date(2026, 5, 20),
        cancelled_on=date(2026, 6, 3),
    )
    sample = samples.sample(kind=DocumentKind.STATEMENT_OF_CLAIM, is_citizen=True)
    claim = replace(sample, cancelled_order=order, is_in_time=is_in_time)

    text = printed(claim, DocumentKind.STATEMENT_OF_CLAIM)

    assert text.count("Срок исковой давности не истёк") == times


def test_a_memo_about_barred_months_says_that_their_term_has_passed(begin):
    old = factories.create_debtor(today=date(2021, 6, 1))
    case = open_case(old)
    facts = values.case_facts(case=case, today=START)

    memo = built(facts, "service_memo")

    assert memo.is_barred
    assert "периоду истёк" in printed(memo, DocumentKind.SERVICE_MEMO)


# a contract, accounts, services


def test_a_contract_that_does_not_exist_is_neither_named_nor_enclosed(begin):
    trader = factories.create_organization(
        kind="SOLE_TRADER", name="Ким Олег Юрьевич", birth_date=date(1990, 3, 5)
    )
    facts = facts_of(monthly="1500", party=trader)

    application = built(facts, "court_order_application")

    assert "Копия договора" not in application.enclosures
    text = printed(application, DocumentKind.COURT_ORDER_APPLICATION)
    assert "по договору" not in text
    assert "из неисполнения обязательства" in text
    assert f"ОГРНИП {trader.ogrn}, дата рождения 05.03.1990" in text


def test_rows_of_several_accounts_name_their_account():
    sample = samples.sample(kind=DocumentKind.NOTICE, is_citizen=False)
    one, *others = sample.debts
    mixed = (replace(one, account="401000009"), *others)

    text = printed(replace(sample, debts=mixed), DocumentKind.NOTICE)

    assert not wording.mixes_accounts(sample.debts)

    assert "счёт 401000009" in text


def test_waste_alone_comes_through_no_network():
    sample = samples.sample(kind=DocumentKind.COURT_ORDER_APPLICATION, is_citizen=True)
    waste = replace(sample.debts[0], service="Обращение с ТКО")

    text = printed(replace(sample, debts=(waste,)), DocumentKind.COURT_ORDER_APPLICATION)

    assert "первого подключения" not in text
    assert "544" not in text
    assert "89-ФЗ" in text


@pytest.mark.parametrize(
    ("service", "law"),
    [
        ("Водоотведение", "частью 6.2 статьи 14"),
        ("Горячее водоснабжение", "частью 6.2 статьи 13"),
        ("Холодное водоснабжение", "частью 6.2 статьи 13"),
        ("Обращение с ТКО", "условиями типового договора"),
    ],
)
def test_the_penalty_of_business_rests_on_the_law_of_its_service(service, law):
    sample = samples.sample(kind=DocumentKind.NOTICE, is_citizen=False)
    rows = (replace(sample.debts[0], service=service),)

    assert law in wording.penalty_ground(sample.penalty, sample.debtor, rows)


def test_a_duty_paid_before_is_set_off_by_the_article_of_its_court():
    for is_citizen, article in ((True, "333.20"), (False, "333.22")):
        sample = samples.sample(kind=DocumentKind.STATEMENT_OF_CLAIM, is_citizen=is_citizen)
        duty = replace(sample.duty, set_off=Decimal(100))
        text = printed(replace(sample, duty=duty), DocumentKind.STATEMENT_OF_CLAIM)
        assert f"статьи {article}" in text or f"статья {article}" in text


# resumption


def test_a_supply_comes_back_two_days_after_the_payment_whenever_we_learn_of_it(begin):
    life = begin(lazy=frozenset({"resumption"}))
    life.go(until="make:restriction_report")
    paid_on = life.today
    life.today += timedelta(days=5)
    payments.post_by_hand(
        account_id=life.account.pk,
        amount=Decimal("4500.00"),
        paid_on=paid_on,
        by=life.by,
        today=life.today,
        document_number="7",
        purpose="Оплата по лицевому счёту",
        key=str(uuid4()),
    )

    life.go(until="make:resumption_order")

    paper = Document.objects.get(kind="resumption_order")
    assert paper.context["cleared_on"] == paid_on.isoformat()
    assert paper.context["resume_by"] == (paid_on + timedelta(days=2)).isoformat()
    assert "немедленно (срок истёк" in reading.text_of(bytes(paper.docx.content))
