"""The journal on screen."""

import io
from datetime import date

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.recovery import living
from webapp.audit import operations, queries
from webapp.audit.models import Entry
from webapp.contracts.models import Account
from webapp.payments.templatetags.payments import deed_look
from webapp.staff.models import Role, User
from webapp.uploads.tables import books
from webapp.workplace.queries import details, journal

pytestmark = pytest.mark.django_db
JOURNAL = "admin:audit_entry_changelist"


@pytest.fixture
def head(client: Client) -> Client:
    client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL))
    return client


def shown(client: Client, **asked: str) -> list[str]:
    """Return the grounds of the deeds on the page: the tests below tell deeds by them."""
    return [entry.ground for entry in client.get(reverse(JOURNAL), asked).context["cl"].result_list]


def test_the_head_of_legal_reads_it_and_the_crew_does_not(client: Client) -> None:
    operations.record(name="billing.debts.loaded", subject="debt_load:1", ground="Реестр за август")

    for role, status in ((Role.HEAD_OF_LEGAL, 200), (Role.CREW, 403)):
        client.force_login(factories.create_staff(role=role))
        assert client.get(reverse(JOURNAL)).status_code == status


def test_a_deed_is_shown_in_words_under_the_short_address_too(head: Client) -> None:
    operations.record(name="billing.debts.loaded", subject="debt_load:1", ground="Реестр за август")

    assert "Загружен реестр долгов" in head.get(reverse("admin:audit_journal")).content.decode()


def test_an_account_is_shown_by_its_number_and_leads_to_its_page(head: Client) -> None:
    account = factories.create_account(number="700123")
    operations.record(name="contracts.account.disconnected", subject=f"account:{account.pk}")

    page = head.get(reverse(JOURNAL)).content.decode()

    assert (
        f'href="{reverse("admin:contracts_account_change", args=[account.pk])}">Лицевой счёт 700123</a>'
        in page
    )
    assert f"account:{account.pk}" not in page


def test_a_case_is_shown_and_found_by_its_number_and_by_its_account(head: Client) -> None:
    living.prepare()
    case = living.open_case(factories.create_debtor(months=3, today=living.START, number="700123"))
    operations.record(
        name="recovery.case.hold-set", subject=f"recovery_case:{case.pk}", ground="Проверка"
    )
    operations.record(
        name="recovery.case.hold-set", subject=f"recovery_case:{case.pk + 1}", ground="Чужое"
    )

    page = head.get(reverse(JOURNAL)).content.decode()

    assert f'href="{reverse("admin:recovery_case", args=[case.pk])}">Дело {case.number}</a>' in page
    for asked in (case.number, "700123"):
        assert "Проверка" in shown(head, q=asked)
        assert "Чужое" not in shown(head, q=asked)


@pytest.mark.parametrize("asked", ["Смирнова", "ограничена", "ремонт крыши", "account:"])
def test_a_deed_is_found_by_customer_words_ground_and_subject(head: Client, asked: str) -> None:
    account = factories.create_account()
    operations.record(
        name="parties.contact.added", subject=f"party:{account.party_id}", ground="Смирнова"
    )
    operations.record(
        name="contracts.account.disconnected", subject="account:0", ground="ограничена"
    )
    operations.record(name="tasks.task.completed", subject="a:1", ground="Ремонт крыши")
    operations.record(name="tasks.task.completed", subject="account:", ground="account:")

    assert [ground.casefold() for ground in shown(head, q=asked)] == [asked.casefold()]


@pytest.mark.parametrize(
    ("subject", "page", "words"),
    [
        ("contract", "contracts_contract", "Договор Д-77"),
        ("supplier", "contracts_supplier", "Поставщик ООО «Город Энерго»"),
        ("meter", "metering_meter", "Прибор учёта М-55"),
        ("premises", "premises_premises", "Помещение г. Тверь, ул. Мира, д. 10, кв. 5"),
        ("building", "premises_building", "Дом г. Тверь, ул. Мира, 10"),
        ("street", "premises_street", "Улица г. Тверь, ул. Мира"),
        ("district", "premises_district", "Район Северный"),
    ],
)
def test_what_a_changed_form_was_about_is_named_and_leads_there(
    head: Client, subject: str, page: str, words: str
) -> None:
    contract = factories.create_contract(party=factories.create_organization(), number="Д-77")
    flat = factories.create_premises(number="5")
    building = flat.building
    rows = {
        "contract": contract,
        "supplier": contract.supplier,
        "meter": factories.create_meter(
            account=factories.create_account(premises=flat), number="М-55"
        ),
        "premises": flat,
        "building": building,
        "street": building.street,
        "district": building.street.district,
    }
    operations.record(name="parties.party.changed", subject=f"{subject}:{rows[subject].pk}")

    shown_page = head.get(reverse(JOURNAL)).content.decode()

    assert (
        f'href="{reverse(f"admin:{page}_change", args=[rows[subject].pk])}">{words}</a>'
        in shown_page
    )


def test_deeds_are_narrowed_by_their_name_in_words(head: Client) -> None:
    for name in ("tasks.task.completed", "tasks.task.forwarded"):
        operations.record(name=name, subject="a:1", ground=name)

    assert shown(head, name="tasks.task.forwarded") == ["tasks.task.forwarded"]
    assert (
        "tasks.task.completed"
        not in head.get(reverse(JOURNAL), {"name": "tasks.task.forwarded"})
        .context["cl"]
        .result_list
    )
    assert ">Поручение выполнено<" in "".join(
        head.get(reverse(JOURNAL)).content.decode().split("\n")
    )


@pytest.mark.parametrize(
    ("code", "words"), [("PAID", "Оплачено"), ("debt-changed", "Сумма долга изменилась")]
)
def test_a_ground_that_is_a_code_is_said_in_words(head: Client, code: str, words: str) -> None:
    operations.record(name="correspondence.message.cancelled", subject="a:1", ground=code)

    page = head.get(reverse(JOURNAL)).content.decode()

    assert words in page
    assert f">{code}<" not in page


class TestAHeadOfTheNorth:
    """Reads what was done to the customers of the north, and what concerns no customer."""

    @pytest.fixture
    def north(self) -> Account:
        return factories.create_account()

    @pytest.fixture
    def south(self) -> Account:
        return factories.create_account(
            district=factories.create_district(code="south", name="Южный")
        )

    @pytest.fixture
    def head_of_north(self, client: Client) -> Client:
        client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL, districts=("north",)))
        return client

    @pytest.fixture
    def entries(self, north: Account, south: Account) -> dict[str, Entry]:
        subjects = {
            "account north": f"account:{north.pk}",
            "account south": f"account:{south.pk}",
            "party north": f"party:{north.party_id}",
            "party south": f"party:{south.party_id}",
            "file": "debt_load:1",
        }
        operations.move_lock_date(
            closed_before=date(2026, 1, 1), by=factories.create_staff(role=Role.ADMINISTRATOR)
        )
        return {
            ground: operations.record(name="tasks.task.completed", subject=subject, ground=ground)
            for ground, subject in subjects.items()
        }

    def test_sees_no_deed_about_others(
        self, head_of_north: Client, entries: dict[str, Entry]
    ) -> None:
        assert sorted(shown(head_of_north)) == ["", "account north", "party north"]
        assert (
            head_of_north.get(
                reverse("admin:audit_entry_change", args=[entries["account south"].pk])
            ).status_code
            == 302
        )

    def test_finds_none(
        self, head_of_north: Client, entries: dict[str, Entry], south: Account
    ) -> None:
        assert shown(head_of_north, q=south.number) == []
        assert shown(head_of_north, q=f"account:{south.pk}") == []

    def test_exports_none(self, head_of_north: Client, entries: dict[str, Entry]) -> None:
        chosen = [entry.pk for entry in entries.values()]

        answer = head_of_north.post(
            reverse(JOURNAL), {"action": "export", "_selected_action": chosen}
        )

        assert {row[4] for row in rows_of(answer.content)[1:]} == {"account north", "party north"}


def rows_of(workbook: bytes) -> list[list[object]]:
    return (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
        .get_sheet_by_index(0)
        .to_python()
    )


def test_the_chosen_rows_go_to_a_workbook(head: Client) -> None:
    account = factories.create_account(number="700123")
    entry = operations.record(
        name="billing.debts.loaded",
        subject=f"account:{account.pk}",
        ground="=1+1",
        details={"rows": 5},
    )

    answer = head.post(reverse(JOURNAL), {"action": "export", "_selected_action": [entry.pk]})

    assert rows_of(answer.content)[1][2:] == [
        "Загружен реестр долгов",
        "Лицевой счёт 700123",
        "=1+1",
        "Строк: 5",
    ]


@pytest.mark.parametrize(
    ("first", "last", "shown"), [("Ольга", "Ильина", "Ольга Ильина"), ("", "", "clerk")]
)
def test_the_workbook_names_people_as_the_screen_does(
    head: Client, first: str, last: str, shown: str
) -> None:
    clerk = factories.create_staff(username="clerk")
    User.objects.filter(pk=clerk.pk).update(first_name=first, last_name=last)
    entry = operations.record(name="billing.debts.loaded", subject="debt_load:1", actor=clerk)

    page = head.get(reverse(JOURNAL)).content.decode()
    answer = head.post(reverse(JOURNAL), {"action": "export", "_selected_action": [entry.pk]})

    assert shown in page
    assert rows_of(answer.content)[1][1] == shown


def test_more_rows_than_a_sheet_holds_are_refused(
    head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        operations.record(name="billing.debts.loaded", subject="debt_load:1").pk
        for _time in range(3)
    ]
    monkeypatch.setattr(books, "ROWS_MAX", 2)

    answer = head.post(
        reverse(JOURNAL), {"action": "export", "_selected_action": entries}, follow=True
    )

    assert "Выберите меньше дней" in answer.content.decode()


def test_nobody_writes_the_journal_by_hand(client: Client) -> None:
    entry = operations.record(name="billing.debts.loaded", subject="debt_load:1")
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

    assert client.get(reverse("admin:audit_entry_add")).status_code == 403
    assert (
        client.post(
            reverse("admin:audit_entry_change", args=[entry.pk]), {"ground": "x"}
        ).status_code
        == 403
    )


def test_a_deed_of_an_older_edition_keeps_its_name() -> None:
    with translation.override("ru"):
        assert queries.deed_in_words("recovery.case.put-away") == "recovery.case.put-away"


def in_words(entry: Entry) -> list[str]:
    reader = factories.create_staff(role=Role.HEAD_OF_LEGAL)
    with translation.override("ru"):
        facts = details.told(entries=[entry], user=reader)[entry.pk]
    return [f"{fact.title}: {fact.value}" for fact in facts]


def test_the_page_of_a_deed_tells_its_details_in_words(head: Client) -> None:
    entry = operations.record(
        name="billing.debts.loaded", subject="debt_load:1", details={"rows": 5, "file": "<b>.xlsx"}
    )

    page = head.get(reverse("admin:audit_entry_change", args=[entry.pk])).content.decode()

    assert "Файл: &lt;b&gt;.xlsx<br>Строк: 5" in page
    assert "{&quot;" not in page


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        (
            "correspondence.document.made",
            {"document": 7, "kind": "notice", "number": "УВ-000001/2026"},
            ["Вид: Уведомление о задолженности", "Номер: УВ-000001/2026"],
        ),
        (
            "correspondence.message.sent",
            {"message": 7, "channel": "email", "status": "ACCEPTED", "provider_id": ""},
            ["Канал: Электронная почта", "Состояние: Принято сервером"],
        ),
        ("staff.lock-date.moved", {"from": None, "to": "2026-11-10"}, ["Стало: 10.11.2026"]),
        ("contracts.contract.changed", {"fields": ["number"]}, ["Поля: номер"]),
        ("payments.payment.freed", {"freed": "1500.00"}, ["Снято с начислений: 1\xa0500,00 ₽"]),
        (
            "contracts.account.restriction-marked",
            {"restriction_possible": False, "never_cut": True},
            ["Ограничение возможно: Нет", "Отключать нельзя: Да"],
        ),
        (
            "parties.contact.refused",
            {"contact": 0, "to": "sms"},
            ["Контакт: вам не показано", "На что: СМС"],
        ),
        ("recovery.case.closed", {"reason": "PAID"}, ["Причина: Оплачено"]),
        (
            "recovery.case.stage-changed",
            {"from": "notice", "to": "pretrial_claim", "attempt": 1},
            ["Было: Уведомление", "Стало: Досудебная претензия", "Попытка: 1"],
        ),
        (
            "recovery.case.dispute-settled",
            {"settled": "UNJUSTIFIED"},
            ["Возражение: необоснованно"],
        ),
        ("recovery.case.put-away", {"shelf": "3"}, ["shelf: 3"]),
    ],
)
def test_the_details_of_a_deed_are_told_in_words(
    name: str, given: dict[str, object], words: list[str]
) -> None:
    assert in_words(operations.record(name=name, subject="a:1", details=given)) == words


def test_the_details_name_what_they_mention() -> None:
    account = factories.create_account(number="700123")
    clerk = factories.create_staff(username="clerk")
    divided = operations.record(
        name="payments.payment.divided",
        subject="payment:1",
        details={"parts": [[account.pk, "100.00"], [account.pk + 1, "50.00"]]},
    )
    given = operations.record(
        name="tasks.task.forwarded", subject="a:1", details={"task": 0, "to": clerk.pk}
    )

    assert in_words(divided) == ["Разделён на: 700123: 100,00 ₽; вам не показано: 50,00 ₽"]
    assert in_words(given) == ["Поручение: вам не показано", f"Кому: {clerk}"]


def test_the_words_of_many_deeds_take_as_many_queries_as_those_of_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    reader = factories.create_staff(role=Role.HEAD_OF_LEGAL)
    entries = [
        operations.record(
            name="payments.payment.posted",
            subject="payment:1",
            details={"account": str(factories.create_account().pk), "amount": "1.00"},
        )
        for _time in range(5)
    ]
    details.told(entries=entries, user=reader)  # asks what the reader may do

    for few in (entries[:1], entries):
        with django_assert_num_queries(1):
            details.told(entries=few, user=reader)


def test_a_deed_on_the_card_of_a_payment_has_its_words() -> None:
    entry = operations.record(name="payments.payment.freed", subject="payment:1")

    with translation.override("ru"):
        assert str(deed_look(entry).name) == "Оплата снята с присуждённого судом"


def test_the_answer_of_a_server_is_no_ground_that_people_read() -> None:
    told = journal.ground("250 2.0.0 OK: letter 46 taken 2026-11-28T18:58:06+00:00")

    assert "250" not in told and told
    assert journal.ground("Позвонили, получил") == "Позвонили, получил"
