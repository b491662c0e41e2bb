"""One registry for the bailiffs of the registries of several cases."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from django.test import Client
from pydantic import TypeAdapter

from documents import contexts, samples
from documents.catalogue import DocumentKind
from tests import factories
from tests.correspondence.steps import TODAY
from tests.correspondence.test_batches import count, give_out
from tests.correspondence.test_documents import store
from tests.documents.reading import text_of
from webapp.audit.models import Entry
from webapp.correspondence import queries
from webapp.correspondence.models import Document
from webapp.correspondence.operations import registries

pytestmark = pytest.mark.django_db
KIND = DocumentKind.BAILIFF_REGISTRY


def registry(
    step: str, *, writ: str, debt: str = "1000.00", office: str = "ОСП № 1", **fields: Any
) -> Document:
    sample = samples.sample(kind=KIND, is_citizen=True)
    assert isinstance(sample, contexts.BailiffRegistry)
    context = replace(
        sample, office=office, rows=(replace(sample.rows[0], writ_number=writ, debt=Decimal(debt)),)
    )
    printed = TypeAdapter(contexts.BailiffRegistry).dump_python(context, mode="json")
    return store(
        step=step,
        kind=KIND,
        series="РИД",
        render=lambda number: (number.encode(), printed),
        **fields,
    )


def combine(*papers: Document) -> Document:
    return registries.combine(papers=papers, by=factories.create_staff(), today=TODAY)


def test_has_a_row_of_each_and_the_sums_agree() -> None:
    papers = [
        registry("1", writ="2-1/2026", debt="1000.10"),
        registry("2", writ="2-2/2026", debt="2000.20"),
    ]

    made = combine(*papers)

    assert made.debt == Decimal("3000.30")
    assert [row["writ_number"] for row in made.context["rows"]] == ["2-1/2026", "2-2/2026"]
    text = text_of(bytes(made.docx.content))
    assert "в количестве 2 шт." in text
    assert "№ 2-1/2026" in text and "№ 2-2/2026" in text
    told = Entry.objects.filter(name="correspondence.document.printed", details__as=made.number)
    assert {entry.details["document"] for entry in told} == {paper.pk for paper in papers}


def test_of_the_same_papers_is_made_once() -> None:
    papers = [registry("1", writ="2-1/2026"), registry("2", writ="2-2/2026")]

    assert combine(*papers).pk == combine(*reversed(papers)).pk


def test_of_two_offices_is_refused() -> None:
    with pytest.raises(registries.UnableToCombine, match="разные отделения"):
        combine(registry("1", writ="2-1/2026"), registry("2", writ="2-2/2026", office="ОСП № 2"))


def test_with_a_writ_twice_is_refused() -> None:
    with pytest.raises(registries.UnableToCombine, match="2-1/2026 есть в двух"):
        combine(registry("1", writ="2-1/2026"), registry("2", writ="2-1/2026"))


def test_of_something_else_is_refused() -> None:
    with pytest.raises(registries.UnableToCombine, match="из двух или больше"):
        combine(registry("1", writ="2-1/2026"), store(step="2"))


def test_is_given_out_from_the_page_that_counts(client: Client) -> None:
    client.force_login(factories.create_staff())
    papers = [registry("1", writ="2-1/2026"), registry("2", writ="2-2/2026")]

    assert "Общий реестр" in count(client, papers).text
    answer = give_out(client, papers, promised=2, form="registry")

    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.getvalue())).pages
    )
    assert "2-1/2026" in text and "2-2/2026" in text


def test_that_cannot_be_is_said_on_the_page(client: Client) -> None:
    client.force_login(factories.create_staff())
    papers = [registry("1", writ="2-1/2026"), registry("2", writ="2-2/2026", office="ОСП № 2")]

    assert "разные отделения" in give_out(client, papers, promised=2, form="registry").text


def test_registries_are_found_by_their_office() -> None:
    near, far = registry("1", writ="2-1/2026"), registry("2", writ="2-2/2026", office="ОСП № 2")

    found = queries.documents_page(user=factories.create_staff(), kind=KIND, words="осп № 2")

    assert (near in found, far in found) == (False, True)
