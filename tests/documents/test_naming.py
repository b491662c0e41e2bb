"""Templates may be written in Russian: every fact and filter has a Russian name, and papers come out the same."""

import pytest

from documents import checking, fields, naming, rendering, samples, template, wording
from documents.catalogue import DocumentKind
from documents.pdf import Engine
from documents.refusals import Why
from tests.documents.edited import edited

KIND = DocumentKind.RESUMPTION_ORDER
GROUND = "{{ ground|lowered }}"
RUSSIAN = "{{ основание|со_строчной }}"
each_kind = pytest.mark.parametrize("kind", list(DocumentKind))


def sources(kind: DocumentKind) -> list[str]:
    return list(rendering.compiled(rendering.built_in(kind)).sources.values())


@each_kind
def test_every_tag_has_a_russian_name_and_only_one_meaning(kind: DocumentKind) -> None:
    for text in sources(kind):
        russian = naming.in_russian(text)

        assert naming.is_russian(russian)
        assert naming.in_own_names(russian) == text


@each_kind
def test_every_field_of_the_list_is_told_in_russian(kind: DocumentKind) -> None:
    keywords = {"for", "in", "if", "endif", "endfor", "tr", "p"}
    for field in fields.listing(kind):
        words = set(naming._WORD.findall(field.russian))
        english = {word for _bar, word in words if word.isascii()} - keywords - {""}

        assert english == set(), field


def test_every_filter_has_a_russian_name_and_no_two_names_are_alike() -> None:
    facts, filters = naming.russian_names()
    names = [naming.plain(name) for name in {**facts, **filters}.values()]

    assert wording.FILTERS.keys() <= filters.keys() | facts.keys()
    assert len(names) == len(set(names))


def test_a_paper_of_a_russian_template_is_the_same_to_the_byte() -> None:
    content = edited(kind=KIND, old=GROUND, new=RUSSIAN)
    context = samples.sample(kind=KIND, is_citizen=True)

    russian = rendering.render(
        kind=KIND, context=context, template=rendering.source(kind=KIND, content=content)
    )

    assert RUSSIAN.encode() in template.members_of(content)[template.DOCUMENT]
    assert checking.check(kind=KIND, content=content, engine=Engine.DXPDF) == ()
    assert russian.sha256 == rendering.render(kind=KIND, context=context).sha256


def test_nobody_has_to_mind_capitals_or_the_letter_yo() -> None:
    assert (
        naming.in_own_names("{{ Лицевой_счет }} {{ лицевой_счёт }}")
        == "{{ account }} {{ account }}"
    )


def test_what_stands_in_quotes_or_outside_of_tags_is_left_alone() -> None:
    text = "Долг и пени {{ remarks|default('долг') }}"

    assert naming.in_own_names(text) == text


def test_a_wrong_russian_name_is_named_as_it_was_written() -> None:
    content = edited(kind=KIND, old=GROUND, new="{{ должник.паспорт|деньги }}")

    [fault] = checking.check(kind=KIND, content=content, engine=Engine.DXPDF)

    assert (fault.why, fault.tag) == (Why.UNKNOWN_NAME, "{{ должник.паспорт|деньги }}")
