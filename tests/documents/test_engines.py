"""Whichever engine prints, a paper is the same to who reads it; the second is asked where the machine has it."""

import concurrent.futures
import io
import time
import zipfile
from pathlib import Path

import pypdf
import pytest

from documents import libreoffice, pdf, rendering, samples, trial
from documents.catalogue import DocumentKind
from documents.pdf import Engine

# what must be on each paper: its title, whom it is about, how much
GOLDEN = {
    DocumentKind.NOTICE: ("УВЕДОМЛЕНИЕ", "Ковальчук", "Исток"),
    DocumentKind.PRETRIAL_CLAIM: ("ПРЕТЕНЗИЯ", "Ковальчук", "7701234567"),
    DocumentKind.COURT_ORDER_APPLICATION: ("ЗАЯВЛЕНИЕ", "Ковальчук", "Итого"),
}
each_engine = pytest.mark.parametrize(
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


@pytest.fixture(autouse=True, scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile is made once for all papers of this file; its name is such as people give to folders."""
    folder = tmp_path_factory.mktemp("Исток и 50% скидки")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISTOK_HOME", str(folder))
        yield folder


def paper(kind: DocumentKind) -> bytes:
    context = samples.sample(kind=kind, is_citizen=True)
    return rendering.render(kind=kind, context=context).content


def archive(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr(name, "<nothing/>")
    return target.getvalue()


def text_of(printed: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages)


@each_engine
@pytest.mark.parametrize("kind", GOLDEN)
def test_a_paper_says_its_golden_words_by_either_engine(engine: Engine, kind: DocumentKind) -> None:
    text = text_of(pdf.convert(paper(kind), engine=engine))

    assert [word for word in GOLDEN[kind] if word not in text] == []
    assert "{{" not in text


@each_engine
def test_both_engines_print_with_the_face_of_the_templates(engine: Engine) -> None:
    reader = pypdf.PdfReader(
        io.BytesIO(pdf.convert(paper(DocumentKind.RESUMPTION_ORDER), engine=engine))
    )

    fonts = [
        font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("PTSerif" in name.replace("-", "") for name in fonts)


@each_engine
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain text",
        b"<html><body>a page</body></html>",
        b"PK\x03\x04 broken",
        pytest.param(None, id="half of a paper"),
        pytest.param(archive("xl/workbook.xml"), id="a table"),
        pytest.param(archive("letter.txt"), id="an archive"),
        pytest.param(archive("word/document.xml"), id="a paper without its sheets"),
    ],
)
def test_a_broken_file_is_refused_by_either_engine(engine: Engine, content: bytes | None) -> None:
    whole = paper(DocumentKind.RESUMPTION_ORDER)

    with pytest.raises(pdf.UnableToConvert, match="not-printed"):
        pdf.convert(whole[: len(whole) // 2] if content is None else content, engine=engine)


@each_engine
def test_two_papers_at_once_are_not_taken_for_each_other(engine: Engine) -> None:
    kinds = [DocumentKind.NOTICE, DocumentKind.PRETRIAL_CLAIM]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        texts = list(pool.map(lambda kind: text_of(pdf.convert(paper(kind), engine=engine)), kinds))

    assert ["УВЕДОМЛЕНИЕ" in text for text in texts] == [True, False]
    assert ["ПРЕТЕНЗИЯ" in text for text in texts] == [False, True]


@each_engine
def test_a_template_is_tried_by_the_engine_that_will_print_it(engine: Engine) -> None:
    kind = DocumentKind.RESUMPTION_ORDER

    found = trial.check(kind=kind, content=rendering.built_in(kind).content, engine=engine)

    assert found == ()


def test_without_libreoffice_its_absence_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(pdf.UnableToConvert, match="LibreOffice is not installed"):
        pdf.convert(b"", engine=Engine.LIBREOFFICE)


@pytest.fixture
def stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program under LibreOffice's name, in a home of its own; the test writes what it does."""
    program = tmp_path / "soffice"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("ISTOK_HOME", str(tmp_path / "home"))
    return program


def test_a_program_that_hangs_is_ended_with_all_it_has_started(
    stands_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_in.write_text(f"#!/bin/sh\n(sleep 3; touch {tmp_path}/lives) &\nsleep 60\n")
    monkeypatch.setattr(libreoffice, "CONVERSION_S_MAX", 1.0)
    began = time.monotonic()

    with pytest.raises(pdf.UnableToConvert, match="took too long"):
        pdf.convert(archive("paper"), engine=Engine.LIBREOFFICE)

    assert time.monotonic() - began < 10
    time.sleep(3)
    assert not (tmp_path / "lives").exists()


def test_a_good_end_without_a_file_is_no_print(stands_in: Path) -> None:
    stands_in.write_text("#!/bin/sh\necho source file could not be loaded\nexit 0\n")

    with pytest.raises(pdf.UnableToConvert, match="could not be loaded"):
        pdf.convert(archive("paper"), engine=Engine.LIBREOFFICE)


def test_what_is_printed_is_seen_by_its_owner_only_and_nothing_of_it_stays(
    stands_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "sesame")
    stands_in.write_text('#!/bin/sh\n{ env; cat "$HOME/paper.docx"; } > "$HOME/paper.pdf"\n')

    said = pdf.convert(archive("the debt of a person"), engine=Engine.LIBREOFFICE)

    room = tmp_path / "home" / "libreoffice"
    assert said.endswith(archive("the debt of a person"))
    assert b"sesame" not in said
    assert room.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in room.iterdir()] == ["lock"]


def test_who_waits_too_long_for_the_others_is_told_so(
    stands_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_in.write_text('#!/bin/sh\nsleep 2\ncp "$HOME/paper.docx" "$HOME/paper.pdf"\n')
    monkeypatch.setattr(libreoffice, "QUEUE_S_MAX", 0.2)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        ends = [
            pool.submit(pdf.convert, archive("paper"), engine=Engine.LIBREOFFICE) for _time in "ab"
        ]
        told = sorted(str(end.exception()) for end in ends)

    assert told == ["None", "not-printed: cause=LibreOffice is busy"]
