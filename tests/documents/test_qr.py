import dataclasses
from decimal import Decimal

from documents import qr, samples
from documents.catalogue import DocumentKind

STANDARD = qr.PaymentRequisites(
    name='МУП "Тепловые сети"',
    settlement_account="40702810900000012345",
    bank_name="ПАО Сбербанк",
    bik="044525225",
    correspondent_account="30101810400000000225",
    amount=Decimal("2412.07"),
    inn="3628001234",
    account="100200300",
    period="062026",
    purpose="Оплата ЖКУ за июнь 2026, ЛС 100200300",
)


def test_payload_is_written_as_the_standard_says():
    assert qr.payload(STANDARD) == (
        'ST00012|Name=МУП "Тепловые сети"|PersonalAcc=40702810900000012345|BankName=ПАО Сбербанк|BIC=044525225'
        "|CorrespAcc=30101810400000000225|Sum=241207|PayeeINN=3628001234|PersAcc=100200300|PaymPeriod=062026"
        "|Purpose=Оплата ЖКУ за июнь 2026, ЛС 100200300"
    )


def test_keys_are_latin():
    assert all(part.split("=")[0].isascii() for part in qr.payload(STANDARD).split("|"))


def test_separator_inside_a_value_does_not_shift_the_keys():
    payload = qr.payload(dataclasses.replace(STANDARD, name="А|Б\u00a0В"))

    assert "|Name=А Б В|PersonalAcc=" in payload


def test_long_values_are_cut_to_the_standard():
    payload = qr.payload(
        dataclasses.replace(STANDARD, name="я" * 200, bank_name="б" * 60, purpose="п" * 300)
    )

    lengths = {part.split("=")[0]: len(part.split("=", 1)[1]) for part in payload.split("|")[1:]}
    assert (lengths["Name"], lengths["BankName"], lengths["Purpose"]) == (160, 45, 210)


def test_letter_asks_for_debt_and_penalty_of_its_months():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)

    requisites = qr.requisites_of(context)

    assert requisites.amount == context.debt_total + context.penalty.total
    assert requisites.period == ""
    assert (
        requisites.purpose.replace("\u00a0", " ")
        == "Оплата ЖКУ за май 2026 - сентябрь 2026, ЛС 100200300"
    )


def test_single_month_is_named_once():
    context = dataclasses.replace(
        samples.sample(kind=DocumentKind.NOTICE, is_citizen=True),
        debts=samples.values.CITIZEN_DEBTS[:1],
    )

    assert qr.purpose(context).replace("\u00a0", " ") == "Оплата ЖКУ за май 2026, ЛС 100200300"


def test_contract_without_account_is_paid_by_contract():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=False)
    context = dataclasses.replace(context, debtor=dataclasses.replace(context.debtor, account=""))

    requisites = qr.requisites_of(context)

    assert (
        requisites.purpose.replace("\u00a0", " ")
        == "Оплата по договору ЭС-15/2024 за июль 2026 - сентябрь 2026"
    )
    assert "PersAcc" not in qr.payload(requisites)


def test_picture_is_png():
    assert qr.picture(qr.payload(STANDARD)).startswith(b"\x89PNG")
