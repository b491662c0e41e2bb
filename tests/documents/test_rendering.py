import dataclasses
import hashlib
import io
import os
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from documents import catalogue, contexts, rendering, samples, template
from documents.catalogue import DocumentKind
from tests.documents import reading
from tests.documents.edited import with_part

GOLDEN = Path(__file__).parent / "golden"
CASES = [(kind, is_citizen) for kind in DocumentKind for is_citizen in (True, False)]
NAMES = [f"{kind}-{'citizen' if is_citizen else 'company'}" for kind, is_citizen in CASES]
each_paper = pytest.mark.parametrize(("kind", "is_citizen"), CASES, ids=NAMES)
MONEY = re.compile(r"[\d\u00a0]+,\d\d")


def rendered_text(*, kind, is_citizen):
    file = rendering.render(kind=kind, context=samples.sample(kind=kind, is_citizen=is_citizen))
    return reading.text_of(file.content)


@each_paper
def test_paper_reads_as_its_golden_text(kind, is_citizen):
    golden = GOLDEN / f"{kind}-{'citizen' if is_citizen else 'company'}.txt"

    text = rendered_text(kind=kind, is_citizen=is_citizen)

    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@each_paper
def test_nothing_is_left_blank(kind, is_citizen):
    text = rendered_text(kind=kind, is_citizen=is_citizen)

    assert not re.search(r"\{\{|\{%|None|StrEnum|Decimal|\.\.|\(\)|№\s*[,.;]|: *[,.;]| ,|, ,", text)


@each_paper
def test_the_same_facts_make_the_same_bytes(kind, is_citizen):
    context = samples.sample(kind=kind, is_citizen=is_citizen)

    first = rendering.render(kind=kind, context=context)
    rendering.compiled.cache_clear()
    second = rendering.render(kind=kind, context=context)

    assert first == second
    assert first.sha256 == hashlib.sha256(first.content).hexdigest()


@each_paper
def test_word_can_open_the_package(kind, is_citizen):
    file = rendering.render(kind=kind, context=samples.sample(kind=kind, is_citizen=is_citizen))

    with zipfile.ZipFile(io.BytesIO(file.content)) as package:
        assert package.testzip() is None
        assert len(package.namelist()) == len(set(package.namelist()))
        assert package.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize("is_citizen", [True, False], ids=["citizen", "company"])
def test_sums_of_all_papers_of_a_case_agree(is_citizen):
    kinds = [
        kind
        for kind in DocumentKind
        if issubclass(catalogue.CATALOGUE[kind].context, contexts.MoneyPaper)
        # it is about the services that may be cut
        and kind is not DocumentKind.RESTRICTION_WARNING
    ]
    texts = [rendered_text(kind=kind, is_citizen=is_citizen) for kind in kinds]

    for label in ("Итого задолженность", "Итого пени"):
        totals = {
            MONEY.findall(line)[-1]
            for text in texts
            for line in text.splitlines()
            if line.startswith(label)
        }
        assert len(totals) == 1


def test_ampersand_in_a_name_survives():
    text = rendered_text(kind=DocumentKind.NOTICE, is_citizen=False)

    assert "ООО «Ромашка & Ко»" in text


def test_control_characters_do_not_break_the_paper():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=False)
    debtor = dataclasses.replace(context.debtor, name="ООО\x07 «Тест»\n<b>")

    file = rendering.render(
        kind=DocumentKind.NOTICE, context=dataclasses.replace(context, debtor=debtor)
    )

    assert "ООО  «Тест» <b>" in reading.text_of(file.content)


def test_file_is_named_by_title_and_number():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)

    file = rendering.render(
        kind=DocumentKind.NOTICE, context=dataclasses.replace(context, number="УВ/2026 № 1")
    )

    assert file.name == "Уведомление о задолженности УВ-2026-1.docx"


def test_empty_fact_is_refused():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)
    nameless = dataclasses.replace(context.claimant, name="")

    with pytest.raises(rendering.UnableToRender, match=r"^blank"):
        rendering.render(
            kind=DocumentKind.NOTICE, context=dataclasses.replace(context, claimant=nameless)
        )


def test_context_of_another_kind_is_refused():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)

    with pytest.raises(rendering.UnableToRender, match=r"other-context.*given=Notice"):
        rendering.render(kind=DocumentKind.PRETRIAL_CLAIM, context=context)


def test_paper_without_debt_is_refused():
    context = dataclasses.replace(
        samples.sample(kind=DocumentKind.NOTICE, is_citizen=True), debts=()
    )

    with pytest.raises(rendering.UnableToRender, match="no-debts"):
        rendering.render(kind=DocumentKind.NOTICE, context=context)


def test_penalty_that_differs_from_its_rows_is_refused():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)
    penalty = dataclasses.replace(context.penalty, total=context.penalty.total + Decimal(1))

    with pytest.raises(rendering.UnableToRender, match=r"penalty-differs.*difference=1.00"):
        rendering.render(
            kind=DocumentKind.NOTICE, context=dataclasses.replace(context, penalty=penalty)
        )


def test_rounding_of_rows_within_a_kopeck_is_accepted():
    context = samples.sample(kind=DocumentKind.NOTICE, is_citizen=True)
    penalty = dataclasses.replace(context.penalty, total=context.penalty.total + Decimal("0.03"))

    file = rendering.render(
        kind=DocumentKind.NOTICE, context=dataclasses.replace(context, penalty=penalty)
    )

    assert "Итого пени" in reading.text_of(file.content)


def test_penalty_of_nothing_is_said_in_words():
    context = samples.sample(kind=DocumentKind.COURT_ORDER_APPLICATION, is_citizen=True)
    penalty = contexts.Penalty(as_of=context.penalty.as_of, rows=(), total=Decimal(0))

    file = rendering.render(
        kind=DocumentKind.COURT_ORDER_APPLICATION,
        context=dataclasses.replace(context, penalty=penalty),
    )

    text = reading.text_of(file.content)
    assert "Пени по состоянию на 21\u00a0ноября 2026\u00a0г. не начислены." in text
    assert "Итого пени" not in text


def test_payment_code_is_drawn_for_this_debtor():
    contents = []
    for is_citizen in (True, False):
        file = rendering.render(
            kind=DocumentKind.NOTICE,
            context=samples.sample(kind=DocumentKind.NOTICE, is_citizen=is_citizen),
        )
        with zipfile.ZipFile(io.BytesIO(file.content)) as package:
            contents.append(package.read("word/media/image1.png"))

    assert contents[0] != contents[1]
    assert all(content.startswith(b"\x89PNG") for content in contents)


def edited(*, kind, old, new):
    """A template as somebody has edited it in Word."""
    source = Path(rendering.__file__).with_name("templates") / kind.template
    stream = io.BytesIO()
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(stream, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            copy.writestr(
                name,
                content.replace(old.encode(), new.encode())
                if name == "word/document.xml"
                else content,
            )
    return stream.getvalue()


@pytest.mark.parametrize(
    "blank",
    [
        "{{ claimant.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ unknown }}",
        "{{ debtor.passport }}",
        "{{ ''.__class__ }}",
    ],
)
def test_malicious_or_unknown_blank_is_refused(blank):
    with pytest.raises(rendering.UnableToRender, match="unknown-name: kind=resumption_order"):
        render_edited(blank)


def test_blank_that_cannot_be_printed_is_refused():
    with pytest.raises(rendering.UnableToRender, match="not-printable: kind=resumption_order"):
        render_edited("{{ claimant|money }}")


def test_template_that_breaks_the_paragraphs_is_refused():
    with pytest.raises(rendering.UnableToRender, match="broken-paragraphs: kind=resumption_order"):
        render_edited("{% if photos is undefined %}</w:t>{% endif %}")


def render_edited(blank):
    kind = DocumentKind.RESUMPTION_ORDER
    source = rendering.source(
        kind=kind, content=edited(kind=kind, old="{{ ground|lowered }}", new=blank)
    )
    return rendering.render(
        kind=kind, context=samples.sample(kind=kind, is_citizen=True), template=source
    )


def test_paper_is_made_from_the_template_that_is_given():
    file = render_edited("по заявлению потребителя")

    assert "по заявлению потребителя" in reading.text_of(file.content)


def test_templates_with_the_same_content_are_compiled_once():
    content = rendering.built_in(DocumentKind.NOTICE).content

    first, again = (
        rendering.compiled(
            rendering.source(kind=DocumentKind.NOTICE, content=bytes(bytearray(content)))
        )
        for _time in range(2)
    )

    assert first is again


def test_template_with_broken_tags_is_refused():
    source = edited(kind=DocumentKind.RESUMPTION_ORDER, old="{{ ground|lowered }}", new="{% if %}")

    with pytest.raises(template.UnableToReadTemplate, match="unreadable"):
        template.CompiledTemplate(source, has_picture=False)


def test_template_without_a_place_for_the_code_is_refused():
    source = edited(kind=DocumentKind.NOTICE, old='descr="payment-qr"', new='descr=""')

    with pytest.raises(template.UnableToReadTemplate, match="no-picture: name=payment-qr"):
        template.CompiledTemplate(source, has_picture=True)


def test_file_that_is_not_word_is_refused():
    with pytest.raises(template.UnableToReadTemplate, match="not-word"):
        template.CompiledTemplate(b"plain text", has_picture=False)


@pytest.mark.parametrize(
    ("part", "content"),
    [("word/document.xml", "<я/>".encode("cp1251")), ("word/_rels/document.xml.rels", b"<torn>")],
    ids=["text", "links"],
)
def test_file_with_an_unreadable_part_is_refused(part, content):
    is_text = part.endswith("document.xml")

    with pytest.raises(template.UnableToReadTemplate, match="not-word"):
        template.CompiledTemplate(
            with_part(part, content, kind=DocumentKind.NOTICE), has_picture=not is_text
        )
