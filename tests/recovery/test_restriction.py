"""What is cut off for a debt, where, when, and what the papers say of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tariffs import parameters
from tests import factories
from tests.recovery.living import START, report_form
from webapp.contracts import operations as contracts
from webapp.contracts.models import Account, MonthlyNorm, Owner, Resident
from webapp.correspondence.models import Document, Message
from webapp.metering.models import Meter, Reading
from webapp.payments import operations as payments
from webapp.premises.models import Building
from webapp.processes.operations import work
from webapp.recovery.operations import schemes
from webapp.recovery.queries import norms, restriction
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

PERIODS = (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1))


def create_account_owing(*services, party=None, **fields):
    """An account with three unpaid months of each service."""
    account = factories.create_account(party=party or factories.create_person(email=""), **fields)
    if account.party.kind == "PERSON":
        factories.create_owner(account=account)
    names = {
        "electricity": "Электроснабжение",
        "heat": "Отопление",
        "water": "Водоснабжение",
        "waste": "Обращение с ТКО",
    }
    for code in services:
        for period in PERIODS:
            service = factories.create_service(code=code, name=names[code])
            factories.create_charge(
                account=account, period=period, service=service, due_date=date(2026, 2, 10)
            )
    return account


def paper(kind):
    return Document.objects.filter(kind=kind).latest("id").context


@pytest.mark.parametrize("service", ["heat", "water", "waste"])
def test_a_debtor_of_a_protected_service_is_not_warned_of_restriction(begin, service):
    life = begin(create_account_owing(service))

    life.go(until="make:service_memo")

    assert not Document.objects.filter(
        kind__in=["restriction_warning", "restriction_order"]
    ).exists()
    assert (
        list(life.steps().filter(name="skip").values_list("ground", flat=True))
        == ["restriction_impossible"] * 2
    )


def test_water_of_a_private_house_may_be_restricted(begin):
    account = create_account_owing("water")
    Building.objects.update(kind=Building.Kind.HOUSE)
    life = begin(account)

    life.go(until="make:restriction_warning")

    assert paper("restriction_warning")["services"] == ["Водоснабжение"]


def test_only_the_services_that_may_be_restricted_are_named(begin):
    life = begin(create_account_owing("heat", "electricity", "waste"))

    life.go(until="make:restriction_report")

    for kind in ("restriction_warning", "restriction_order", "restriction_report"):
        assert paper(kind)["services"] == ["Электроснабжение"]
        assert "№ 354" in paper(kind)["act"]
    # what is owed for others is no ground to cut this one
    assert {row["service"] for row in paper("restriction_warning")["debts"]} == {"Электроснабжение"}


def test_the_ground_is_the_law_of_the_service(begin):
    account = create_account_owing("electricity", "water", party=factories.create_organization())
    life = begin(account)

    life.go(until="make:restriction_warning")

    act = paper("restriction_warning")["act"]
    assert "№ 442" in act and "№ 416-ФЗ" in act and "№ 354" not in act


def test_a_hospital_stays_connected_whatever_its_number(begin):
    hospital = create_account_owing(
        "electricity", party=factories.create_organization(), number="100", never_cut=True
    )
    laundry = create_account_owing(
        "electricity", party=hospital.party, contract=hospital.contract, number="200"
    )
    life = begin(hospital)

    life.go(until="make:restriction_report")

    task = Task.objects.get(kind="restriction")
    assert {
        paper(kind)["debtor"]["account"]
        for kind in ("restriction_warning", "restriction_order", "restriction_report")
    } == {"200"}
    assert task.account == laundry
    assert list(Account.objects.filter(is_disconnected=True)) == [laundry]


def test_supply_comes_back_where_it_was_cut(begin):
    hospital = create_account_owing(
        "electricity", party=factories.create_organization(), number="100", never_cut=True
    )
    laundry = create_account_owing(
        "electricity", party=hospital.party, contract=hospital.contract, number="200"
    )
    life = begin(hospital, lazy=frozenset({"approve"}))
    life.go(until="ask:approve")

    for account in (hospital, laundry):
        pay(life, account, Decimal("4500.00"))
    life.go()

    order = paper("resumption_order")
    assert (order["debtor"]["account"], order["services"], order["resume_hours"]) == (
        "200",
        ["Электроснабжение"],
        24,
    )
    assert not Account.objects.filter(is_disconnected=True).exists()


def norm(account, monthly, code="electricity"):
    """Let a month of a service cost so much by the norm."""
    MonthlyNorm.objects.filter(account=account).delete()
    return factories.create_norm(
        account=account, service=factories.create_service(code=code), monthly=Decimal(monthly)
    )


@pytest.mark.parametrize("monthly", ["2250.00", "9000.00"])
def test_a_thrifty_family_stays_connected_though_it_owes_months_by_its_meter(begin, monthly):
    account = create_account_owing("electricity")
    norm(account, monthly)
    life = begin(account)

    life.go(until="make:service_memo")

    assert not Document.objects.filter(kind="restriction_warning").exists()
    assert set(life.steps().filter(name="skip").values_list("ground", flat=True)) == {
        "restriction_groundless"
    }


def test_whoever_owes_a_kopeck_above_two_months_by_the_norm_is_warned(begin):
    account = create_account_owing("electricity")
    norm(account, "2249.99")
    life = begin(account)

    life.go(until="make:restriction_warning")

    assert paper("restriction_warning")["services"] == ["Электроснабжение"]


def test_while_nobody_knows_the_norm_the_warning_waits_and_somebody_is_asked_for_it(begin):
    account = create_account_owing("electricity")
    MonthlyNorm.objects.all().delete()
    life = begin(account, lazy=frozenset({"complete_data"}))

    end = life.go()

    task = Task.objects.get(kind="complete_data")
    assert end.why == "task:complete_data-restriction_warning"
    assert account.number in task.remarks and "норматив" in task.remarks.lower()
    norm(account, "1500.00")
    life.lazy = frozenset()
    life.go(until="make:restriction_warning")


def test_who_can_never_know_the_norm_says_so_and_the_case_goes_on_without_a_restriction(begin):
    account = create_account_owing("electricity")
    MonthlyNorm.objects.all().delete()
    life = begin(account, lazy=frozenset({"complete_data"}))
    life.go()

    contracts.mark_restriction(
        account_id=account.pk, possible=False, never_cut=False, ground="Норматива нет", by=life.by
    )
    life.lazy = frozenset()
    life.go(until="make:service_memo")

    assert not Document.objects.filter(kind="restriction_warning").exists()


@pytest.mark.parametrize(
    ("registered", "owners", "monthly"),
    [(2, 1, "200.00"), (0, 3, "300.00"), (0, 0, None)],
)
def test_by_the_norm_count_those_registered_or_else_the_owners(db, registered, owners, monthly):
    account = factories.create_account()
    row = norm(account, "100.00")
    MonthlyNorm.objects.filter(pk=row.pk).update(persons=None)
    for _number in range(registered):
        Resident.objects.create(
            account=account, party=factories.create_person(), starts_on=date(2020, 1, 1)
        )
    Resident.objects.create(
        account=account,
        party=factories.create_person(),
        starts_on=date(2020, 1, 1),
        ends_on=START,
    )
    for _number in range(owners):
        Owner.objects.create(
            account=account,
            party=factories.create_person(),
            share_denominator=owners,
            starts_on=date(2020, 1, 1),
        )

    found = norms.monthly(accounts=[account.pk], on=START)

    assert found.get((account.pk, "electricity")) == (monthly and Decimal(monthly))


def test_the_norm_and_the_tariff_of_the_day_count(db):
    account = factories.create_account()
    norm(account, "100.00")
    factories.create_norm(
        account=account,
        service=factories.create_service(),
        monthly=Decimal("120.00"),
        starts_on=date(2026, 7, 1),
    )

    june, july = (norms.monthly(accounts=[account.pk], on=date(2026, month, 1)) for month in (6, 7))

    assert (list(june.values()), list(july.values())) == ([Decimal(100)], [Decimal(120)])


def pay(life, account, amount):
    form = {"document_number": "1", "purpose": "Оплата", "key": f"pay-{account.pk}"}
    payments.post_by_hand(
        account_id=account.pk,
        is_another=True,
        amount=amount,
        paid_on=life.today,
        by=life.by,
        today=life.today,
        **form,
    )


def test_who_was_warned_at_one_address_is_not_cut_off_at_another(begin):
    first = create_account_owing("electricity", party=factories.create_organization(), number="100")
    second = create_account_owing(
        "electricity", party=first.party, contract=first.contract, number="200"
    )
    life = begin(first)
    life.go(until="1.1:pass:deliver")

    pay(life, first, Decimal("4500.00"))
    life.go(until="make:pretrial_claim")

    assert not Document.objects.filter(kind="restriction_order").exists()
    assert paper("pretrial_claim")["debtor"]["account"] == second.number


def test_the_crew_does_not_come_before_the_day_of_the_warning(begin):
    life = begin()
    life.go(until="1.1:send:sms")
    sent = Message.objects.filter(channel="sms").latest("id")
    Message.objects.filter(pk=sent.pk).update(
        status=Message.Status.DELIVERED, delivered_on=life.today
    )

    life.go(until="make:restriction_order")

    promised = restriction.promised(case=life.case)
    ordered = Document.objects.get(kind="restriction_order")
    assert promised == date.fromisoformat(paper("restriction_warning")["restriction_from"])
    assert ordered.dated >= promised
    assert date.fromisoformat(ordered.context["planned_on"]) >= promised


def test_the_head_of_legal_sends_the_crews(begin):
    life = begin()

    life.go(until="make:restriction_order")

    assert paper("restriction_order")["signatory"]["name"] == "Волкова Ирина"
    assert life.account.supplier.director != "Волкова Ирина"


def test_a_report_of_a_visit_before_the_promised_day_is_refused(begin):
    life = begin(lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")
    early = restriction.promised(case=life.case) - timedelta(days=1)

    with pytest.raises(UnableToComplete, match="Проверьте дату"):
        work.complete(
            task_id=Task.objects.get(kind="restriction").pk,
            outcome="DONE",
            result={"date": early.isoformat()},
            by=life.by,
            today=life.today,
        )

    assert Task.objects.get(kind="restriction").status == Task.Status.OPEN


def test_the_report_says_what_the_crew_said_and_no_more(begin):
    life = begin(lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")
    work.complete(
        task_id=Task.objects.get(kind="restriction").pk,
        outcome="DONE",
        result={"date": life.today.isoformat(), "not_read": True},
        by=life.by,
        today=life.today,
    )

    life.go(until="make:restriction_report")

    told = paper("restriction_report")
    assert (told["performed_at"], told["method"], told["reading"]) == ("", "", None)


def test_the_reading_goes_to_the_meter_of_what_was_restricted(begin):
    account = create_account_owing("heat", "electricity")
    heat = factories.create_service(code="heat", name="Отопление")
    other = factories.create_meter(account=account, service=heat)
    meter = factories.create_meter(account=account)
    life = begin(account)

    life.go(until="make:restriction_report")

    assert Reading.objects.get().meter == meter
    assert paper("restriction_report")["meter"]["number"] == meter.number
    assert Meter.objects.get(pk=other.pk).seal == "П-0001"


def test_of_several_meters_the_crew_says_which(begin):
    account = create_account_owing("electricity")
    first, second = factories.create_meter(account=account), factories.create_meter(account=account)
    life = begin(account, lazy=frozenset({"restriction"}))
    life.go(until="ask:restriction")
    task = Task.objects.get(kind="restriction")
    told = {"date": life.today.isoformat(), "reading": "12.5", "seal": "ПЛ-9"}
    with pytest.raises(UnableToComplete):
        work.complete(task_id=task.pk, outcome="DONE", result=told, by=life.by, today=life.today)

    work.complete(
        task_id=task.pk,
        outcome="DONE",
        result=told | {"meter": second.number},
        by=life.by,
        today=life.today,
    )
    life.go(until="make:restriction_report")

    assert restriction.meters_to_read(task=task) == [first, second]
    assert Reading.objects.get().meter == second
    assert paper("restriction_report")["meter"]["number"] == second.number


def test_what_the_crew_reads_when_supply_comes_back_is_kept(begin):
    account = create_account_owing("electricity")
    meter = factories.create_meter(account=account)
    life = begin(account, lazy=frozenset({"approve", "resumption"}))
    life.go(until="ask:approve")
    life.pay(Decimal("4500.00"))
    life.go()
    told = {"date": life.today.isoformat(), "reading": "130", "seal": "ПЛ-78"}

    work.complete(
        task_id=Task.objects.get(kind="resumption").pk,
        outcome="DONE",
        result=told,
        by=life.by,
        today=life.today,
    )

    assert Reading.objects.filter(meter=meter).order_by("id").last().value == 130
    assert Meter.objects.get(pk=meter.pk).seal == "ПЛ-78"


def test_what_is_impossible_is_impossible_at_the_address_of_the_crew(begin):
    first = create_account_owing("electricity", party=factories.create_organization(), number="100")
    create_account_owing("electricity", party=first.party, contract=first.contract, number="200")
    life = begin(first, outcomes={"restriction": "IMPOSSIBLE"})

    life.go(until="make:pretrial_claim")

    assert list(Account.objects.filter(restriction_possible=False)) == [first]


def test_default_terms_are_not_below_the_law():
    for scheme, name in ((schemes.PERSONS, "citizen"), (schemes.ORGANIZATIONS, "organization")):
        least = parameters.series(f"notice.restriction_{name}_days").on(START).decimal()
        assert all(stage.term_days >= least for stage in scheme.stages if stage.kind == "warning")
    claims = [
        stage
        for scheme in schemes.DEFAULTS
        for stage in scheme.stages
        if stage.kind == "pretrial_claim"
    ]
    assert all(stage.term_days >= 30 for stage in claims)


def test_the_warning_names_the_cost_that_the_decree_allows(begin):
    life = begin()

    life.go(until="make:restriction_warning")

    assert Decimal(paper("restriction_warning")["reconnection_cost"]) == Decimal(5000)


def test_the_form_offers_the_meters_only_where_there_is_a_choice(db):
    account = create_account_owing("electricity")
    meters = [factories.create_meter(account=account) for _time in range(2)]
    given = {"outcome": "DONE", "date": START.isoformat(), "seal": "ПЛ-1"}

    one, two = (report_form("resumption", given, meters=meters[:count]) for count in (1, 2))

    assert "meter" not in one.fields and one.is_valid()
    assert set(two.errors) == {"meter"}
    assert report_form("resumption", {**given, "meter": meters[1].number}, meters=meters).is_valid()
