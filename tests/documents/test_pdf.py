import concurrent.futures
import io
from pathlib import Path

import pypdf
import pytest

from documents import pdf, rendering, samples
from documents.catalogue import DocumentKind
from documents.pdf import Engine
from documents.samples import beside

# a letter fits one sheet of two sides, an order has its act on the back; a filing has a sheet of calculation
PAGES = {
    DocumentKind.NOTICE: 2,
    DocumentKind.RESTRICTION_WARNING: 2,
    DocumentKind.RESTRICTION_ORDER: 2,
    DocumentKind.RESTRICTION_REPORT: 1,
    DocumentKind.RESUMPTION_ORDER: 1,
    DocumentKind.PRETRIAL_CLAIM: 2,
    DocumentKind.SERVICE_MEMO: 2,
    DocumentKind.COURT_ORDER_APPLICATION: 3,
    DocumentKind.STATEMENT_OF_CLAIM: 3,
    DocumentKind.BAILIFF_REGISTRY: 2,
    DocumentKind.CREDITORS_REGISTER: 2,
    **dict.fromkeys(beside.SAMPLES.keys() - {DocumentKind.CREDITORS_REGISTER}, 1),
    DocumentKind.ACCOUNT_EXTRACT: 1,
    DocumentKind.RECONCILIATION: 1,
    DocumentKind.DELIVERY_RECORD: 1,
    DocumentKind.COVER_LETTER: 1,
    DocumentKind.POSTAL_LIST: 1,
}


def paper(kind, *, is_citizen=True):
    context = samples.sample(kind=kind, is_citizen=is_citizen)
    return rendering.render(kind=kind, context=context).content


def printed(*, kind, is_citizen=True):
    return pdf.convert(paper(kind, is_citizen=is_citizen), engine=Engine.DXPDF)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_paper_has_its_pages_and_no_tags(kind):
    reader = pypdf.PdfReader(io.BytesIO(printed(kind=kind)))

    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) == PAGES[kind]
    assert f"из {PAGES[kind]}" in texts[-1]
    assert not any("{{" in text or "{%" in text for text in texts)


def test_russian_letters_reach_the_page():
    text = pypdf.PdfReader(io.BytesIO(printed(kind=DocumentKind.NOTICE))).pages[0].extract_text()

    assert "УВЕДОМЛЕНИЕ" in text
    assert "Ковальчук Анне Сергеевне" in text


def test_threads_convert_side_by_side():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(
            pool.map(lambda kind: printed(kind=kind), [DocumentKind.RESUMPTION_ORDER] * 4)
        )

    assert all(result.startswith(b"%PDF") for result in results)


def test_machine_without_fonts_is_told_what_to_install(monkeypatch, tmp_path):
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))

    with pytest.raises(pdf.UnableToConvert, match="no-fonts"):
        printed(kind=DocumentKind.RESUMPTION_ORDER)


def test_configuration_is_chosen_once_and_kept(monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "unset")
    monkeypatch.delenv("FONTCONFIG_FILE")

    printed(kind=DocumentKind.RESUMPTION_ORDER)

    assert pdf.os.environ["FONTCONFIG_FILE"] == pdf.configuration()


def test_fonts_of_the_package_come_first(monkeypatch, tmp_path):
    package = tmp_path / "fonts_for_this_test"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(pdf, "FONT_PACKAGE", package.name)

    assert pdf.font_directories() == (str(package / "files"),)


def test_fonts_of_the_machine_are_used_without_the_package(monkeypatch):
    monkeypatch.setattr(pdf, "FONT_PACKAGE", "no_such_package")

    assert "/usr/share/fonts" in pdf.font_directories()


def test_the_cache_of_fonts_lies_below_the_folder_of_the_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ISTOK_HOME", str(tmp_path / "home"))

    written = Path(pdf.configuration())

    assert written.is_relative_to(tmp_path / "home" / "fonts")
    assert written.parent.stat().st_mode & 0o077 == 0
    assert f"<cachedir>{written.parent / 'cache'}</cachedir>" in written.read_text()
