"""A case from the first notice to its end: on the real database, with real papers and providers."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from tests import factories
from tests.notifications import providers
from tests.recovery.living import START, Life, open_case
from webapp.audit.models import Entry
from webapp.correspondence.models import Document, Message
from webapp.metering.models import Reading
from webapp.outbox.models import Row, Subscription
from webapp.processes.models import Case
from webapp.processes.operations import closing, pausing, work
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.operations import pauses, plans
from webapp.recovery.queries import casefile
from webapp.tasks.models import Task
from workflows.process import decisions


@pytest.fixture
def begin(begin):
    """Begin a life in which everything is done twice."""
    return partial(begin, doubts=True)


def test_an_unpaid_debt_reaches_the_bailiffs_with_every_paper_and_proof(begin):
    life = begin()

    end = life.go()

    case = life.fresh()
    assert end == decisions.Wait("end_of_scheme")
    assert (case.stage_kind, case.recovery.is_restricted) == ("enforcement", True)
    made = Counter(Document.objects.values_list("kind", flat=True))
    expected = [
        "notice",
        "restriction_warning",
        "restriction_order",
        "restriction_report",
        "service_memo",
        "court_order_application",
    ]
    assert made == Counter([*expected, "bailiff_registry"])
    assert Writ.objects.get(case=case).proceeding_number
    assert Reading.objects.count() == 0  # no meter is known at this address


def test_each_journal_row_is_written_once_however_often_a_deed_is_done(begin):
    life = begin()

    life.go()

    keys = list(life.steps().values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    assert Document.objects.count() == life.steps().filter(deed="make").count()


def test_no_message_leaves_twice(begin, tmp_path):
    life = begin()

    life.go(until="pass:deliver")

    taken = [line["form"]["StatusCallback"] for line in providers.accepted(tmp_path)]
    assert len(taken) == len(set(taken)) > 0


def test_the_term_runs_from_delivery_and_its_excluded_days_are_kept(begin):
    life = begin(lazy=frozenset({"deliver_by_post"}))
    message = life.go(until="send:sms") and Message.objects.get(channel="sms")
    Message.objects.filter(pk=message.pk).update(
        status=Message.Status.DELIVERED,
        delivered_on=START + timedelta(days=2),
        evidence="delivered",
    )

    life.go(until="pass:deliver")

    proof = life.steps().get(name="deliver", stage=0)
    assert (proof.on, proof.message_id) == (START + timedelta(days=2), message.pk)
    assert proof.term_ends_on == START + timedelta(
        days=14
    )  # ten days end on Saturday, 14 March: the next working day is Monday
    assert proof.details["days"] == 10


def test_payment_closes_the_case_recalls_the_crew_and_stops_listening(begin):
    life = begin(lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")

    life.pay(Decimal("4500.00"))
    life.go()

    case = life.fresh()
    assert (case.side, case.close_reason) == ("CLOSED", "PAID")
    assert Task.objects.get(kind="restriction").status == Task.Status.RECALLED
    assert not Subscription.objects.filter(workflow_id=f"debt_recovery:{case.pk}").exists()


def test_a_restricted_customer_who_pays_gets_the_supply_back_before_the_case_closes(begin):
    life = begin(lazy=frozenset({"approve"}))
    life.go(until="ask:approve")

    life.pay(Decimal("4500.00"))
    life.go()

    assert Document.objects.filter(kind="resumption_order").count() == 1
    assert Task.objects.get(kind="resumption").status == Task.Status.DONE
    assert not life.account.is_disconnected
    assert life.fresh().close_reason == "PAID"


def test_money_that_comes_while_the_crew_reports_leaves_the_report_in_the_case(begin):
    life = begin(lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")
    life.lazy = frozenset()
    life.work()

    life.pay(Decimal("4500.00"))
    life.go()

    names = list(life.steps().order_by("id").values_list("name", flat=True))
    assert names[-5:] == [
        "resumption",
        "restriction_report",
        "resumption_order",
        "resumption",
        "paid",
    ]
    assert Document.objects.get(kind="restriction_report").context["debt"] == "4500.00"


def test_partial_payment_reduces_the_claim_of_the_next_paper(begin):
    life = begin()
    life.go(until="pass:deliver")

    life.pay(Decimal("1000.00"))
    life.go(until="make:restriction_warning")

    paper = Document.objects.get(kind="restriction_warning")
    assert paper.debt == Decimal("3500.00")
    assert sum(Decimal(row["debt"]) for row in paper.context["debts"]) == Decimal("3500.00")


def test_a_paper_not_yet_approved_is_made_anew_after_partial_payment(begin):
    organization = factories.create_debtor(today=START, party=factories.create_organization())
    life = begin(organization, lazy=frozenset({"approve"}))
    life.go(until="ask:approve")

    life.pay(Decimal("1000.00"))
    life.go(until="ask:approve:r2")

    old, new = Document.objects.filter(kind="pretrial_claim").order_by("id")
    assert (old.status, new.status) == (Document.Status.CANCELED, Document.Status.MADE)
    assert new.debt == Decimal("3500.00")
    assert Task.objects.filter(kind="approve", status=Task.Status.RECALLED).count() == 1


def test_a_paper_that_was_returned_is_cancelled_for_the_reason_the_lawyer_gave(begin):
    life = begin(lazy=frozenset({"approve"}))
    life.go(until="ask:approve")
    task = Task.objects.get(kind="approve")

    work.complete(
        task_id=task.pk,
        outcome="RETURNED",
        result={},
        remarks="Нет выписки ЕГРН",
        by=life.by,
        today=life.today,
    )

    assert set(
        Entry.objects.filter(name="correspondence.document.cancelled").values_list(
            "ground", flat=True
        )
    ) == {"Нет выписки ЕГРН"}


def test_a_promise_is_kept_in_peace_and_ends_by_itself(begin):
    life = begin()
    pauses.promise(
        case_id=life.case.pk,
        until=START + timedelta(days=20),
        reason="после зарплаты",
        by=life.by,
        today=START,
    )

    life.go(until="make:notice")

    assert life.steps().get(name="notice").on == START + timedelta(days=21)
    assert life.fresh().side == "ACTIVE"


def test_a_kept_plan_ends_in_payment_without_a_message(begin, tmp_path):
    life = begin()
    parts = plans.propose(debt=Decimal("4500.00"), months=3, first_due=START + timedelta(days=10))
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=START)

    for due_on, amount in parts:
        life.today = due_on
        life.pay(amount)
        assert not isinstance(life.decide(), decisions.Act)
    life.go()

    assert life.fresh().close_reason == "PAID"
    assert providers.accepted(tmp_path) == []


def test_a_broken_plan_brings_the_case_back_to_its_stage(begin):
    life = begin()
    parts = plans.propose(debt=Decimal("4500.00"), months=3, first_due=START + timedelta(days=10))
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=START)

    life.go(until="make:notice")

    assert life.steps().get(name="notice").on == START + timedelta(days=16)
    assert life.fresh().plans.get().status == "BROKEN"


def test_parts_that_do_not_make_the_debt_are_refused(begin):
    life = begin()

    with pytest.raises(plans.UnableToAgree, match="100,00 ₽, а долг — 4\xa0500,00 ₽"):
        plans.agree(
            case_id=life.case.pk,
            parts=[(START + timedelta(days=5), Decimal(100))],
            by=life.by,
            today=START,
        )

    assert life.fresh().side == "ACTIVE"


def test_what_the_crew_read_and_sealed_is_kept(begin):
    account = factories.create_debtor(today=START, party=factories.create_person(email=""))
    meter = factories.create_meter(account=account)
    life = begin(account)

    life.go(until="make:restriction_report")

    reading = Reading.objects.get(meter=meter)
    assert (reading.value, reading.source) == (Decimal("123.400"), "CREW")
    report = Document.objects.get(kind="restriction_report").context
    assert (report["seal"], report["meter"]["number"], Decimal(report["reading"])) == (
        "ПЛ-77",
        meter.number,
        Decimal("123.4"),
    )


def test_objections_turn_the_order_into_a_lawsuit_and_the_duty_counts(begin):
    life = begin(outcomes={"court_order_effect": "CANCELLED"})

    life.go(until="make:statement_of_claim")

    claim = Document.objects.get(kind="statement_of_claim")
    order = CourtCase.objects.get(track="ORDER")
    assert claim.context["cancelled_order"]["number"] == order.number
    assert Decimal(claim.context["duty"]["set_off"]) == order.state_duty == Decimal(2000)
    assert claim.state_duty == Decimal(4000)


def test_a_withdrawn_case_sends_nothing_more(begin):
    life = begin()
    closing.request(
        case_id=life.case.pk,
        reason="WITHDRAWN",
        ground="ошибка в начислении",
        by=life.by,
        today=START,
    )

    life.go()

    assert life.fresh().close_reason == "WITHDRAWN"
    assert Document.objects.count() == 0


def test_every_change_tells_the_process(begin):
    life = begin()
    pauses.hold(
        case_id=life.case.pk,
        reason="проверка",
        until=START + timedelta(days=3),
        by=life.by,
        today=START,
    )
    pausing.end(kind="HOLD", case_id=life.case.pk, by=life.by, today=START)

    facts = list(
        Row.objects.filter(subject=f"recovery_case:{life.case.pk}")
        .order_by("id")
        .values_list("fact", flat=True)
    )

    assert facts == ["case.hold-set", "case.pause-ended"]


def test_the_case_is_opened_once_whoever_asks(begin):
    life = begin()

    again = open_case(life.account)

    assert again.pk == life.case.pk
    assert Case.objects.count() == 1


def test_accounts_of_one_contract_make_one_case(begin):
    organization = factories.create_debtor(today=START, party=factories.create_organization())
    second = factories.create_account(party=organization.party, contract=organization.contract)
    factories.create_charge(
        account=second, period=START.replace(month=1, day=1), amount=Decimal("700.00")
    )
    life = begin(organization)

    assert life.case.claims.count() == 4
    assert (life.case.account, life.case.contract) == (None, organization.contract)


def test_an_unknown_outcome_of_a_task_is_refused(begin):
    life = begin(lazy=frozenset({"approve"}))
    life.go(until="ask:approve")
    task = Task.objects.get(kind="approve")

    with pytest.raises(work.UnableToComplete):
        work.complete(task_id=task.pk, outcome="DONE", result={}, by=life.by, today=life.today)


def test_sums_of_all_papers_of_a_case_agree(begin):
    life: Life = begin()

    life.go()

    for paper in Document.objects.exclude(context__debts=None):
        rows = paper.context["penalty"]["rows"]
        assert sum(Decimal(row["debt"]) for row in paper.context["debts"]) == paper.debt
        assert (
            sum(Decimal(row["amount"]) for row in rows)
            == paper.penalty
            == Decimal(paper.context["penalty"]["total"])
        )


def test_what_stood_beside_the_stages_is_known_of_every_past_day(begin):
    life = begin()
    days = [START + timedelta(days=number) for number in range(30)]
    pauses.hold(case_id=life.case.pk, reason="проверка", until=days[9], by=life.by, today=days[2])
    pausing.end(kind="HOLD", case_id=life.case.pk, by=life.by, today=days[4])
    parts = plans.propose(debt=Decimal("4500.00"), months=3, first_due=days[10])
    plans.agree(case_id=life.case.pk, parts=parts, by=life.by, today=days[6])
    life.today = days[6]
    life.go(until="make:notice")

    found = [
        casefile.side_on(case=life.case, on=day)
        for day in (days[1], days[2], days[3], days[4], days[6], days[15], days[16])
    ]

    assert found == ["ACTIVE", "HOLD", "HOLD", "ACTIVE", "PLAN", "PLAN", "ACTIVE"]
