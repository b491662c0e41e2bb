"""The debtors workbench: who is found, who sees whom, what starting does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.audit.models import Entry
from webapp.contracts.models import Account
from webapp.lists.views import papers
from webapp.payments.models import Payment
from webapp.premises.models import Street
from webapp.processes.models import Case
from webapp.recovery.models import Recovery
from webapp.recovery.operations import pauses
from webapp.recovery.views import receipts
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
PAGE = "/office/recovery/debtors/"


def create_debtor(name: str = "Иванова Анна Павловна", **fields: object) -> Account:
    return factories.create_debtor(
        party=factories.create_person(name=name), today=living.START, **fields
    )


def shown(client: Client, **criteria: object) -> str:
    return client.get(PAGE, criteria).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("criteria", "is_found"),
    [
        ({}, True),
        ({"min_periods": 4}, False),
        ({"min_debt": "4500"}, True),
        ({"min_debt": "4500.01"}, False),
        ({"search": "Иванова"}, True),
        ({"search": "Сидоров"}, False),
        ({"party_kind": "PERSON"}, True),
        ({"party_kind": "ORGANIZATION"}, False),
        ({"recovery": "yes"}, False),
        ({"recovery": "no"}, True),
        ({"only_restrictable": "on"}, True),
        ({"only_connected": "on"}, True),
        ({"only_present": "on"}, True),
        ({"stage": "notice"}, False),
        ({"days_overdue": "1"}, True),
        ({"days_overdue": "400"}, False),
        ({"on": "2025-12-20"}, False),
        ({"order": "days"}, True),
        ({"order": "no-such-order"}, True),
        ({"min_debt": "nonsense", "page": "x", "district": "abc"}, True),
    ],
    ids=str,
)
def test_criteria_find_a_debtor_of_three_months(
    log_in: LogIn, criteria: dict[str, str], is_found: bool
) -> None:
    create_debtor()

    text = shown(log_in(), **criteria)

    assert ("Иванова Анна Павловна" in text) is is_found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("criteria", "is_found"),
    [
        ({"paid_from": "2026-02-01"}, True),
        ({"paid_from": "2026-02-01", "paid_to": "2026-02-20"}, True),
        ({"paid_from": "2026-02-21"}, False),
        ({"paid_to": "2026-02-19"}, False),
        ({"paid_to": "2026-02-20", "on": "2026-02-15", "min_periods": 1}, False),
    ],
    ids=str,
)
def test_debtors_are_found_by_when_they_paid_something(
    log_in: LogIn, criteria: dict[str, str], is_found: bool
) -> None:
    Payment.objects.create(
        natural_key="something",
        status="POSTED",
        source="MANUAL",
        account=create_debtor(),
        paid_on="2026-02-20",
        amount="100.00",
    )
    create_debtor("Зверёв Пётр Ильич")

    text = shown(log_in(), **criteria)

    assert ("Иванова Анна Павловна" in text) is is_found
    assert "Зверёв" not in text


@pytest.mark.django_db
def test_absent_disconnected_and_unrestrictable_customers_can_be_left_out(log_in: LogIn) -> None:
    create_debtor(is_disconnected=True, restriction_possible=False)
    client = log_in()

    assert "Иванова" in shown(client)
    assert "Иванова" not in shown(client, only_connected="on")
    assert "Иванова" not in shown(client, only_restrictable="on")


@pytest.mark.django_db
def test_a_lawyer_for_persons_never_sees_organizations_nor_another_district(log_in: LogIn) -> None:
    create_debtor()
    create_debtor(
        name="Чужой Район Петрович", district=factories.create_district(code="south", name="Южный")
    )
    organization = factories.create_debtor(
        party=factories.create_organization(), today=living.START, monthly=Decimal(90000)
    )
    client = log_in(Role.LAWYER, kinds=("PERSON",), districts=("north",))

    text = shown(client)

    assert "Иванова" in text
    assert "Ромашка" not in text and "Чужой" not in text
    assert (
        client.get(reverse("admin:recovery_debtors_periods", args=[organization.pk])).status_code
        == 404
    )


@pytest.mark.django_db
def test_a_row_opens_month_by_month_with_the_penalty(log_in: LogIn) -> None:
    account = create_debtor()

    text = (
        log_in()
        .get(reverse("admin:recovery_debtors_periods", args=[account.pk]), {"on": "2026-03-02"})
        .content.decode()
    )

    assert text.count("1\u00a0500,00") == 6
    assert "4\u00a0500,00" in text
    assert "январь 2026" in text and "29,93 ₽" in text


@pytest.mark.django_db
def test_starting_asks_first_and_opens_one_case_for_each_debt(log_in: LogIn, boss: User) -> None:
    account = create_debtor()
    client = log_in(boss)

    asked = client.post(
        reverse("admin:recovery_debtors_confirm"), {"ids": [account.pk]}
    ).content.decode()
    assert "4\u00a0500,00" in asked
    assert not Case.objects.exists()

    start = reverse("admin:recovery_debtors_start")
    opened = client.post(start, {"ids": [account.pk]}).content.decode()
    again = client.post(start, {"ids": [account.pk]}).content.decode()
    case = Case.objects.get()

    assert (case.account, case.opened_by) == (account, boss)
    assert case.number in opened and "Не сделано" in again
    assert "Открыто 0 дел. Пропущено" in again


@pytest.mark.django_db
def test_a_bankrupt_debt_is_named_before_starting_and_claimed_only_where_it_is_ticked(
    log_in: LogIn, boss: User
) -> None:
    account = create_debtor()
    bankrupt = living.open_case(account)
    Case.objects.filter(pk=bankrupt.pk).update(
        closed_on=living.START, close_reason="BANKRUPTCY", side="CLOSED"
    )
    factories.create_charge(account=account, period=date(2025, 9, 1), amount=Decimal("700.00"))
    client, chosen = log_in(boss), {"ids": [account.pk]}

    asked = client.post(reverse("admin:recovery_debtors_confirm"), chosen)
    client.post(reverse("admin:recovery_debtors_start"), chosen)
    without = Case.objects.latest("id")
    Case.objects.filter(pk=without.pk).update(
        closed_on=living.START, close_reason="PAID", side="CLOSED"
    )
    client.post(reverse("admin:recovery_debtors_start"), {**chosen, "again": [bankrupt.pk]})

    assert (asked.context["preview"].debt, [given.debt for given in asked.context["named"]]) == (
        Decimal("700.00"),
        [Decimal("4500.00")],
    )
    assert bankrupt.number in asked.content.decode() and "Банкротство" in asked.content.decode()
    assert without.claims.count() == 1
    assert Case.objects.latest("id").claims.count() == 4


@pytest.mark.django_db
def test_a_denied_debt_alone_is_not_started_again_by_everything_found(
    log_in: LogIn, boss: User
) -> None:
    living.open_case(create_debtor())
    Case.objects.update(closed_on=living.START, close_reason="DENIED", side="CLOSED")

    log_in(boss).post(reverse("admin:recovery_debtors_start"), {"everything": "1"})

    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_the_service_asked_for_is_the_only_one_in_every_column_and_starting_says_it_claims_them_all(
    log_in: LogIn, boss: User
) -> None:
    account = create_debtor()
    for month in (date(2024, 1, 1), date(2024, 2, 1)):
        factories.create_charge(
            account=account,
            period=month,
            service=factories.create_service(code="heat", name="Отопление"),
        )
    client, heat, power = log_in(boss), "?min_debt=1000&service=", factories.create_service()

    (line,) = client.get(f"{PAGE}{heat}{power.pk}").context["rows"]
    old = client.get(f"{PAGE}{heat}{power.pk}&days_overdue=400").context["count"]
    confirm = client.post(
        f"{reverse('admin:recovery_debtors_confirm')}{heat}{power.pk}", {"ids": [account.pk]}
    )
    months = client.get(
        reverse("admin:recovery_debtors_periods", args=[account.pk]), {"service": "electricity"}
    )

    assert (line.debt, line.services, line.penalty) == (
        Decimal("4500.00"),
        (power.name,),
        Decimal("29.93"),
    )
    assert old == 0
    assert (confirm.context["debt"], confirm.context["preview"].debt) == (
        Decimal("4500.00"),
        Decimal("7500.00"),
    )
    assert (
        "7\u00a0500,00" in confirm.content.decode()
        and "по услуге «Электроснабжение»" in confirm.content.decode()
    )
    assert months.context["total"] == Decimal("4500.00")


@pytest.mark.django_db
def test_new_months_beside_a_case_in_court_are_found_and_both_cases_stand_in_the_row(
    log_in: LogIn, boss: User
) -> None:
    account = create_debtor()
    first = living.open_case(account)
    Recovery.objects.update(is_filed=True)
    Case.objects.update(exclusive=None)
    factories.create_charge(account=account, period=date(2025, 9, 1))
    client = log_in(boss)

    assert client.get(PAGE, {"recovery": "new_months"}).context["count"] == 1
    client.post(reverse("admin:recovery_debtors_start"), {"ids": [account.pk]})
    text = shown(client)

    second = Case.objects.latest("id")
    assert first.number in text and second.number in text
    assert (
        second.number
        in client.get(reverse("admin:recovery_case", args=[first.pk])).content.decode()
    )
    assert client.get(PAGE, {"recovery": "new_months"}).context["count"] == 0


@pytest.mark.django_db
def test_everything_found_means_the_criteria_not_the_page(log_in: LogIn, boss: User) -> None:
    for _number in range(3):
        create_debtor()
    create_debtor(name="Малый Долг Иванович", months=2, monthly=Decimal("1100.00"))

    log_in(boss).post(
        reverse("admin:recovery_debtors_start") + "?min_debt=4000", {"everything": "1"}
    )

    assert Case.objects.count() == 3


@pytest.mark.django_db
def test_debts_outside_the_segment_cannot_be_started_by_their_number(
    log_in: LogIn, boss: User
) -> None:
    organization = factories.create_debtor(
        party=factories.create_organization(), today=living.START
    )

    log_in(Role.LAWYER, kinds=("PERSON",)).post(
        reverse("admin:recovery_debtors_start"), {"ids": [organization.pk]}
    )

    assert not Case.objects.exists()


@pytest.mark.django_db
def test_the_spreadsheet_has_the_debtors_of_the_criteria(log_in: LogIn) -> None:
    create_debtor(name='=HYPERLINK("http://evil") Хитрый')

    answer = log_in().get(reverse("admin:recovery_debtors_export"))
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
        sheet, strings = (
            book.read(name).decode()
            for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
        )

    assert "Хитрый" in strings
    assert "<f>" not in sheet
    assert "<v>4500.00</v>" in sheet


@pytest.mark.django_db
def test_the_list_costs_the_same_queries_for_one_debtor_and_for_many(
    log_in: LogIn, boss: User
) -> None:
    for _number in range(12):
        create_debtor()
    client = log_in(boss)
    client.post(reverse("admin:recovery_debtors_start"), {"everything": "1"})
    client.get(PAGE)

    whole, rows = asked(client), asked(client, headers={"HX-Request": "true"})

    assert len(whole) <= 26, "\n".join(whole)
    assert len(rows) <= 20, "\n".join(rows)


def asked(client: Client, **given: Any) -> list[str]:
    """Return the queries of the list without those of the clock, which any page reads in turn."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGE, **given).status_code == 200
    return [query["sql"] for query in queries if "staff_business" not in query["sql"]]


@pytest.mark.django_db
def test_an_emptied_criterion_stays_empty_on_every_page_and_in_what_is_started(
    log_in: LogIn, boss: User
) -> None:
    for _number in range(51):
        create_debtor(monthly=Decimal("200.00"))
    client = log_in(boss)

    first = client.get(PAGE, {"min_debt": "", "min_periods": "2"})
    second = client.get(f"{PAGE}?{first.context['query']}&page=2")
    client.post(
        f"{reverse('admin:recovery_debtors_start')}?{first.context['query']}", {"everything": "1"}
    )

    assert (first.context["count"], second.context["count"], len(second.context["rows"])) == (
        51,
        51,
        1,
    )
    assert Case.objects.count() == 51


@pytest.mark.django_db
def test_a_criterion_nobody_understands_is_told_and_nothing_is_done_by_it(
    log_in: LogIn, boss: User
) -> None:
    account, client, wrong = (
        create_debtor(monthly=Decimal("200.00")),
        log_in(boss),
        "?min_debt=2000р",
    )

    part = client.get(PAGE + wrong, headers={"HX-Request": "true"}).content.decode()
    confirm = client.post(
        reverse("admin:recovery_debtors_confirm") + wrong, {"ids": [account.pk]}
    ).content.decode()
    start = client.post(reverse("admin:recovery_debtors_start") + wrong, {"ids": [account.pk]})
    export = client.get(reverse("admin:recovery_debtors_export") + wrong)

    assert (
        'id="criteria-errors"' in part and 'hx-swap-oob="true"' in part and "Введите число." in part
    )
    assert (
        "непонятна" in confirm
        and "непонятна" in client.get(start.headers["Location"]).content.decode()
    )
    assert export.status_code == 302
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_page_beyond_the_end_is_the_last_one(log_in: LogIn) -> None:
    for _number in range(51):
        create_debtor()

    answer = log_in().get(PAGE, {"page": "7"})

    assert (
        answer.context["page"].number,
        len(answer.context["rows"]),
        answer.context["count"],
    ) == (2, 1, 51)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "criteria",
    [
        {"page": "²"},
        {"page": "9" * 30},
        {"district": "²"},
        {"on": "0001-01-01"},
        {"on": "9999-12-31"},
        {"days_overdue": "9" * 12},
        {"min_periods": "9" * 30},
    ],
    ids=str,
)
def test_numbers_and_days_nobody_means_break_nothing(
    log_in: LogIn, criteria: dict[str, str]
) -> None:
    create_debtor()

    assert log_in().get(PAGE, criteria).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["²", "9" * 30, "-1"])
def test_debtors_chosen_by_what_is_no_number_are_nobody(
    log_in: LogIn, boss: User, number: str
) -> None:
    create_debtor()

    log_in(boss).post(reverse("admin:recovery_debtors_start"), {"ids": [number]})

    assert not Case.objects.exists()


@pytest.mark.django_db
def test_the_streets_of_a_district_outside_the_segment_are_not_offered(log_in: LogIn) -> None:
    south = factories.create_district(code="south", name="Южный")
    create_debtor(district=south)
    create_debtor()
    address = reverse("admin:recovery_debtors_places")

    theirs = (
        log_in(Role.LAWYER, districts=("north",))
        .get(address, {"district": south.pk})
        .content.decode()
    )
    own = (
        log_in(Role.LAWYER, districts=("south",))
        .get(address, {"district": south.pk})
        .content.decode()
    )

    assert "ул. Мира" not in theirs
    assert "ул. Мира" in own


@pytest.mark.django_db
def test_a_street_chosen_in_another_district_is_forgotten_with_it(log_in: LogIn) -> None:
    account = create_debtor()
    elsewhere = create_debtor(district=factories.create_district(code="south", name="Южный"))
    street = elsewhere.premises.building.street_id

    answer = log_in().get(
        PAGE, {"district": account.premises.building.street.district_id, "street": street}
    )

    assert answer.context["form"].errors == {}
    assert answer.context["count"] == 1


@pytest.mark.django_db
def test_going_back_in_the_browser_brings_the_whole_page(log_in: LogIn) -> None:
    client = log_in()
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    for name in ("recovery_debtors", "recovery_cases"):
        assert "</html>" in client.get(reverse(f"admin:{name}"), headers=headers).content.decode()


@pytest.mark.django_db
def test_a_debt_older_than_the_known_law_opens_with_a_dash_and_the_reason(log_in: LogIn) -> None:
    account = create_debtor()
    factories.create_charge(account=account, period=date(2014, 1, 1))

    answer = log_in().get(reverse("admin:recovery_debtors_periods", args=[account.pk]))

    assert answer.context["penalty"] is None
    assert "неизвестно, что действует на эту дату" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["2015-03-02", "0001-01-01", "9999-12-31", "2027-03-01", "soon"])
def test_a_row_opens_on_any_day(log_in: LogIn, on: str) -> None:
    account = create_debtor()

    assert (
        log_in()
        .get(reverse("admin:recovery_debtors_periods", args=[account.pk]), {"on": on})
        .status_code
        == 200
    )


@pytest.mark.django_db
def test_a_row_tells_the_penalty_and_the_open_task_on_screen_and_in_the_spreadsheet(
    case: Case, log_in: LogIn
) -> None:
    factories.create_charge(
        account=create_debtor(name="Давний Долг Иванович"), period=date(2014, 1, 1)
    )
    client = log_in()

    lines = {
        line.account.party.name: line
        for line in client.get(PAGE, {"on": "2026-03-02"}).context["rows"]
    }
    export = client.get(reverse("admin:recovery_debtors_export"), {"on": "2026-03-02"})
    with ZipFile(BytesIO(b"".join(export.streaming_content))) as book:
        sheet, strings = (
            book.read(name).decode()
            for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
        )

    known = lines["Петров Пётр Петрович"]
    assert (known.penalty, known.cases[0].task) == (Decimal("29.93"), Task.objects.get())
    assert lines["Давний Долг Иванович"].penalty is None
    assert "<v>29.93</v>" in sheet and "Отправить заказным письмом" in strings


@pytest.mark.django_db
def test_a_row_tells_what_happened_last_where_nobody_has_a_task(
    case: Case, log_in: LogIn, boss: User
) -> None:
    Task.objects.update(status=Task.Status.RECALLED)
    pauses.dispute(case_id=case.pk, reason="Не согласен", by=boss, today=living.START)

    assert "Открыт спор" in shown(log_in())


@pytest.mark.django_db
def test_debtors_planned_for_restriction_can_be_left_out(case: Case, log_in: LogIn) -> None:
    Task.objects.update(kind="restriction")
    client = log_in()

    assert client.get(PAGE).context["count"] == 1
    assert client.get(PAGE, {"only_unplanned": "on"}).context["count"] == 0
    Task.objects.update(status=Task.Status.RECALLED)
    assert client.get(PAGE, {"only_unplanned": "on"}).context["count"] == 1


def test_debtors_are_found_by_whom_their_case_waits_for(case: Case, log_in: LogIn) -> None:
    crew = factories.create_staff(role=Role.CREW)
    client = log_in()

    assert client.get(PAGE, {"waits_for": crew.pk}).context["count"] == 0
    Task.objects.update(assignee=crew)
    assert client.get(PAGE, {"waits_for": crew.pk}).context["count"] == 1


@pytest.mark.django_db
def test_debtors_are_found_by_settlement(log_in: LogIn) -> None:
    account = create_debtor()
    street = Street.objects.get()
    street.settlement = "д. Горки"
    street.save()
    create_debtor(name="Городской Пётр Ильич")
    client = log_in()

    assert [
        line.account for line in client.get(PAGE, {"settlement": "д. Горки"}).context["rows"]
    ] == [account]
    assert (
        "ул. Мира"
        in client.get(
            reverse("admin:recovery_debtors_places"), {"settlement": "д. Горки"}
        ).content.decode()
    )


@pytest.mark.django_db
def test_a_spreadsheet_that_could_not_hold_them_all_is_refused(
    log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers.Export, "most", 1)
    for _number in range(2):
        create_debtor()

    answer = log_in().get(reverse("admin:recovery_debtors_export"), follow=True)

    assert "не больше 1" in answer.content.decode()


class TestReceipts:
    """Slips by which debtors pay, for those who are ticked or for everybody found."""

    PAGE = "/office/recovery/debtors/receipts/"

    @pytest.mark.django_db
    def test_each_debtor_found_gets_one_with_months_sum_requisites_and_code(
        self, log_in: LogIn
    ) -> None:
        first, other = create_debtor(), create_debtor("Зверёв Пётр Ильич", months=2)

        text = log_in().post(self.PAGE, {"everything": "1"}).content.decode()

        assert text.count("<section>") == text.count("data:image/png;base64,") == 2
        for needed in (first.number, other.number, "Зверёв", "4\xa0500,00", "3\xa0000,00"):
            assert needed in text, needed
        assert first.supplier.settlement_account in text
        entry = Entry.objects.get(name="recovery.receipts.printed")
        assert entry.details == {"receipts": 2}

    @pytest.mark.django_db
    def test_who_is_not_ticked_or_of_another_segment_gets_none(self, log_in: LogIn) -> None:
        first, other = create_debtor(), create_debtor("Зверёв Пётр Ильич")

        ticked = log_in().post(self.PAGE, {"ids": [first.pk]}).content.decode()
        client = log_in(Role.LAWYER, kinds=("ORGANIZATION",))
        stranger = client.post(self.PAGE, {"ids": [first.pk, other.pk]}, follow=True)

        assert other.number not in ticked and first.number in ticked
        assert "печатать нечего" in stranger.content.decode()

    @pytest.mark.django_db
    def test_too_many_are_refused_with_the_number(
        self, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(receipts, "MOST", 1)
        create_debtor(), create_debtor("Зверёв Пётр Ильич")

        told = log_in().post(self.PAGE, {"everything": "1"}, follow=True).content.decode()

        assert "Должников 2, за один раз не больше 1" in told
