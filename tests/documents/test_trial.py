"""Whatever is in a template, its check ends soon, in little memory, and in words."""

import resource
import time

import pytest

from documents import package, rendering, trial
from documents.catalogue import DocumentKind
from documents.markup import NESTED_MAX
from documents.package import UnableToAccept
from documents.pdf import Engine
from documents.refusals import Why
from tests.documents.edited import edited, members, packed, with_part

KIND = DocumentKind.RESUMPTION_ORDER
GROUND = "{{ ground|lowered }}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
LINK = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    b'Id="r1" Type="t" Target="http://198.51.100.7/x.dotx" TargetMode="External"/></Relationships>'
)


def reasons(content: bytes) -> set[Why]:
    return {fault.why for fault in trial.check(kind=KIND, content=content, engine=Engine.DXPDF)}


def test_the_built_in_template_is_taken_and_a_wrong_one_is_told_with_its_place() -> None:
    wrong = edited(old=GROUND, new="{{ debtor.pasport }}")
    [fault] = trial.check(kind=KIND, content=wrong, engine=Engine.DXPDF)

    assert reasons(rendering.built_in(KIND).content) == set()
    assert (fault.why, fault.tag) == (Why.UNKNOWN_NAME, "{{ debtor.pasport }}")


@pytest.mark.parametrize(
    "tags",
    [
        "{{ " + "(" * 2000 + "ground" + ")" * 2000 + " }}",
        "{{ ground" + "|upper" * 3000 + " }}",
        "{{ " + "not " * 1500 + "ground }}",
        "{{ ground" + " ~ ground" * 700 + " }}",
        "{% if ground %}" * 200 + "x" + "{% endif %}" * 200,
        "{% if ground %}" * (NESTED_MAX + 1) + "x" + "{% endif %}" * (NESTED_MAX + 1),
        "{{ ground }}" + "{% if " + "-" * 900 + "1 %}x{% endif %}",
    ],
    ids=["brackets", "filters", "nots", "joins", "ifs", "one-if-too-many", "minuses"],
)
def test_a_tag_too_deep_for_the_compiler_is_refused_in_words(tags: str) -> None:
    found = reasons(edited(old=GROUND, new=tags))

    assert found and found <= {Why.TOO_DEEP, Why.TOO_LONG, Why.UNREADABLE, Why.FORBIDDEN}


def test_conditions_as_deep_as_a_lawyer_writes_them_are_taken() -> None:
    five = "{% if ground %}" * 5 + "{{ ground|lowered }}" + "{% endif %}" * 5

    assert reasons(edited(old=GROUND, new=five)) == set()


@pytest.mark.parametrize(
    "tags",
    [
        "{% if ground %}x{% endif %}" * 60_000,
        "<w:r><w:t>Слово </w:t></w:r>" * 60_000,
        "{{ ground|upper }} " * 60_000,
    ],
    ids=["conditions", "words", "fields"],
)
def test_a_small_file_that_grows_does_not_hold_the_office(tags: str) -> None:
    content = edited(
        old=GROUND, new="</w:t></w:r>" + tags + "<w:r><w:t>" if "<w:" in tags else tags
    )
    assert len(content) < 200_000
    began, spent = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime

    reasons(content)

    assert time.monotonic() - began < trial.WAIT_S_MAX + 5
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert now.ru_utime - spent < trial.CPU_S_MAX + 2
    assert now.ru_maxrss * 1024 < trial.MEMORY_BYTES_MAX


@pytest.mark.parametrize(
    "name",
    [
        "word/_rels/settings.xml.RELS",
        "WORD/_rels/settings.xml.rels",
        "word/_RELS/header9.xml.Rels",
        "word/_rels/settings.xml.rels.foo",
    ],
)
def test_a_link_out_of_the_file_is_found_under_any_name(name: str) -> None:
    with pytest.raises(UnableToAccept) as refused:
        package.members(with_part(name, LINK))

    assert refused.value.why == Why.EXTERNAL


@pytest.mark.parametrize(
    "link",
    [
        LINK.replace(b'TargetMode="External"', b'TargetMode="EXTERNAL"'),
        LINK.replace(b' TargetMode="External"', b""),
        LINK.replace(b"package/2006", b"package/2026"),
        LINK.replace(b"http://198", b"file://198"),
    ],
)
def test_a_link_out_of_the_file_is_found_however_it_is_written(link: bytes) -> None:
    with pytest.raises(UnableToAccept) as refused:
        package.members(with_part("word/_rels/settings.xml.rels", link))

    assert refused.value.why == Why.EXTERNAL


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        (b'<w:instrText>INCLUDE</w:instrText><w:instrText>TEXT "x"</w:instrText>', Why.LIVE_FIELD),
        (b'<w:fldSimple w:instr="DDEAUTO x"/>', Why.LIVE_FIELD),
        (b'<w:altChunk id="1"/>', Why.EMBEDDED),
    ],
)
@pytest.mark.parametrize("name", ["word/footer7.xml", "word/FOOTER7.XML", "word/footer7.part"])
def test_what_fetches_or_embeds_is_found_in_both_name_spaces_of_word(
    name: str, inside: bytes, why: Why
) -> None:
    part = b'<w:ftr xmlns:w="' + STRICT + b'">' + inside + b"</w:ftr>"

    with pytest.raises(UnableToAccept) as refused:
        package.members(with_part(name, part))

    assert refused.value.why == why


def test_two_parts_of_one_name_in_other_letters_are_no_document() -> None:
    found = members(KIND)

    with pytest.raises(UnableToAccept):
        package.members(packed(found | {"word/Document.xml": found["word/document.xml"]}))
