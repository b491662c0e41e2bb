"""A workbook that would take all the memory, or that does not hold what its cells show, is refused in words."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import translation

from tests.billing import registries
from webapp.billing.queries import registry
from webapp.uploads.tables import reading, xlsx
from webapp.uploads.tables.reading import Reading
from webapp.uploads.tables.sheets import UnableToReadTable

SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes, file_name: str = "dolg.xlsx") -> Reading[registry.Row]:
    return reading.read(
        registry.READER, file_name=file_name, content=content, today=date(2026, 11, 16)
    )


def refusal(content: bytes, file_name: str = "dolg.xlsx") -> str:
    with translation.override("ru"), pytest.raises(UnableToReadTable) as error:
        read(content, file_name)
    return str(error.value)


def errors(content: bytes, file_name: str = "dolg.xlsx") -> list[tuple[int, str, str]]:
    with translation.override("ru"):
        return [
            (error.row, error.column, error.message) for error in read(content, file_name).errors
        ]


def changed(content: bytes, change: Callable[[str], str]) -> bytes:
    """Return a workbook with another text of its first sheet."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            text = source.read(name)
            copy.writestr(name, change(text.decode()).encode() if name == SHEET else text)
    return stream.getvalue()


def with_row(row: str) -> Callable[[str], str]:
    return lambda text: text.replace("</sheetData>", f"{row}</sheetData>")


def with_cell(address: str, cell: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        return re.sub(rf'<c r="{address}"[^>]*>.*?</c>', cell, text)

    return change


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        ('<row r="10"><c r="XFD10"><v>1</v></c></row>', "XFD10"),
        ('<row r="1048576"><c><v>1</v></c></row>', "N1048576"),
        ('<row r="1048576"><c r="A1048576"><f>NA()</f></c></row>', "N1048576"),
    ],
)
def test_a_stray_cell_far_from_the_table_is_named(row: str, cell: str) -> None:
    assert f"до ячейки {cell}" in refusal(changed(registries.xlsx(registries.row()), with_row(row)))


def test_a_far_cell_that_is_only_colored_does_no_harm() -> None:
    content = changed(
        registries.xlsx(registries.row()),
        with_row('<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    )

    assert len(read(content).rows) == 1


def test_a_workbook_that_unpacks_to_more_than_it_says_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx, "MAX_UNPACKED_BYTES", 2 * 1024 * 1024)
    content = changed(registries.xlsx(registries.row()), lambda text: text + " " * 4 * 1024 * 1024)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size

    lying = content.replace(struct.pack("<L", size), struct.pack("<L", 1000))

    assert "слишком велика после распаковки" in refusal(lying).casefold()


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('<c r="N2" t="e"><v>#N/A</v></c>', "Ячейка N2 содержит ошибку"),
        ('<c r="N2" t="e"><f>VLOOKUP(1,A1:B2,2)</f><v>#N/A</v></c>', "Ячейка N2 содержит ошибку"),
        ('<c r="N2"><f>M2*2</f><v></v></c>', "Формула в ячейке N2 не вычислена"),
        ('<c r="N2"><f>M2*2</f></c>', "Формула в ячейке N2 не вычислена"),
    ],
    ids=[
        "error",
        "formula with an error",
        "formula with an empty value",
        "formula without a value",
    ],
)
def test_paid_without_a_value_is_an_error_and_not_nothing(cell: str, words: str) -> None:
    ((row, column, message),) = errors(
        changed(registries.xlsx(registries.row(paid="500,00")), with_cell("N2", cell))
    )

    assert (row, column) == (2, "Оплачено")
    assert words in message


def test_a_calculated_formula_is_its_value_and_an_empty_text_is_an_empty_cell() -> None:
    paid = with_cell("N2", '<c r="N2"><f>M2/3</f><v>500.5</v></c>')
    inn = with_cell("C2", '<c r="C2" t="str"><f>""</f><v></v></c>')

    (row,) = read(changed(changed(registries.xlsx(registries.row()), paid), inn)).rows

    assert (str(row.paid), row.inn) == ("500.50", "")


@pytest.mark.parametrize("header", ["Срок оплаты", "Не отключать"])
def test_any_column_without_a_value_is_an_error(header: str) -> None:
    content = registries.xlsx((*registries.row(), "x"), header=(*registries.HEADER, header))

    ((row, column, message),) = errors(
        changed(content, with_cell("O2", '<c r="O2" t="e"><v>#REF!</v></c>'))
    )

    assert (row, column, "O2" in message) == (2, header, True)


def test_an_error_of_excel_in_a_text_file_is_an_error() -> None:
    account = ("#Н/Д", *registries.ANNA[1:])

    ((row, column, message),) = errors(registries.csv(registries.row(of=account)), "dolg.csv")

    assert (row, column, "ошибку Excel" in message) == (2, "Лицевой счёт", True)


def test_a_title_with_commas_above_a_table_with_semicolons_does_no_harm() -> None:
    title = "Реестр задолженности, ноябрь 2026, участок 1, исправленный, полный, сводный, для суда, копия\r\n".encode()

    (row,) = read(title + registries.csv(registries.row()), "dolg.csv").rows

    assert (row.account, row.number) == ("70001", 3)


def test_an_old_workbook_is_read() -> None:
    (row,) = read(
        registries.xls(*registries.xls_table(registries.HEADER, registries.row(paid="500,00"))),
        "dolg.xls",
    ).rows

    assert (row.account, str(row.paid)) == ("70001", "500.00")


@pytest.mark.parametrize("cell", [registries.xls_error, registries.xls_formula_error])
def test_paid_with_an_error_is_an_error_in_an_old_workbook_too(
    cell: Callable[[int, int], bytes],
) -> None:
    cells = [
        *registries.xls_table(registries.HEADER, registries.row(paid="")),
        cell(1, registries.HEADER.index("Оплачено")),
    ]

    ((row, column, message),) = errors(registries.xls(*cells), "dolg.xls")

    assert (row, column, "Ячейка N2 содержит ошибку" in message) == (2, "Оплачено", True)


def test_a_stray_cell_of_an_old_workbook_is_named() -> None:
    cells = [
        *registries.xls_table(registries.HEADER, registries.row()),
        registries.xls_number(65_535, 255, 1.0),
    ]

    assert "до ячейки IV65536" in refusal(registries.xls(*cells), "dolg.xls")


def test_an_old_workbook_whose_chain_bites_its_tail_is_broken() -> None:
    whole = registries.xls(*registries.xls_table(registries.HEADER, registries.row()))
    table = 512 + 2 * 4

    assert "повреждён" in refusal(
        whole[:table] + struct.pack("<I", 2) + whole[table + 4 :], "dolg.xls"
    )
