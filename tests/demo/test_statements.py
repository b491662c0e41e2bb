"""The bank's file: what the importer reads is what was paid."""

from datetime import date
from decimal import Decimal

from webapp.demo import requisites, statements
from webapp.payments.operations import statement_file

DAY = date(2026, 3, 16)
RECEIVER = statements.Receiver(
    name="АО «Верхнедонскэнергосбыт»",
    inn="3661000006",
    kpp="366101001",
    bank="АО «ДОНСКОЙ КРЕДИТ»",
    bik=requisites.BIK,
    account=requisites.bank_account(head="40702810", number=777),
    correspondent=requisites.correspondent_account(),
)
PAID = statements.Transfer(
    "17",
    DAY,
    Decimal("4210.55"),
    "Юдина Анна Петровна",
    "",
    "Оплата за электроэнергию, л/с 401000017",
)
PAID_BY_CONTRACT = statements.Transfer(
    "18",
    DAY,
    Decimal(90000),
    "ООО «Вектор»",
    "3661176111",
    "По договору № 36001-ЭС за февраль 2026",
)


def test_the_file_is_read_without_a_warning() -> None:
    content = statements.write(
        on=DAY, opening=Decimal(1000), transfers=[PAID, PAID_BY_CONTRACT], receiver=RECEIVER
    )

    found = statement_file.read(content)

    assert (found.warnings, found.refused) == ((), ())
    assert [
        (document.number, document.amount, document.purpose) for document in found.documents
    ] == [
        (transfer.number, transfer.amount, transfer.purpose)
        for transfer in (PAID, PAID_BY_CONTRACT)
    ]
    assert {document.direction for document in found.documents} == {
        statement_file.Direction.INCOMING
    }


def test_an_empty_day_is_a_file_too() -> None:
    content = statements.write(on=DAY, opening=Decimal(0), transfers=[], receiver=RECEIVER)

    assert statement_file.read(content).documents == ()


def test_the_correspondent_account_of_a_real_bank_has_the_same_key() -> None:
    assert requisites.correspondent_account(bik="044525225") == "30101810400000000225"
