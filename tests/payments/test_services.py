"""A service that the payer names is paid first (ГК РФ ст. 319.1 п. 1); one that is not ours lets the money wait."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.payments import bank
from tests.payments.test_contradictions import load, waiting
from webapp.payments import operations
from webapp.payments.models import Allocation
from webapp.payments.queries import services
from webapp.payments.queries.grounds import Why

NUMBER = "401000164"
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
Reason = Allocation.Reason


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("за 02.2026 электроэнергия", {"electricity"}),
        ("Оплата эл.энергии", {"electricity"}),
        ("э/э за март", {"electricity"}),
        ("за свет", {"electricity"}),
        ("за отопление январь 2026", {"heat"}),
        ("за тепловую энергию", {"heat"}),
        ("за ГВС и отопление", {"hot_water", "heat"}),
        ("горячее водоснабжение", {"hot_water"}),
        ("за воду и водоотведение", {"water", "wastewater"}),
        ("вывоз мусора", {"waste"}),
        ("ЖКУ", set()),
        ("ООО «Тепло», ул. Электроснабжения 5", set()),
    ],
)
def test_services_are_read(text, codes):
    assert services.read(text).codes == codes


@pytest.mark.parametrize(
    "text",
    [
        *("за газ", "ТО газового оборудования", "ВДГО", "ВКГО за 2026"),
        *("капремонт", "взнос на капитальный ремонт", "взнос на капит. ремонт", "за капрем"),
        *("кап.рем", "взносы на кап. рем.", "кап. рем-т", "взносы на КР", "за КР", "капиталка"),
        *("Домофон", "домоф.", "на домофон", "абонплата ТВ", "абон. плата", "за ТВ", "инет"),
        *("сод. и ремонт жил.", "содержание жилья", "сод.и рем. жилья", "содерж. и тек. ремонт"),
        *("родит. плата за д/сад", "за садик", "дет. сад", "детсад № 5", "за детский сад"),
        *("лифт", "за лифт", "услуги лифта", "Видеонаблюдение", "за уборку подъезда", "за охрану"),
    ],
)
def test_what_others_are_paid_for_is_read_in_full_and_in_short(text):
    assert services.read(text).foreign


@pytest.mark.parametrize(
    "text",
    [
        *("ООО «Газ» за свет", "ул. Газовая 5", "за свет в Газпромбанке", "ул. Капитанская 5"),
        *("ул. Садовая 5", "за сад, участок 7", "Кр. Октября 5", "за квартиру", "тв 5"),
        *("эл.энергия на лифт", "эл/эн лифтов", "электроэнергия для видеонаблюдения"),
        *("лицевой счет абонента", "содержание в т.ч. НДС", "рем. мастерская"),
    ],
)
def test_name_of_a_firm_or_a_street_and_what_uses_electricity_is_no_service(text):
    assert not services.read(text).foreign


@pytest.mark.django_db
class TestPayment:
    @pytest.fixture(autouse=True)
    def account(self):
        """Owes light and heat for January and February, 100 each."""
        factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
        account = factories.create_account(number=NUMBER)
        heat = factories.create_service(code="heat", name="Отопление")
        for month in (JANUARY, FEBRUARY):
            for service in (factories.create_service(), heat):
                factories.create_charge(
                    account=account, period=month, amount=Decimal("100.00"), service=service
                )
        return account

    def paid(self, purpose, amount):
        payment = load(f"л/с {NUMBER} {purpose}", amount=amount)
        rows = payment.allocations.order_by("charge__due_date", "charge__service__code")
        return [
            (row.charge.service.code, row.charge.period.month, row.amount, row.reason)
            for row in rows
        ]

    def test_of_a_named_month_goes_to_the_named_service_alone(self):
        assert self.paid("за 02.2026 электроэнергия", "100.00") == [
            ("electricity", 2, Decimal("100.00"), Reason.NAMED_BOTH)
        ]

    def test_without_a_month_goes_to_its_oldest_months(self):
        assert self.paid("за отопление", "150.00") == [
            ("heat", 1, Decimal("100.00"), Reason.NAMED_SERVICE),
            ("heat", 2, Decimal("50.00"), Reason.NAMED_SERVICE),
        ]

    def test_what_is_left_over_goes_to_the_earliest_debt(self):
        assert self.paid("за отопление январь 2026", "150.00") == [
            ("electricity", 1, Decimal("50.00"), Reason.EARLIEST_DEBT),
            ("heat", 1, Decimal("100.00"), Reason.NAMED_BOTH),
        ]

    def test_of_both_services_goes_to_both(self):
        assert self.paid("за свет и отопление 02.2026", "200.00") == [
            ("electricity", 2, Decimal("100.00"), Reason.NAMED_BOTH),
            ("heat", 2, Decimal("100.00"), Reason.NAMED_BOTH),
        ]

    def test_of_a_service_that_we_supply_to_others_only_goes_by_the_month(self):
        factories.create_service(code="water", name="Вода")

        assert {row[3] for row in self.paid("за воду 01.2026", "100.00")} == {Reason.NAMED_PERIOD}

    @pytest.mark.parametrize("words", ["за газ", "капремонт", "за воду", "за газ и свет"])
    def test_of_a_service_that_we_do_not_supply_waits(self, account, words):
        payment = load(f"л/с {NUMBER} {words}")

        row = waiting(payment)
        assert payment.account is None
        assert (row.why, row.accounts) == (Why.OTHER_SERVICE, (account,))


@pytest.mark.django_db
class TestMonthThatIsNotCharged:
    @pytest.fixture(autouse=True)
    def debtor(self):
        """Owes August, September and October 2026."""
        factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
        return factories.create_debtor(number=NUMBER)

    @pytest.mark.parametrize(
        "words",
        [
            "за сентябрь 2024",
            "за июль 2026",
            "за январь 2027",
            "за 12.2026 и 01.2027",
            "за 2024 год",
        ],
    )
    def test_waits(self, words):
        payment = load(f"л/с {NUMBER} {words}")

        assert (payment.account, waiting(payment).why) == (None, Why.NOT_CHARGED)

    @pytest.mark.parametrize("words", ["за ноябрь 2026", "за декабрь 2026", "за 08.2026", ""])
    def test_is_an_advance_for_this_month_and_the_next(self, debtor, words):
        assert load(f"л/с {NUMBER} {words}").account == debtor

    def test_is_an_advance_for_the_last_one_while_its_bill_is_not_there(self, debtor):
        debtor.charges.filter(period=date(2026, 10, 1)).delete()

        assert load(f"л/с {NUMBER} за октябрь 2026").account == debtor

    def test_is_an_advance_on_an_account_that_was_never_charged(self):
        fresh = factories.create_account(number="401000199")

        assert load("л/с 401000199 за июль 2026").account == fresh

    def test_may_be_posted_by_a_person(self, debtor):
        payment = load(f"л/с {NUMBER} за сентябрь 2024")
        accountant = factories.create_staff(role="ACCOUNTANT")

        operations.assign(payment_id=payment.pk, account_id=debtor.pk, by=accountant)

        payment.refresh_from_db()
        assert payment.account == debtor
