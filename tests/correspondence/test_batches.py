"""Many papers in one file: the number in is the number out, and what is missing is named before anything is printed."""

import io
import zipfile
from datetime import date
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import factories
from tests.correspondence.steps import docx_of
from tests.correspondence.test_documents import store
from tests.screens.test_browser import enter
from webapp.audit.models import Entry
from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents
from webapp.correspondence.queries import batches

pytestmark = pytest.mark.django_db
SEEN = """() => {
    window.shown = [];
    const told = document.querySelector("[data-working]");
    new MutationObserver(() => window.shown.push(!told.classList.contains("ik-hidden")))
        .observe(told, {attributes: true});
}"""
PAGE, FILE = (f"admin:correspondence_document_{name}" for name in ("batch", "batch_file"))


@pytest.fixture
def lawyer(client: Client) -> Client:
    client.force_login(factories.create_staff())
    return client


def paper(step: str, **fields: Any) -> Document:
    return store(step=step, render=lambda number: (docx_of(f"Документ {number}"), {}), **fields)


def count(client: Client, papers: list[Document], **asked: str) -> Any:
    return client.post(reverse(PAGE), {"ids": [paper.pk for paper in papers], **asked})


def give_out(
    client: Client, papers: list[Document], *, promised: int, form: str = "pdf", **asked: Any
) -> Any:
    fields = {
        "ids": [paper.pk for paper in papers],
        "promised": str(promised),
        "form": form,
        **asked,
    }
    return client.post(reverse(FILE), fields)


def numbers(answer: Any) -> tuple[int, int, int]:
    found = answer.context["batch"]
    return len(found.asked), len(found.ready), len(found.missing)


def test_all_that_are_ticked_are_in_one_pdf(lawyer: Client) -> None:
    papers = [paper(step) for step in "123"]

    assert numbers(count(lawyer, papers)) == (3, 3, 0)
    answer = give_out(lawyer, papers, promised=3)

    reader = pypdf.PdfReader(io.BytesIO(answer.getvalue()))
    assert len(reader.pages) == 3
    assert [mark.title for mark in reader.outline] == [paper.number for paper in papers]  # type: ignore[union-attr]
    assert answer["Content-Disposition"].startswith("attachment")
    printed = Entry.objects.filter(name="correspondence.document.printed")
    assert {entry.details["document"] for entry in printed} == {paper.pk for paper in papers}


def test_word_files_go_in_one_archive(lawyer: Client) -> None:
    papers = [paper(step) for step in "12"]

    answer = give_out(lawyer, papers, promised=2, form="docx")

    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert len(archive.namelist()) == 2


def test_what_is_cancelled_or_empty_is_named_before_printing(lawyer: Client) -> None:
    good, cancelled = (
        paper("1"),
        paper("2", subject="recovery_case:7", workflow_id="debt_recovery:7"),
    )
    empty = store(step="3", render=lambda _number: (b"", {}))
    documents.cancel_documents(subject="recovery_case:7", ground="paid")

    answer = count(lawyer, [good, cancelled, empty])

    assert numbers(answer) == (3, 1, 2)
    assert cancelled.number in answer.text
    assert "Отменён: выпускать его нельзя" in answer.text
    assert "Файл документа пуст" in answer.text
    assert (
        len(
            pypdf.PdfReader(
                io.BytesIO(give_out(lawyer, [good, cancelled, empty], promised=1).getvalue())
            ).pages
        )
        == 1
    )


def test_one_that_cannot_be_printed_stops_the_file_and_is_named(lawyer: Client) -> None:
    good, broken = paper("1"), store(step="2", render=lambda _number: (b"not a docx", {}))
    papers = [good, broken]

    stopped = give_out(lawyer, papers, promised=2)

    assert numbers(stopped) == (2, 1, 1)
    assert "Не преобразуется в PDF" in stopped.text
    assert not Entry.objects.filter(name="correspondence.document.printed").exists()
    again = give_out(lawyer, papers, promised=1, unprintable=[broken.pk])
    assert len(pypdf.PdfReader(io.BytesIO(again.getvalue())).pages) == 1


def test_a_paper_cancelled_meanwhile_is_counted_again(lawyer: Client) -> None:
    papers = [paper("1"), paper("2")]
    documents.cancel_documents(subject="recovery_case:42", ground="paid")

    answer = give_out(lawyer, papers, promised=2)

    assert numbers(answer) == (2, 0, 2)
    assert "что-то изменилось" in answer.text


def test_papers_of_another_segment_are_missing_and_not_told(client: Client) -> None:
    company = factories.create_account(party=factories.create_organization())
    theirs = paper("1", account_id=company.pk)
    client.force_login(factories.create_staff(kinds=("PERSON",)))

    answer = count(client, [theirs])

    assert numbers(answer) == (1, 0, 1)
    assert theirs.number not in answer.text
    assert "Среди доступных вам документов его нет" in answer.text
    assert not give_out(client, [theirs], promised=1).streaming


def test_everything_found_is_what_the_criteria_find(lawyer: Client) -> None:
    notice, claim = paper("1"), paper("2", kind="pretrial_claim", series="ПРЕТ")

    answer = lawyer.post(
        reverse(PAGE) + "?kind=pretrial_claim", {"ids": [notice.pk], "everything": "1"}
    )

    assert [document.pk for document in answer.context["batch"].ready] == [claim.pk]


def test_everything_of_a_period_is_found(lawyer: Client) -> None:
    early, late = paper("1", dated=date(2026, 10, 31)), paper("2", dated=date(2026, 11, 1))

    answer = lawyer.post(reverse(PAGE) + "?since=2026-11-01&until=2026-11-30", {"everything": "1"})

    assert [document.pk for document in answer.context["batch"].ready] == [late.pk]
    assert early.number not in answer.text


def test_a_wrong_criterion_finds_no_more_than_the_list_shows(lawyer: Client) -> None:
    one = paper("1")

    listed = lawyer.get(reverse("admin:correspondence_document_changelist") + "?since=no-day")
    answer = lawyer.post(reverse(PAGE) + "?since=no-day", {"everything": "1"})

    assert listed.context["page"].paginator.count == len(answer.context["batch"].asked) == 1
    assert one.number in listed.text


def test_more_than_one_file_holds_is_refused(
    lawyer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "PAPERS_MAX", 1)
    papers = [paper("1"), paper("2")]

    for asked in ({"ids": [one.pk for one in papers]}, {"everything": "1"}):
        answer = lawyer.post(reverse(PAGE), asked, follow=True)
        assert "не больше 1 документов" in answer.text


def test_nothing_ticked_is_said(lawyer: Client) -> None:
    assert (
        "Сначала отметьте документы" in lawyer.post(reverse(PAGE), {"ids": ["x"]}, follow=True).text
    )


def test_a_paper_asked_for_twice_is_one(lawyer: Client) -> None:
    one = paper("1")

    assert numbers(count(lawyer, [one, one])) == (1, 1, 0)


def test_numbers_that_do_not_agree_make_no_batch() -> None:
    with pytest.raises(batches.UnableToCount):
        batches.Batch(asked=(1, 2), ready=(), missing=())


@pytest.mark.parametrize("page", [PAGE, FILE])
def test_is_not_for_those_who_may_not_see_documents(client: Client, page: str) -> None:
    client.force_login(factories.create_staff(role="CREW"))

    assert client.post(reverse(page), {"ids": ["1"]}).status_code == 403
    assert client.get(reverse(page)).status_code in {403, 405}


@pytest.mark.parametrize(("mark", "is_known"), [("abc1", True), ("", False), ("a;b=c", False)])
def test_the_page_is_told_that_its_file_has_come(lawyer: Client, mark: str, is_known: bool) -> None:
    answer = give_out(lawyer, [paper("1")], promised=1, form="docx", mark=mark)

    assert ("made" in answer.cookies) is is_known
    if is_known:
        assert answer.cookies["made"].value == mark


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_page_says_that_its_file_is_being_made_until_it_has_come(
    live_server: Any, page: Page
) -> None:
    for step in "12":
        paper(step)
    enter(page, live_server.url, factories.create_staff())
    page.goto(f"{live_server.url}/office/documents/")
    for tick in page.locator("tbody input[name=ids]").all():
        tick.check()
    page.get_by_role("button", name="Одним файлом").click()
    working, button = page.locator("[data-working]"), page.get_by_role("button", name="Один PDF")

    page.evaluate(SEEN)
    expect(working).to_be_hidden()
    with page.expect_download() as download:
        button.click()

    assert download.value.suggested_filename == "documents.pdf"
    expect(working).to_be_hidden()
    expect(button).to_be_enabled()
    assert page.evaluate("window.shown") == [True, False]
