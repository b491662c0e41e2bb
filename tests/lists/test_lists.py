"""What every list can do, looked at on the debtors: order, columns, views, sheets, paper."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import factories
from tests.recovery import living
from webapp.lists.models import SavedView
from webapp.lists.views import papers
from webapp.staff.models import Role, User

LogIn = Callable[..., Client]
PAGE = "/office/recovery/debtors/"
pytestmark = pytest.mark.django_db


def debtors(*names: str, monthly: str = "1500.00") -> None:
    for name in names:
        factories.create_debtor(
            party=factories.create_person(name=name),
            today=living.START,
            monthly=Decimal(monthly),
        )


def names_on(client: Client, **asked: str) -> list[str]:
    rows = client.get(PAGE, asked).context["rows"]
    return [row.account.party.name for row in rows]


def keep(client: Client, name: str, query: str = "", **more: str) -> None:
    client.post(f"{reverse('admin:recovery_debtors_keep')}?{query}", {"name": name, **more})


def counted(client: Client) -> dict[str, int]:
    views = client.get(reverse("admin:recovery_debtors_counts")).context["views"]
    return {one.view.name: one.number for one in views}


class TestOrder:
    def test_goes_both_ways_and_stands_in_the_address(self, log_in: LogIn) -> None:
        debtors("Белов Пётр", "Андреев Олег", "Вольнова Ия")
        client = log_in()

        assert names_on(client, order="customer") == ["Андреев Олег", "Белов Пётр", "Вольнова Ия"]
        assert names_on(client, order="-customer")[0] == "Вольнова Ия"
        page = client.get(PAGE, {"order": "customer"})
        assert "order=customer" in page.context["query"]
        assert 'aria-sort="ascending"' in page.content.decode()

    def test_that_nobody_knows_is_the_usual_one(self, log_in: LogIn) -> None:
        debtors("Белов Пётр")
        debtors("Андреев Олег", monthly="3000.00")

        assert names_on(log_in(), order="nonsense")[0] == "Андреев Олег"


class TestColumns:
    def test_are_chosen_and_found_so_next_time(self, log_in: LogIn) -> None:
        debtors("Белов Пётр")
        client = log_in()

        client.post(
            reverse("admin:recovery_debtors_look"),
            {"column": ["account", "inn", "no-such"], "roomy": "1"},
        )

        page = client.get(PAGE)
        assert [column.key for column in page.context["columns"]] == ["account", "inn"]
        assert page.context["look"].is_roomy
        assert len(log_in().get(PAGE).context["columns"]) > 2

    def test_of_the_address_come_before_those_chosen(self, log_in: LogIn) -> None:
        debtors("Белов Пётр")
        client = log_in()
        client.post(reverse("admin:recovery_debtors_look"), {"column": ["account"]})

        shown = client.get(PAGE, {"columns": "debt.days"}).context["columns"]

        assert [column.key for column in shown] == ["debt", "days"]


class TestConditions:
    def test_that_are_set_can_be_taken_away_one_by_one(self, log_in: LogIn) -> None:
        debtors("Белов Пётр")

        page = log_in().get(PAGE, {"days_overdue": "1", "party_kind": "ORGANIZATION"})
        chips = {chip.label: chip for chip in page.context["question"].chips()}

        assert chips["Абонент"].value == "Организация"
        assert "days_overdue=1" in chips["Абонент"].query
        assert "ORGANIZATION" not in chips["Абонент"].query
        assert page.context["count"] == 0

    @pytest.mark.parametrize(
        ("asked", "is_found"),
        [
            ({"building_kind": "APARTMENT_BUILDING"}, True),
            ({"building_kind": "HOUSE"}, False),
            ({"next_from": "2026-03-01"}, False),
            ({"scheme": "999"}, True),
        ],
        ids=str,
    )
    def test_of_the_reference_find_debtors(
        self, log_in: LogIn, asked: dict[str, str], is_found: bool
    ) -> None:
        debtors("Белов Пётр")

        assert bool(names_on(log_in(), **asked)) is is_found


class TestViews:
    def test_count_the_rows_of_whoever_looks(self, log_in: LogIn, boss: User) -> None:
        debtors("Белов Пётр", "Беляев Олег", "Вольнова Ия")
        client = log_in(boss)

        keep(client, "На Б", "search=Бел&page=3&x=1", is_shared="1")
        keep(client, "Все", "min_debt=")

        assert SavedView.objects.get(name="На Б").query == "search=%D0%91%D0%B5%D0%BB"
        assert counted(client) == {"Все": 3, "На Б": 2}
        assert counted(log_in(Role.LAWYER, districts=("south",))) == {"На Б": 0}

    def test_of_one_list_are_not_those_of_another(self, log_in: LogIn, boss: User) -> None:
        SavedView.objects.create(owner=boss, listing="another", name="Чужой")

        assert counted(log_in(boss)) == {}

    def test_are_dropped_by_their_owner_and_by_who_runs_the_place(
        self, log_in: LogIn, boss: User
    ) -> None:
        owner = factories.create_staff(role=Role.LAWYER)
        view = SavedView.objects.create(
            owner=owner, listing="recovery_debtors", name="Мой", is_shared=True
        )
        drop = reverse("admin:recovery_debtors_drop", args=[view.pk])

        log_in(Role.CALL_CENTER).post(drop)
        assert SavedView.objects.exists()
        log_in(boss).post(drop)
        assert not SavedView.objects.exists()

    def test_without_a_name_are_refused(self, log_in: LogIn) -> None:
        client = log_in()

        keep(client, " ")

        assert "Дайте виду название" in client.get(PAGE).content.decode()


class TestPaper:
    def test_has_everything_found_with_a_total_whatever_page_is_shown(self, log_in: LogIn) -> None:
        debtors(*[f"Белов Пётр {number}" for number in range(51)])

        answer = log_in().get(reverse("admin:recovery_debtors_export"), {"page": "2"})

        book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
        rows = book.get_sheet_by_index(0).to_python()
        debt = rows[1].index("Долг, ₽")
        assert book.sheet_names == ["Должники"]
        assert len(rows) == 2 + 51 + 1
        assert rows[2][debt] == 4500.0
        assert (rows[-1][0], rows[-1][debt]) == ("Итого: 51", 51 * 4500.0)

    def test_is_printed_whole_with_its_own_columns_and_a_total(self, log_in: LogIn) -> None:
        debtors(*[f"Белов Пётр {number}" for number in range(51)])

        text = log_in().get(reverse("admin:recovery_debtors_print")).content.decode()

        assert text.count("<tr>") == 1 + 51
        assert "<th" in text and "Поручение" in text and "Дело, этап" not in text
        assert "229\u00a0500,00" in text

    def test_that_would_be_too_thick_is_refused_in_words(
        self, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(papers.Print, "most", 1)
        debtors("Белов Пётр", "Беляев Олег")

        answer = log_in().get(reverse("admin:recovery_debtors_print"), follow=True)

        assert "выводится не больше 1" in answer.content.decode()
