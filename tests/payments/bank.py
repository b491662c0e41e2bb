"""Statement files as banks write them, made up here: no real payer is in them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

OUR_ACCOUNT = "40702810900000000001"
PAYER_ACCOUNT = "40817810500000012345"


def document(
    *,
    number: str = "101",
    amount: str = "1500.00",
    received: str = "05.11.2026",
    spent: str = "",
    purpose: str = "Оплата электроэнергии",
    kind: str | None = "Платежное поручение",
    payer: str = "СМИРНОВА АННА ПАВЛОВНА//Г ТВЕРЬ, УЛ МИРА, Д 10//",
    inn: str = "0",
    payer_account: str = PAYER_ACCOUNT,
    receiver_account: str = OUR_ACCOUNT,
    closing: bool = True,
    **extra: str,
) -> list[str]:
    """Return the lines of a document."""
    opening = "СекцияДокумент" if kind is None else f"СекцияДокумент={kind}"
    values = {
        "Номер": number,
        "Дата": received or spent,
        "Сумма": amount,
        "ПлательщикСчет": payer_account,
        "ДатаСписано": spent,
        "Плательщик": f"ИНН {inn} {payer}",
        "ПлательщикИНН": inn,
        "Плательщик1": payer,
        "ПлательщикБИК": "044525225",
        "ПолучательСчет": receiver_account,
        "ДатаПоступило": received,
        "НазначениеПлатежа": purpose,
        **extra,
    }
    return [
        opening,
        *(f"{key}={value}" for key, value in values.items()),
        *(["КонецДокумента"] if closing else []),
    ]


def outgoing(
    *, number: str = "900", amount: str = "300.00", spent: str = "05.11.2026"
) -> list[str]:
    """Return the lines of a document by which the supplier pays."""
    return document(
        number=number,
        amount=amount,
        received="",
        spent=spent,
        payer_account=OUR_ACCOUNT,
        receiver_account="40702810400000099999",
    )


def balance(
    *,
    opening: str = "1000.00",
    received: str = "0.00",
    spent: str = "0.00",
    closing: str | None = None,
) -> list[str]:
    """Return the lines of the balance of our account."""
    closing = closing or str(Decimal(opening) + Decimal(received) - Decimal(spent))
    return [
        "СекцияРасчСчет",
        *(
            "ДатаНачала=05.11.2026",
            "ДатаКонца=05.11.2026",
            f"РасчСчет={OUR_ACCOUNT}",
            f"НачальныйОстаток={opening}",
        ),
        *(
            f"ВсегоПоступило={received}",
            f"ВсегоСписано={spent}",
            f"КонечныйОстаток={closing}",
            "КонецРасчСчет",
        ),
    ]


def statement(
    *documents: list[str],
    balances: Iterable[list[str]] = (),
    version: str = "1.03",
    encoding: str = "cp1251",
    newline: str = "\r\n",
    start: str = "05.11.2026",
    end: str = "05.11.2026",
    created: str = "06.11.2026",
    own: str | None = OUR_ACCOUNT,
    finished: bool = True,
) -> bytes:
    """Return the bytes of a file."""
    lines = [
        "1CClientBankExchange",
        f"ВерсияФормата={version}",
        f"Кодировка={'DOS' if encoding == 'cp866' else 'Windows'}",
        "Отправитель=Интернет-банк",
        "Получатель=",
        f"ДатаСоздания={created}",
        "ВремяСоздания=10:00:00",
        f"ДатаНачала={start}",
        f"ДатаКонца={end}",
        *([f"РасчСчет={own}"] if own else []),
        *(line for section in balances for line in section),
        *(line for lines in documents for line in lines),
        *(["КонецФайла"] if finished else []),
    ]
    return newline.join([*lines, ""]).encode(encoding)


def day(text: str) -> date:
    """Return the day that a file writes as 05.11.2026."""
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))
