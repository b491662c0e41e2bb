"""Pages end where they may, and a package counts its sheets."""

import dataclasses
import io
import re
from decimal import Decimal

import docx
import pypdf
import pytest
from docx.oxml import OxmlElement

from documents import layout, pdf, rendering, samples, stamps
from documents.catalogue import DocumentKind

ENGINE = pdf.Engine.DXPDF
HEAD = "Порядок исчисления"


def claim(months: int) -> bytes:
    """Return a statement of claim with so many months and rows of penalty."""
    kind = DocumentKind.STATEMENT_OF_CLAIM
    known = samples.sample(kind=kind, is_citizen=True)
    rows = (known.penalty.rows * 5)[: months + 2]
    total = sum((row.amount for row in rows), Decimal(0))
    context = dataclasses.replace(
        known,
        debts=known.debts[:1] * months,
        penalty=dataclasses.replace(known.penalty, rows=rows, total=total),
    )
    return rendering.render(kind=kind, context=context).content


def pages(content: bytes) -> list[list[str]]:
    """Return the lines of every page without its footer."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        found.append([line for line in lines if not re.search(r"стр\. \d+ из", line)])
    return found


def test_a_signature_does_not_stand_alone_on_the_last_page() -> None:
    as_it_breaks = pages(pdf.convert(claim(9), engine=ENGINE))
    assert as_it_breaks[-1][0].startswith("Начальник юридического отдела")

    mended = pages(layout.printed(claim(9), engine=ENGINE))

    assert len(mended) == len(as_it_breaks)
    assert mended[-1][0].startswith("Пошлина исчислена")
    assert any(line.startswith("Начальник юридического отдела") for line in mended[-1])


def test_the_head_of_a_table_goes_with_its_rows() -> None:
    as_it_breaks = pages(pdf.convert(claim(11), engine=ENGINE))
    assert as_it_breaks[-2][-1].startswith(HEAD)

    mended = pages(layout.printed(claim(11), engine=ENGINE))

    assert not any(line.startswith(HEAD) for line in mended[-2])
    assert mended[-1][0] == "Расчёт государственной пошлины"
    assert sum(line.startswith(HEAD) for line in mended[-1]) == 1


def test_an_executor_who_would_stand_alone_has_what_is_signed_above_him() -> None:
    kind = DocumentKind.ACCOUNT_EXTRACT
    known = samples.sample(kind=kind, is_citizen=True)
    context = dataclasses.replace(known, movements=(known.movements * 20)[:30])
    content = rendering.render(kind=kind, context=context).content
    assert len(pages(pdf.convert(content, engine=ENGINE))[-1]) == 1

    mended = pages(layout.printed(content, engine=ENGINE))

    assert [line.split()[0] for line in mended[-1]] == [
        "Задолженность",
        "Начальник",
        "Исполнитель:",
    ]


def table(*, rows: int) -> bytes:
    """Return a Word file of a table with a head and, below it, a signature."""
    document = docx.Document()
    lines = document.add_table(rows=rows + 1, cols=1)
    for number, row in enumerate(lines.rows):
        row.cells[0].text = f"ряд {number}" if number else "ШАПКА"
    looks = lines.rows[0]._tr.get_or_add_trPr()
    looks.append(OxmlElement("w:tblHeader"))
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "Подпись"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_table_gives_its_last_rows_to_a_signature_that_would_stand_alone() -> None:
    for rows in range(30, 60):
        content = table(rows=rows)
        as_it_breaks = pages(pdf.convert(content, engine=ENGINE))
        if as_it_breaks[-1] == ["Подпись"]:
            break

    mended = pages(layout.printed(content, engine=ENGINE))

    assert mended[-1] == ["ШАПКА", f"ряд {rows - 1}", f"ряд {rows}", "Подпись"]
    said = [line for page in mended for line in page if line.startswith("ряд")]
    assert said == [f"ряд {number}" for number in range(1, rows + 1)]


def test_a_paper_that_breaks_well_is_printed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []
    convert = pdf.convert
    monkeypatch.setattr(
        pdf, "convert", lambda *given, **named: times.append(1) or convert(*given, **named)
    )

    layout.printed(claim(3), engine=ENGINE)

    assert len(times) == 1


def test_every_sheet_has_its_number_whatever_its_size_and_side() -> None:
    writer = pypdf.PdfWriter()
    for width, height, turned in ((595, 842, 0), (842, 595, 90), (2480, 3508, 0), (420, 595, 270)):
        page = writer.add_blank_page(width, height)
        page.rotate(turned)
    stream = io.BytesIO()
    writer.write(stream)

    stamped = pypdf.PdfReader(io.BytesIO(stamps.numbered(stream.getvalue(), engine=ENGINE)))

    assert [page.extract_text().strip() for page in stamped.pages] == [
        f"{number} из 4" for number in (1, 2, 3, 4)
    ]
    assert all(page.rotation == 0 for page in stamped.pages)
