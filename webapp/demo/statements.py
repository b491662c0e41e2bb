"""Writes what the bank would send: 1CClientBankExchange files of the town's payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.demo import requisites

PAYER_BIK = "042007999"
PAYER_BANK = "АО БАНК «ЗАРЕЧЬЕ»"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that came to the supplier.

    ``number`` is the payer's document, ``purpose`` is what he wrote.
    """

    number: str
    on: date
    amount: Decimal
    payer: str
    payer_inn: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """The supplier's side of the statement."""

    name: str
    inn: str
    kpp: str
    bank: str
    bik: str
    account: str
    correspondent: str


def write(
    *, on: date, opening: Decimal, transfers: Sequence[Transfer], receiver: Receiver
) -> bytes:
    """Return the file of one day, in the bank's encoding.

    What came in, and balances that agree with it.
    """
    received = sum((transfer.amount for transfer in transfers), Decimal(0))
    lines = [
        *_header(on, receiver),
        *_totals(on, opening, received, receiver),
    ]
    for transfer in transfers:
        lines += _document(transfer, receiver)
    lines.append("КонецФайла")
    return "".join(f"{line}\r\n" for line in lines).encode(
        "cp1251",
        errors="replace",
    )


def _header(on: date, receiver: Receiver) -> list[str]:
    return [
        "1CClientBankExchange",
        "ВерсияФормата=1.03",
        "Кодировка=Windows",
        "Отправитель=Клиент-банк",
        "Получатель=",
        f"ДатаСоздания={on:%d.%m.%Y}",
        "ВремяСоздания=09:00:00",
        f"ДатаНачала={on:%d.%m.%Y}",
        f"ДатаКонца={on:%d.%m.%Y}",
        f"РасчСчет={receiver.account}",
    ]


def _totals(on: date, opening: Decimal, received: Decimal, receiver: Receiver) -> list[str]:
    return [
        "СекцияРасчСчет",
        f"ДатаНачала={on:%d.%m.%Y}",
        f"ДатаКонца={on:%d.%m.%Y}",
        f"РасчСчет={receiver.account}",
        f"НачальныйОстаток={opening:.2f}",
        f"ВсегоПоступило={received:.2f}",
        "ВсегоСписано=0.00",
        f"КонечныйОстаток={opening + received:.2f}",
        "КонецРасчСчет",
    ]


def _document(transfer: Transfer, receiver: Receiver) -> list[str]:
    day = f"{transfer.on:%d.%m.%Y}"
    fields = {
        "Номер": transfer.number,
        "Дата": day,
        "Сумма": f"{transfer.amount:.2f}",
        "ПлательщикСчет": requisites.bank_account(
            head="40817810",
            number=int(transfer.number),
            bik=PAYER_BIK,
        ),
        "Плательщик": f"ИНН {transfer.payer_inn} {transfer.payer}"
        if transfer.payer_inn
        else transfer.payer,
        "ПлательщикИНН": transfer.payer_inn,
        "Плательщик1": transfer.payer,
        "ПлательщикБанк1": PAYER_BANK,
        "ПлательщикБИК": PAYER_BIK,
        "ПолучательСчет": receiver.account,
        "ДатаПоступило": day,
        "Получатель": f"ИНН {receiver.inn} {receiver.name}",
        "ПолучательИНН": receiver.inn,
        "ПолучательКПП": receiver.kpp,
        "Получатель1": receiver.name,
        "ПолучательБанк1": receiver.bank,
        "ПолучательБИК": receiver.bik,
        "ПолучательКорсчет": receiver.correspondent,
        "ВидПлатежа": "Электронно",
        "ВидОплаты": "01",
        "Очередность": "5",
        "НазначениеПлатежа": transfer.purpose,
    }
    return [
        "СекцияДокумент=Платежное поручение",
        *(f"{key}={value}" for key, value in fields.items()),
        "КонецДокумента",
    ]
