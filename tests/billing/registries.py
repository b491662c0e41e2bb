"""Debts registries as clerks export them."""

import io
import struct
from dataclasses import dataclass
from typing import Any

import xlsxwriter

HEADER = (
    *(
        "Лицевой счёт",
        "ФИО / наименование",
        "ИНН",
        "КПП",
        "Район",
        "Адрес",
        "E-mail",
        "Телефон",
        "Договор №",
        "Дата договора",
    ),
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
ROMASHKA = (
    "90001",
    "ООО «Ромашка»",
    "7728168971",
    "772801001",
    "Северный",
    "г. Тверь, ул. Мира, д. 5",
    "",
    "",
    "Д-1",
    "01.02.2020",
)


@dataclass(frozen=True)
class Formatted:
    """A number in a cell with a format of its own."""

    value: float
    format: str


def row(
    *,
    of: tuple[str, ...] = ANNA,
    service: str = "Электроснабжение",
    period: str = "08.2026",
    charged: str = "1500,50",
    paid: str = "0",
) -> tuple[str, ...]:
    """Return one line of a registry."""
    return (*of, service, period, charged, paid)


def csv(
    *rows: tuple[str, ...],
    header: tuple[str, ...] = HEADER,
    encoding: str = "utf-8",
    delimiter: str = ";",
) -> bytes:
    """Return a registry as text."""
    lines = [delimiter.join(f'"{cell}"' for cell in line) for line in (header, *rows)]
    return "\r\n".join(lines).encode(encoding, errors="replace")


def xlsx(
    *rows: tuple[Any, ...], header: tuple[str, ...] = HEADER, above: tuple[str, ...] = ()
) -> bytes:
    """Return a registry as a workbook; ``above`` are title lines over the header."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}
    ) as book:
        sheet = book.add_worksheet("Реестр")
        for number, line in enumerate([*((title,) for title in above), header, *rows]):
            for place, cell in enumerate(line):
                if isinstance(cell, Formatted):
                    style = book.add_format({"num_format": cell.format})
                    sheet.write_number(number, place, cell.value, style)
                else:
                    sheet.write(number, place, cell)
    return stream.getvalue()


def xls(*cells: bytes, formats: tuple[str, ...] = ()) -> bytes:
    """Return an old workbook of one sheet with such cells: the smallest that readers accept ([MS-CFB], [MS-XLS])."""
    begin = _record(0x000A, b"")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x05, 0, 0, 0, 6)) + _styles(formats)
    place = len(head) + len(_record(0x0085, bytes(9))) + len(begin)
    sheet = _record(0x0085, struct.pack("<IBBBB", place, 0, 0, 1, 0) + b"S")
    stream = (
        head
        + sheet
        + begin
        + _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6))
        + b"".join(cells)
        + begin
    )
    return _container(stream.ljust(4096, b"\0"))


def xls_table(*rows: tuple[str, ...]) -> list[bytes]:
    """Return the cells of a table of texts; an empty text is no cell."""
    return [
        _text(row, column, text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    ]


def xls_number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Return a cell with a number; the first of the formats given is style 1."""
    return _record(0x0203, struct.pack("<HHHd", row, column, style, value))


def xls_error(row: int, column: int) -> bytes:
    """Return a cell with #N/A."""
    return _record(0x0205, struct.pack("<HHHBB", row, column, 0, 0x2A, 1))


def xls_formula_error(row: int, column: int) -> bytes:
    """Return a cell with a formula that gives #N/A."""
    return _record(
        0x0006, struct.pack("<HHH", row, column, 0) + b"\x02\0\x2a\0\0\0\xff\xff" + bytes(8)
    )


def _styles(formats: tuple[str, ...]) -> bytes:
    """Style 0 is an ordinary one; each further one has a format of its own."""
    codes = [
        struct.pack("<HHB", 164 + number, len(code), 1) + code.encode("utf-16-le")
        for number, code in enumerate(formats)
    ]
    keys = [0, *(164 + number for number in range(len(formats)))]
    styles = [struct.pack("<HHH", 0, key, 0) + bytes(14) for key in keys]
    return b"".join(
        [
            *(_record(0x041E, code) for code in codes),
            *(_record(0x00E0, style) for style in styles),
        ]
    )


def _text(row: int, column: int, text: str) -> bytes:
    return _record(
        0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
    )


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _container(stream: bytes) -> bytes:
    """The table of chains is the first sector, the directory the second, the stream the rest."""
    stream = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    count = len(stream) // 512
    chains = [0xFFFFFFFD, end, *range(3, count + 2), end]
    table = struct.pack("<128I", *chains, *[free] * (128 - len(chains)))
    names = (("Root Entry", 5, end, 0, 1), ("Workbook", 2, 2, len(stream), free))
    directory = b"".join(_entry(*name) for name in names).ljust(512, b"\0")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, end, 0, end, 0, 0) + b"\xff" * 432
    return head + table + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBB3I", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
