"""A template is tried before it is taken, and each error says where it stands."""

import io
import zipfile

import pytest

from documents import checking, fields, rendering
from documents.catalogue import DocumentKind
from documents.package import PARTS_MAX
from documents.pdf import Engine
from documents.refusals import Why
from tests.documents.edited import DOCUMENT, edited, members, packed, with_part

KIND = DocumentKind.RESUMPTION_ORDER
GROUND = "{{ ground|lowered }}"
RELATION = '<Relationship Id="rId900" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
each_kind = pytest.mark.parametrize("kind", list(DocumentKind))


def faults(content, *, kind=KIND):
    return checking.check(kind=kind, content=content, engine=Engine.DXPDF)


def only(content, *, kind=KIND):
    [fault] = faults(content, kind=kind)
    return fault


@each_kind
def test_built_in_template_may_be_taken(kind):
    assert faults(rendering.built_in(kind).content, kind=kind) == ()


def test_edited_text_may_be_taken():
    assert faults(edited(old="ПОРУЧЕНИЕ", new="НАРЯД")) == ()


def test_empty_paragraph_between_others_is_no_place():
    assert faults(edited(old="<w:body>", new="<w:body><w:p/>")) == ()


@pytest.mark.parametrize(
    ("blank", "why"),
    [
        ("{{ unknown }}", Why.UNKNOWN_NAME),
        ("{{ debtor.pasport }}", Why.UNKNOWN_NAME),
        ("{{ debtor.kind.is_rich }}", Why.UNKNOWN_NAME),
        ("{% if unknown %}x{% endif %}", Why.UNKNOWN_NAME),
        ("{{ ''.__class__ }}", Why.FORBIDDEN),
        ("{{ claimant.__class__.__mro__ }}", Why.FORBIDDEN),
        ("{{ claimant['name'] }}", Why.FORBIDDEN),
        ("{{ claimant.name.upper() }}", Why.FORBIDDEN),
        ("{{ 9 ** 99999999 }}", Why.FORBIDDEN),
        ("{{ 'x' * 999999999 }}", Why.FORBIDDEN),
        ("{% for x in range(9) %}x{% endfor %}", Why.FORBIDDEN),
        ("{{ claimant.name|safe }}", Why.UNKNOWN_FILTER),
        ("{{ claimant|attr('name') }}", Why.UNKNOWN_FILTER),
        ("{{ claimant|money }}", Why.NOT_PRINTABLE),
        ("{{ claimant.name.first }}", Why.UNKNOWN_NAME),
        ("{{ debtor.contract_number }}", Why.BLANK),
        ("{{ “ground” }}", Why.UNREADABLE),
        ("{{ ground| }}", Why.UNREADABLE),
        ("{{ ground }", Why.UNBALANCED),
        ("{% if ground %}x", Why.NOT_CLOSED),
        ("x{% endif %}", Why.NOT_OPENED),
        ("{% fi %}", Why.UNKNOWN_STATEMENT),
        ("{% set x = 1 %}", Why.UNKNOWN_STATEMENT),
        ("{% include 'x' %}", Why.UNKNOWN_STATEMENT),
    ],
)
def test_wrong_tag_is_named_with_its_place(blank, why):
    found = faults(edited(old=GROUND, new=f"Основание: {blank}"))

    assert why in {fault.why for fault in found}
    assert all("Основание" in fault.paragraph for fault in found if fault.why == why)


def test_tag_itself_is_told():
    fault = only(edited(old=GROUND, new="{{ debtor.pasport }}"))

    assert (fault.tag, fault.details["tag"]) == ("{{ debtor.pasport }}", "{{ debtor.pasport }}")


def test_all_wrong_tags_are_told_at_once():
    found = faults(edited(old=GROUND, new="{{ one }}, {{ two }} и {{ ground }}"))

    assert [fault.tag for fault in found] == ["{{ one }}", "{{ two }}"]


def test_condition_that_tears_a_table_is_found():
    source = members(KIND)[DOCUMENT].decode()
    cell = source.index("</w:t>", source.index("<w:tc>"))
    after = source.index("ПОРУЧЕНИЕ")
    torn = f"{source[:cell]}{{% if not debtor.account %}}{source[cell:after]}{{% endif %}}{source[after:]}"

    fault = faults(packed(members(KIND) | {DOCUMENT: torn.encode()}))[0]

    assert (fault.why, fault.tag) == (Why.SPLIT, "{% if not debtor.account %}")


def test_blank_page_is_found():
    gap = '</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>'

    assert {fault.why for fault in faults(edited(old=GROUND, new=f"{GROUND}{gap}"))} == {
        Why.BLANK_PAGE
    }


def test_tag_that_is_printed_is_found():
    assert {
        fault.why for fault in faults(edited(old=GROUND, new="{{ '{{' if debtor else '}}' }}"))
    } == {Why.TAG_PRINTED}


def test_file_that_cannot_be_printed_is_refused():
    found = members(KIND)
    del found["_rels/.rels"]

    assert only(packed(found)).why == Why.NOT_PRINTED


def test_repetitions_are_nested_twice_at_most():
    kind = DocumentKind.NOTICE
    three = "".join(f"{{% for {name} in debts %}}" for name in "abc") + "x" + "{% endfor %}" * 3

    found = faults(
        edited(kind=kind, old="{{ case_number }}", new="{{ case_number }}" + three), kind=kind
    )

    assert {fault.why for fault in found} == {Why.TOO_DEEP}


def test_paper_without_number_and_date_is_refused():
    kind = DocumentKind.RESUMPTION_ORDER
    stripped = {name: part.replace(b"{{ number }}", b"1") for name, part in members(kind).items()}

    fault = only(packed(stripped))

    assert (fault.why, fault.details) == (Why.NOT_PRINTED_FACT, {"name": "number"})


def test_number_that_a_condition_asks_for_is_not_printed_by_it():
    kind = DocumentKind.RESUMPTION_ORDER
    asked = b"{% if number %}1{% endif %}"
    stripped = {name: part.replace(b"{{ number }}", asked) for name, part in members(kind).items()}

    fault = only(packed(stripped))

    assert (fault.why, fault.details) == (Why.NOT_PRINTED_FACT, {"name": "number"})


def test_payment_code_has_its_place():
    kind = DocumentKind.NOTICE

    assert (
        only(edited(kind=kind, old='descr="payment-qr"', new='descr=""'), kind=kind).why
        == Why.NO_PICTURE
    )


def test_facts_that_are_no_longer_printed_are_named():
    assert checking.not_printed(kind=KIND, content=edited(old=GROUND, new="оплата")) == ("ground",)


class TestFile:
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", Why.NOT_WORD),
            (b"plain text", Why.NOT_WORD),
            (b"PK\x03\x04 torn", Why.NOT_WORD),
            (packed({"readme.txt": b"no document"}), Why.NOT_WORD),
            (rendering.built_in(KIND).content[:-300], Why.NOT_WORD),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, Why.ENCRYPTED),
            (b"0" * (5 * 1024 * 1024 + 1), Why.TOO_LARGE),
            (with_part("word/media/bomb.png", b"0" * (41 * 1024 * 1024)), Why.TOO_LARGE),
            (
                with_part("word/bomb.xml", b"<a>" + b"0" * (4 * 1024 * 1024) + b"</a>"),
                Why.TOO_LARGE,
            ),
            (with_part("word/vbaProject.bin", b"x"), Why.MACROS),
            (with_part("word/embeddings/oleObject1.bin", b"x"), Why.EMBEDDED),
            (with_part("word/afchunk.mht", b"x"), Why.EMBEDDED),
            (with_part("../evil.xml", b"<a/>"), Why.NOT_WORD),
            (with_part("word/broken.xml", b"<a>"), Why.NOT_WORD),
            (
                with_part("word/entity.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
                Why.NOT_WORD,
            ),
            (with_part("word/hidden.xml", "<a/>".encode("utf-16")), Why.NOT_WORD),
            (
                with_part(
                    "word/other.xml",
                    "<?xml version='1.0' encoding='windows-1251'?><a>я</a>".encode("cp1251"),
                ),
                Why.NOT_WORD,
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_that_is_no_plain_document_is_refused(self, content, why):
        assert only(content).why == why

    def test_with_a_locked_part_is_refused(self):
        content = bytearray(rendering.built_in(KIND).content)
        content[content.index(b"PK\x01\x02") + 8] |= 1

        assert only(bytes(content)).why == Why.ENCRYPTED

    def test_of_too_many_parts_is_refused(self):
        many = {f"word/{number}.txt": b"" for number in range(PARTS_MAX)}

        assert only(packed(members(KIND) | many)).why == Why.NOT_WORD

    def test_with_a_part_twice_is_refused(self):
        stream = io.BytesIO(rendering.built_in(KIND).content)
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stream, "a") as package:
            package.writestr(DOCUMENT, members(KIND)[DOCUMENT])

        assert only(stream.getvalue()).why == Why.NOT_WORD

    def test_with_macros_by_its_type_is_refused(self):
        types = edited(
            old="wordprocessingml.document.main+xml", new="x", part="[Content_Types].xml"
        )
        macros = edited(
            old="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            new="application/vnd.ms-word.document.macroEnabled.main+xml",
            part="[Content_Types].xml",
        )

        assert (only(types).why, only(macros).why) == (Why.NOT_WORD, Why.MACROS)

    @pytest.mark.parametrize("kind", ["hyperlink", "image", "attachedTemplate"])
    def test_that_refers_outside_is_refused(self, kind):
        link = RELATION.format(kind=kind, target="https://evil.example/x.png")

        fault = only(edited(old="</Relationships>", new=link, part="word/_rels/document.xml.rels"))

        assert (fault.why, fault.details["target"]) == (Why.EXTERNAL, "https://evil.example/x.png")

    def test_with_an_object_is_refused(self):
        assert (
            only(
                edited(old=GROUND, new=f"{GROUND}</w:t></w:r><w:r><w:object/></w:r><w:r><w:t>")
            ).why
            == Why.EMBEDDED
        )

    @pytest.mark.parametrize(
        "field",
        [
            "<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r>",
            '<w:fldSimple w:instr="DDEAUTO excel x"/>',
        ],
    )
    def test_with_a_field_that_fetches_is_refused(self, field):
        assert (
            only(edited(old=GROUND, new=f"{GROUND}</w:t></w:r>{field}<w:r><w:t>")).why
            == Why.LIVE_FIELD
        )


@each_kind
def test_every_fact_of_a_kind_is_listed_with_an_example(kind):
    listed = fields.listing(kind)

    tags = " ".join(field.tag for field in listed)
    assert all(name in tags for name in fields.known(kind))
    assert all(field.example for field in listed if field.tag.startswith("{{"))
    assert sum(field.example == "—" for field in listed) <= 1


def test_sample_is_printed_from_the_file():
    assert checking.sample(
        kind=KIND,
        content=edited(old="ПОРУЧЕНИЕ", new="НАРЯД"),
        is_citizen=True,
        engine=Engine.DXPDF,
    ).startswith(b"%PDF")
