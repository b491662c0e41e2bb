"""Money that a registry calls paid is not counted twice, whichever comes first."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from tests.billing import registries
from tests.payments import bank
from tests.payments.test_counted_once import typed
from webapp.billing.models import DebtLoad
from webapp.contracts.models import Account
from webapp.payments import operations
from webapp.payments.models import Payment
from webapp.payments.queries import lists
from webapp.payments.queries.grounds import Why
from webapp.payments.uploads import DEBTS
from webapp.staff.models import Role
from webapp.uploads import operations as uploads

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 5)
NUMBER = "70001"


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


@pytest.fixture
def anna():
    """The account of the registry's Anna, before any registry."""
    return factories.create_account(
        number=NUMBER,
        party=factories.create_person(name="Смирнова Анна Павловна"),
        premises=factories.create_premises(street="ул. Мира", house="1", number="2"),
    )


def register(*rows, good_rows_only=False):
    lines = [registries.row(**{"charged": "1500", **fields}) for fields in rows]
    return uploads.load(
        kind=DEBTS,
        file_name="dolg.csv",
        content=registries.csv(*lines),
        by=None,
        today=factories.TODAY,
        good_rows_only=good_rows_only,
    )


def load(**fields):
    values = {"purpose": f"л/с {NUMBER}", "amount": "1500.00", "received": "05.09.2026", **fields}
    operations.load_statement(
        file_name="a.txt",
        content=bank.statement(bank.document(**values)),
        by=None,
        today=factories.TODAY,
    )
    return Payment.objects.latest("id")


def why(payment, by):
    (row,) = lists.with_suggestions([payment], user=by)
    return row.why


class TestRegistryAfterThePayment:
    @pytest.mark.parametrize("paid", ["1500", "700", "0,01"])
    def test_with_an_advance_is_refused_with_the_payment_and_the_remedy(self, anna, paid):
        load()

        with pytest.raises(uploads.UnableToLoad) as refused:
            register({"period": "08.2026", "paid": paid})

        (error,) = refused.value.errors
        assert error.column == "Оплачено"
        assert "1\u00a0500,00" in error.message
        assert "Очистите" in error.message

    def test_of_a_sum_that_older_months_have_used_is_refused(self, anna):
        factories.create_charge(account=anna, period=date(2026, 6, 1))
        load()

        report = register({"period": "08.2026", "paid": "1500"}, good_rows_only=True)

        assert [error.column for error in report.errors] == ["Оплачено"]

    def test_of_two_months_that_were_paid_at_once_is_refused(self, anna):
        factories.create_charge(account=anna, period=date(2026, 6, 1), amount=Decimal(3000))
        load(amount="3000.00")

        report = register(
            {"period": "07.2026", "paid": "1500"},
            {"period": "08.2026", "paid": "1500"},
            good_rows_only=True,
        )

        assert len(report.errors) == 2

    def test_that_several_payments_make_up_is_refused_with_all_of_them(self, anna):
        factories.create_charge(account=anna, period=date(2026, 6, 1), amount=Decimal("1000.50"))
        load(amount="600.00", number="11")
        load(amount="400.50", number="12")

        report = register({"period": "08.2026", "paid": "1000,50"}, good_rows_only=True)

        (error,) = report.errors
        for said in ("11, 05.09.2026", "12, 05.09.2026", "600,00", "400,50", "1\u00a0000,50"):
            assert said in error.message

    @pytest.mark.parametrize("paid", ["1000,50", "7", "1499,99"])
    def test_that_may_be_a_part_of_a_payment_is_refused(self, anna, paid):
        factories.create_charge(account=anna, period=date(2026, 6, 1))
        load()

        report = register({"period": "08.2026", "paid": paid}, good_rows_only=True)

        assert [error.column for error in report.errors] == ["Оплачено"]

    def test_that_names_five_payments_names_no_sixth(self, anna):
        factories.create_charge(account=anna, period=date(2026, 6, 1), amount=Decimal(6))
        for number in range(11, 17):
            load(amount="1.00", number=str(number))

        report = register({"period": "08.2026", "paid": "1500"}, good_rows_only=True)

        assert "15, 05.09.2026" in report.errors[0].message
        assert "16, 05.09.2026" not in report.errors[0].message
        assert "и ещё 1" in report.errors[0].message

    def test_of_another_month_than_the_payer_named_is_loaded(self, anna):
        factories.create_charge(account=anna, period=date(2026, 6, 1))
        load(purpose=f"л/с {NUMBER} за июнь 2026")

        assert register({"period": "08.2026", "paid": "1500"}).rows_loaded == 1

    def test_without_its_paid_column_is_loaded_and_paid_by_the_payment(self, anna):
        payment = load()

        report = register({"period": "08.2026", "paid": ""})

        assert (report.rows_loaded, payment.allocations.count()) == (1, 1)

    def test_of_months_that_began_after_the_payment_is_loaded(self, anna):
        factories.create_charge(account=anna, period=date(2026, 6, 1))
        load(received="05.07.2026")

        report = register({"period": "08.2026", "paid": "1500"}, {"period": "09.2026", "paid": "7"})

        assert report.rows_loaded == 2

    def test_again_changes_nothing_though_payments_came_meanwhile(self, anna):
        register({"period": "08.2026", "paid": "700"})
        load(amount="55.00")

        assert register({"period": "08.2026", "paid": "700"}).rows_unchanged == 1


class TestPaymentAfterTheRegistry:
    def test_of_a_statement_waits_and_says_why(self, accountant):
        register({"period": "08.2026", "paid": "1500"})

        payment = load()

        assert payment.account is None
        assert why(payment, accountant) == Why.TOLD_AS_PAID
        assert operations.identify_again(by=accountant, today=factories.TODAY) == 0

    def test_of_two_months_at_once_waits(self):
        register({"period": "07.2026", "paid": "1500"}, {"period": "08.2026", "paid": "1500"})

        assert load(amount="3000.00").account is None

    @pytest.mark.parametrize("amount", ["600.00", "400.50", "1500.01", "9000.00"])
    def test_of_any_sum_that_may_be_a_part_or_more_of_it_waits(self, accountant, amount):
        register({"period": "08.2026", "paid": "1000,50"})

        assert why(load(amount=amount), accountant) == Why.TOLD_AS_PAID

    def test_that_a_person_took_for_another_answers_for_no_later_one(self, accountant):
        register({"period": "08.2026", "paid": "1000"})
        typed(Account.objects.get(), accountant, paid_on=DAY, amount=Decimal(600), is_another=True)

        assert load(amount="400.00").account is None

    def test_for_months_that_a_person_says_is_asked_about_for_these_alone(self, accountant):
        register({"period": "07.2026"}, {"period": "08.2026", "paid": "1000"})
        account = Account.objects.get()

        with pytest.raises(operations.SuchIsThere):
            typed(account, accountant, paid_on=DAY, months_said="08.2026")

        assert typed(account, accountant, paid_on=DAY, months_said="07.2026")

    def test_by_hand_and_by_assigning_is_asked_about(self, accountant):
        register({"period": "08.2026", "paid": "1500"})
        account = Account.objects.get()

        with pytest.raises(operations.SuchIsThere, match=r"dolg\.csv.*08\.2026"):
            typed(account, accountant, paid_on=DAY)

        waiting = load(number="7", purpose="за свет", payer="НЕКТО")
        with pytest.raises(operations.SuchIsThere, match="dolg"):
            operations.assign(payment_id=waiting.pk, account_id=account.pk, by=accountant)
        assert typed(account, accountant, paid_on=DAY, is_another=True)

    @pytest.mark.parametrize("sums", [[1500], [600, 400]])
    def test_of_notices_waits(self, accountant, sums):
        register({"period": "08.2026", "paid": str(sum(sums))})
        notices = [
            operations.Notice(f"K-{amount}", NUMBER, Decimal(amount), DAY) for amount in sums
        ]

        taken = operations.take_notices(
            notices=notices,
            accounts=Account.objects.all(),
            by=accountant,
            today=factories.TODAY,
            good_rows_only=False,
        )

        assert not taken.posted
        assert [why(one, accountant) for one in taken.waiting] == [Why.TOLD_AS_PAID] * len(sums)

    @pytest.mark.parametrize(
        "fields",
        [
            {"purpose": f"л/с {NUMBER} за июль 2026"},
            {"received": "05.07.2026"},
            {"received": "AFTER"},
        ],
        ids=["another month", "before its month", "after the registry"],
    )
    def test_that_cannot_be_it_is_posted(self, fields):
        register({"period": "07.2026"}, {"period": "08.2026", "paid": "1500"})
        later = f"{factories.TODAY:%d.%m.%Y}"
        DebtLoad.objects.update(loaded_on=date(2026, 9, 20))
        received = fields.get("received", "05.09.2026").replace("AFTER", later)

        assert load(**{**fields, "received": received}).account is not None
