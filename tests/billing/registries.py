"""Debts registries as clerks export them."""

import io
from typing import Any

import xlsxwriter

HEADER = (
    *("Лицевой счёт", "ФИО / наименование", "ИНН", "КПП", "Район", "Адрес", "E-mail", "Телефон", "Договор №", "Дата договора"),
    *("Услуга", "Период", "Начислено", "Оплачено"),
)
ANNA = (
    "70001",
    "Смирнова Анна Павловна",
    "",
    "",
    "Северный",
    "г. Тверь, ул. Мира, д. 1, кв. 2",
    "anna@example.com",
    "8 916 123-45-67",
    "",
    "",
)
ROMASHKA = ("90001", "ООО «Ромашка»", "7728168971", "772801001", "Северный", "г. Тверь, ул. Мира, д. 5", "", "", "Д-1", "01.02.2020")


def row(
    *, of: tuple[str, ...] = ANNA, service: str = "Электроснабжение", period: str = "08.2026", charged: str = "1500,50", paid: str = "0"
) -> tuple[str, ...]:
    """Return one line of a registry."""
    return (*of, service, period, charged, paid)


def csv(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, encoding: str = "utf-8", delimiter: str = ";") -> bytes:
    """Return a registry as text."""
    lines = [delimiter.join(f'"{cell}"' for cell in line) for line in (header, *rows)]
    return "\r\n".join(lines).encode(encoding, errors="replace")


def xlsx(*rows: tuple[Any, ...], header: tuple[str, ...] = HEADER, above: tuple[str, ...] = ()) -> bytes:
    """Return a registry as a workbook; ``above`` are title lines over the header."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Реестр")
        for number, line in enumerate([*((title,) for title in above), header, *rows]):
            sheet.write_row(number, 0, line)
    return stream.getvalue()
