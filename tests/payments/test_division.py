"""One payment for several accounts: a person divides it to the kopeck, and it goes back to the queue whole."""

import re
import threading
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.payments import bank
from webapp.audit.models import Entry
from webapp.outbox.models import Row
from webapp.parties.models import Party
from webapp.payments import operations
from webapp.payments.models import Allocation, Payment
from webapp.staff.models import LockDate, Role

TODAY = factories.TODAY
SUM = Decimal("2500.00")
DOUBT = re.compile(r'ik-note warn" role="alert">\s*<span[^>]*>warning</span>\s*<p>(.*?)</p>')


def waiting_payment(**fields):
    fields = {"amount": SUM, "paid_on": date(2026, 11, 5), "purpose": "За две квартиры", **fields}
    return Payment.objects.create(
        natural_key=uuid4().hex,
        status=Payment.Status.UNIDENTIFIED,
        source=Payment.Source.STATEMENT,
        **fields,
    )


def divide(payment, *parts, by):
    given = [
        operations.Part(account_id=account.pk, amount=Decimal(amount)) for account, amount in parts
    ]
    return operations.divide(payment_id=payment.pk, parts=given, by=by)


def owed(account):
    return factories.debt_of(account_id=account.pk, on=TODAY).debt


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


@pytest.fixture
def flat():
    """Owes 3 000."""
    return factories.create_debtor(number="700000001", months=2)


@pytest.fixture
def garage():
    """Owes 1 500."""
    return factories.create_debtor(number="700000002", months=1)


@pytest.mark.django_db
class TestOperation:
    def test_each_account_gets_its_part_on_its_earliest_debt(self, accountant, flat, garage):
        whole = divide(waiting_payment(), (flat, "1600.00"), (garage, "900.00"), by=accountant)

        assert (whole.status, whole.account, whole.allocations.count()) == (
            Payment.Status.DIVIDED,
            None,
            0,
        )
        assert {part.account: part.amount for part in whole.parts.all()} == {
            flat: Decimal(1600),
            garage: Decimal(900),
        }
        assert (owed(flat), owed(garage)) == (Decimal("1400.00"), Decimal("600.00"))
        earliest = flat.charges.earliest("period")
        assert earliest.allocations.get().amount == Decimal("1500.00")

    def test_division_is_journalled_and_wakes_every_account(self, accountant, flat, garage):
        whole = divide(waiting_payment(), (flat, "1600.00"), (garage, "900.00"), by=accountant)

        deed = Entry.objects.get(name="payments.payment.divided")
        assert (deed.subject, deed.actor) == (f"payment:{whole.pk}", accountant)
        assert deed.details == {"parts": [[flat.pk, "1600.00"], [garage.pk, "900.00"]]}
        assert set(Row.objects.filter(fact="payment.posted").values_list("subject", flat=True)) == {
            f"account:{flat.pk}",
            f"account:{garage.pk}",
        }

    @pytest.mark.parametrize(
        "amounts",
        [
            ("1600.00", "900.01"),
            ("1600.00", "899.99"),
            ("2500.00", "0.00"),
            ("2600.00", "-100.00"),
            ("2500.00",),
        ],
    )
    def test_parts_that_do_not_make_the_payment_are_refused(
        self, accountant, flat, garage, amounts
    ):
        with pytest.raises(operations.UnableToDivide):
            divide(waiting_payment(), *zip((flat, garage), amounts, strict=False), by=accountant)

        assert Payment.objects.get().status == Payment.Status.UNIDENTIFIED

    def test_account_that_stands_twice_is_refused(self, accountant, flat):
        with pytest.raises(operations.UnableToDivide):
            divide(waiting_payment(), (flat, "1600.00"), (flat, "900.00"), by=accountant)

    def test_payment_that_waits_no_more_is_not_divided(self, accountant, flat, garage):
        payment = waiting_payment()
        operations.assign(payment_id=payment.pk, account_id=flat.pk, by=accountant)

        with pytest.raises(operations.UnableToAssign):
            divide(payment, (flat, "1600.00"), (garage, "900.00"), by=accountant)

        assert Payment.objects.get().account == flat

    def test_divided_payment_goes_back_to_the_queue_whole_and_may_be_divided_again(
        self, accountant, flat, garage
    ):
        payment = waiting_payment()
        divide(payment, (flat, "1600.00"), (garage, "900.00"), by=accountant)

        queued = operations.requeue(payment_id=payment.pk, reason="Не те суммы", by=accountant)

        assert (queued.status, owed(flat), owed(garage)) == (
            Payment.Status.UNIDENTIFIED,
            Decimal(3000),
            Decimal(1500),
        )
        assert set(queued.parts.values_list("status", "reversal_reason")) == {
            ("REVERSED", "Не те суммы")
        }
        assert Row.objects.filter(fact="payment.reversed").count() == 2
        divide(payment, (flat, "2000.00"), (garage, "500.00"), by=accountant)
        assert (owed(flat), owed(garage)) == (Decimal("1000.00"), Decimal("1000.00"))
        assert Row.objects.filter(fact="payment.posted").count() == 4

    def test_divided_payment_is_reversed_whole(self, accountant, flat, garage):
        payment = waiting_payment()
        divide(payment, (flat, "1600.00"), (garage, "900.00"), by=accountant)

        gone = operations.reverse(payment_id=payment.pk, reason="Возврат банком", by=accountant)

        assert (gone.status, owed(flat), owed(garage)) == (
            Payment.Status.REVERSED,
            Decimal(3000),
            Decimal(1500),
        )
        assert not Payment.objects.exclude(status=Payment.Status.REVERSED).exists()

    @pytest.mark.parametrize("undo", [operations.requeue, operations.reverse])
    def test_part_alone_goes_nowhere(self, accountant, flat, garage, undo):
        whole = divide(waiting_payment(), (flat, "1600.00"), (garage, "900.00"), by=accountant)

        with pytest.raises(operations.UnableToReverse):
            undo(payment_id=whole.parts.first().pk, reason="Ошибка", by=accountant)

        assert owed(flat) == Decimal("1400.00")

    def test_statement_loaded_again_says_that_the_payment_is_known(self, accountant, flat, garage):
        factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
        documents = [
            bank.document(purpose="л/с 700000001, л/с 700000002", amount="2500.00"),
            bank.document(number="2", amount="1.00"),
        ]
        loads = {"file_name": "a.txt", "by": None, "today": TODAY}
        operations.load_statement(content=bank.statement(documents[0]), **loads)
        divide(Payment.objects.get(), (flat, "1600.00"), (garage, "900.00"), by=accountant)

        again = operations.load_statement(content=bank.statement(*documents), **loads)

        assert (again.posted, again.unidentified, again.repeated) == (0, 1, 1)
        assert (owed(flat), owed(garage)) == (Decimal("1400.00"), Decimal("600.00"))

    def test_rules_tried_again_leave_a_divided_payment_alone(self, accountant, flat, garage):
        divide(
            waiting_payment(purpose="л/с 700000001"),
            (flat, "1600.00"),
            (garage, "900.00"),
            by=accountant,
        )

        assert operations.identify_again(by=accountant, today=TODAY) == 0

    def test_payment_of_a_closed_month_is_divided_today_and_taken_back(
        self, accountant, flat, garage
    ):
        payment = waiting_payment()
        LockDate.objects.create(closed_before=date(2026, 11, 10))

        divide(payment, (flat, "1600.00"), (garage, "900.00"), by=accountant)
        assert owed(garage) == Decimal("600.00")

        operations.requeue(payment_id=payment.pk, reason="Не те суммы", by=accountant)
        assert owed(garage) == Decimal("1500.00")


@pytest.mark.django_db
class TestDatabase:
    @pytest.mark.parametrize(
        "change",
        [
            {"amount": Decimal("1.00")},
            {"paid_on": date(2026, 11, 4)},
            {"status": Payment.Status.REVERSED, "reversal_reason": "Ошибка"},
        ],
    )
    def test_parts_that_do_not_make_the_whole_are_refused(self, accountant, flat, garage, change):
        whole = divide(waiting_payment(), (flat, "1600.00"), (garage, "900.00"), by=accountant)

        with pytest.raises(IntegrityError, match="do not make the whole"), transaction.atomic():
            Allocation.objects.all().delete()
            Payment.objects.filter(pk=whole.parts.first().pk).update(**change)
            connection.check_constraints()

    def test_parts_do_not_stand_without_the_whole(self, accountant, flat, garage):
        whole = divide(waiting_payment(), (flat, "1600.00"), (garage, "900.00"), by=accountant)

        with pytest.raises(IntegrityError, match="do not make the whole"), transaction.atomic():
            Payment.objects.filter(pk=whole.pk).update(status=Payment.Status.UNIDENTIFIED)
            connection.check_constraints()

    def test_closed_day_takes_no_part_beyond_its_whole(self, flat):
        payment = waiting_payment()
        LockDate.objects.create(closed_before=date(2026, 11, 10))

        with pytest.raises(IntegrityError, match="do not make the whole"), transaction.atomic():
            Payment.objects.create(
                natural_key="x",
                parent=payment,
                status="POSTED",
                source="MANUAL",
                account=flat,
                amount=SUM,
                paid_on=payment.paid_on,
            )
            connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_of_two_accountants_who_divide_one_payment_at_once_one_wins():
    flat, garage = factories.create_debtor(months=2), factories.create_debtor(months=1)
    payment, accountant = waiting_payment(), factories.create_staff(role=Role.ACCOUNTANT)
    together, refused = threading.Barrier(2), []

    def decide(parts):
        try:
            together.wait()
            divide(payment, *parts, by=accountant)
        except operations.UnableToAssign as error:
            refused.append(error)
        finally:
            connection.close()

    ways = [((flat, "1600.00"), (garage, "900.00")), ((garage, "1000.00"), (flat, "1500.00"))]
    threads = [threading.Thread(target=decide, args=(parts,)) for parts in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert sum(part.amount for part in Payment.objects.get(parent=None).parts.all()) == SUM
    assert sum(row.amount for row in Allocation.objects.all()) == SUM


@pytest.mark.django_db(transaction=True)
def test_payment_returned_while_it_is_divided_ends_in_one_of_the_two():
    flat, garage = factories.create_debtor(months=2), factories.create_debtor(months=1)
    payment, accountant = waiting_payment(), factories.create_staff(role=Role.ACCOUNTANT)
    divide(payment, (flat, "1600.00"), (garage, "900.00"), by=accountant)
    together, refused = threading.Barrier(2), []

    def take_back():
        try:
            together.wait()
            operations.requeue(payment_id=payment.pk, reason="Ошибка", by=accountant)
        except operations.UnableToReverse as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take_back) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert (Payment.objects.get(parent=None).status, Allocation.objects.count()) == (
        Payment.Status.UNIDENTIFIED,
        0,
    )


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def office(self, accountant):
        client = Client()
        client.force_login(accountant, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def form(self, *rows, **fields):
        typed = {
            f"form-{n}-{name}": value
            for n, row in enumerate(rows)
            for name, value in zip(("account", "amount"), row, strict=True)
        }
        return {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0, **typed, **fields}

    def test_likely_accounts_are_offered_in_rows(self, office, flat, garage):
        payment = waiting_payment(purpose="л/с 700000001 и л/с 700000002")
        address = reverse("admin:payments_divide", args=[payment.pk])

        page = office.get(address).content.decode()

        assert 'value="700000001"' in page and 'value="700000002"' in page
        assert address in office.get(reverse("admin:payments_unidentified")).content.decode()
        assert (
            address
            in office.get(reverse("admin:payments_payment", args=[payment.pk])).content.decode()
        )

    def test_all_accounts_that_the_purpose_names_are_offered_and_no_others(self, office):
        numbers = [str(number) for number in range(700_000_011, 700_000_018)]
        for number in numbers:
            factories.create_account(number=number)
        stranger = factories.create_account(
            party=factories.create_person(name="Горохов Пётр Сидорович")
        )
        payment = waiting_payment(
            purpose="л/с " + ", ".join(numbers), payer_name="Горохов Пётр Сидорович"
        )

        page = office.get(reverse("admin:payments_divide", args=[payment.pk])).content.decode()

        assert all(f'value="{number}"' in page for number in numbers)
        assert f'value="{stranger.number}"' not in page

    def test_payment_is_divided_and_shown_with_its_parts(self, office, flat, garage):
        address = reverse("admin:payments_divide", args=[waiting_payment().pk])

        form = self.form(
            ("700000001", "1 600,00"), ("700000002", "900"), ("700000003", ""), ("", "")
        )
        asked = office.post(address, form).content.decode()
        assert flat.premises.address in asked and Payment.objects.count() == 1
        confirmed = f"{flat.pk}:1600.00,{garage.pk}:900.00"
        page = office.post(address, {**form, "confirmed": confirmed}, follow=True)

        content = page.content.decode()
        assert "Платёж разделён между 2 лицевыми счетами" in content
        assert "700000001" in content and "700000002" in content
        assert "Вернуть в очередь" in content
        part = Payment.objects.get(account=flat)
        assert "Весь платёж" in (
            shown := office.get(reverse("admin:payments_payment", args=[part.pk])).content.decode()
        )
        assert "Вернуть в очередь" not in shown

    def test_wrong_sum_keeps_what_was_typed_and_names_the_difference(self, office, flat, garage):
        payment = waiting_payment()

        page = office.post(
            reverse("admin:payments_divide", args=[payment.pk]),
            self.form(("700000001", "1600"), ("700000002", "800")),
        ).content.decode()

        assert "разница 100,00 ₽" in page and 'value="1600"' in page
        assert Payment.objects.get().status == Payment.Status.UNIDENTIFIED

    def test_unknown_account_is_named_beside_its_row(self, office, flat):
        page = office.post(
            reverse("admin:payments_divide", args=[waiting_payment().pk]),
            self.form(("700000001", "1600"), ("12", "900")),
        )

        assert "Такого лицевого счёта нет" in page.content.decode()

    def test_more_rows_keep_what_was_typed(self, office):
        rows = (("700000001", "1600"), ("", ""))

        page = office.post(
            reverse("admin:payments_divide", args=[waiting_payment().pk]),
            self.form(*rows, more="1"),
        ).content.decode()

        assert 'value="1600"' in page and 'name="form-3-account"' in page

    def test_account_of_a_foreign_segment_is_not_found(self, office, accountant, flat):
        factories.create_account(party=factories.create_organization(), number="800000001")
        accountant.segment_party_kinds = [Party.Kind.PERSON]
        accountant.save()

        page = office.post(
            reverse("admin:payments_divide", args=[waiting_payment().pk]),
            self.form(("700000001", "1600"), ("800000001", "900")),
        )

        assert "Такого лицевого счёта нет" in page.content.decode()

    def test_payment_with_a_part_of_a_foreign_segment_is_not_seen(self, office, accountant, flat):
        company = factories.create_account(party=factories.create_organization())
        whole = divide(waiting_payment(), (flat, "1600.00"), (company, "900.00"), by=accountant)
        accountant.segment_party_kinds = [Party.Kind.PERSON]
        accountant.save()

        assert office.get(reverse("admin:payments_payment", args=[whole.pk])).status_code == 404
        assert (
            office.post(
                reverse("admin:payments_requeue", args=[whole.pk]), {"reason": "Ошибка"}
            ).status_code
            == 404
        )

    def test_second_accountant_is_told_that_somebody_was_first(
        self, office, accountant, flat, garage
    ):
        payment = waiting_payment()
        divide(payment, (flat, "1600.00"), (garage, "900.00"), by=accountant)

        page = office.post(
            reverse("admin:payments_divide", args=[payment.pk]),
            self.form(
                ("700000001", "1600"),
                ("700000002", "900"),
                confirmed=f"{flat.pk}:1600.00,{garage.pk}:900.00",
            ),
            follow=True,
        )

        assert "больше не ждёт" in page.content.decode()
        assert office.get(reverse("admin:payments_divide", args=[payment.pk])).status_code == 302

    def test_offered_account_stands_with_its_ground_and_its_debt(self, office, flat, garage):
        factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)
        payment = waiting_payment(
            purpose="л/с 700000001 и л/с 700000002", receiver_bank_account=bank.OUR_ACCOUNT
        )

        page = office.get(reverse("admin:payments_divide", args=[payment.pk])).content.decode()

        assert page.count("лицевой счёт в назначении") == 2
        assert "3\xa0000,00 ₽" in page and "1\xa0500,00 ₽" in page
        assert flat.premises.address in page
        assert reverse("admin:payments_payment", args=[payment.pk]) in page
        assert 'role="alert"' not in page

    def test_doubt_is_a_warning_in_the_words_of_the_assigning_dialog(self, office, flat, garage):
        payment = waiting_payment(purpose="л/с 700000001, кв. 999", receiver_bank_account="1" * 20)
        form = self.form(("700000001", "1600"), ("700000002", "900"))
        assigning = reverse("admin:payments_assign", args=[payment.pk, garage.pk])
        doubts = DOUBT.findall(office.get(assigning).content.decode())

        page = office.post(reverse("admin:payments_divide", args=[payment.pk]), form)

        assert any("чужой банковский счёт" in doubt for doubt in doubts)
        assert any("назван другой лицевой счёт" in doubt for doubt in doubts)
        assert set(doubts) <= set(DOUBT.findall(page.content.decode()))

    def test_account_of_a_row_without_a_sum_is_not_asked_about(self, office, flat, garage):
        third = factories.create_debtor(number="700000003", months=4)
        form = self.form(("700000001", "1600"), ("700000002", "900"), ("700000003", ""))

        page = office.post(
            reverse("admin:payments_divide", args=[waiting_payment().pk]), form
        ).content.decode()

        assert "3\xa0000,00 ₽" in page and "1\xa0500,00 ₽" in page
        assert third.premises.address not in page and "6\xa0000,00 ₽" not in page

    def test_account_of_a_foreign_segment_is_not_described(self, office, accountant, flat):
        foreign = factories.create_account(
            party=factories.create_organization(), number="800000001"
        )
        accountant.segment_party_kinds = [Party.Kind.PERSON]
        accountant.save()

        page = office.post(
            reverse("admin:payments_divide", args=[waiting_payment().pk]),
            self.form(("700000001", "1600"), ("800000001", "900"), more="1"),
        ).content.decode()

        assert "3\xa0000,00 ₽" in page
        assert foreign.party.name not in page

    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_rows_open_in_both_languages(self, office, language, settings):
        office.cookies[settings.LANGUAGE_COOKIE_NAME] = language

        page = office.get(reverse("admin:payments_divide", args=[waiting_payment().pk]))

        assert f'lang="{language}' in page.content.decode()
