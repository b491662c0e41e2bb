"""A service is named whole in the tables of papers: no word is broken by the edge of its column."""

import io
from dataclasses import replace

import pypdf
import pytest

from documents import libreoffice, pdf, rendering, samples
from documents.catalogue import DocumentKind
from documents.pdf import Engine

LONGEST = "электроснабжение"
"""The longest word among the usual names of services."""


@pytest.mark.parametrize(
    "engine",
    [
        Engine.DXPDF,
        pytest.param(
            Engine.LIBREOFFICE,
            marks=pytest.mark.skipif(
                libreoffice.program() is None, reason="LibreOffice is not on this machine"
            ),
        ),
    ],
)
def test_the_name_of_a_service_is_not_broken_in_the_tables_of_a_calculation(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("ISTOK_HOME", str(tmp_path))
    kind = DocumentKind.COURT_ORDER_APPLICATION
    context = samples.sample(kind=kind, is_citizen=True)
    rows = tuple(replace(row, service=LONGEST) for row in context.penalty.rows)
    debts = tuple(
        replace(row, service=LONGEST, account=f"10020030{number}")
        for number, row in enumerate(context.debts)
    )
    # of several services every row names its own
    debts = (replace(debts[0], service="водоотведение"), *debts[1:])
    context = replace(context, debts=debts, penalty=replace(context.penalty, rows=rows))

    printed = pdf.convert(rendering.render(kind=kind, context=context).content, engine=engine)

    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages)
    assert text.count(LONGEST) >= len(rows) + len(debts) - 1
    assert all(row.account in text for row in debts)
