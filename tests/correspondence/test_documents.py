"""Papers: one per step, numbered without waiting, kept once."""

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, transaction

from tests import factories
from tests.house.processes import until
from webapp.audit.models import Entry
from webapp.correspondence import queries
from webapp.correspondence.models import Document, File
from webapp.correspondence.operations import documents, numbering

pytestmark = pytest.mark.django_db
Status = Document.Status
TODAY = date(2026, 11, 16)


def store(
    *, step: str = "0.1:make:notice", render: Callable[[str], Any] | None = None, **fields: Any
) -> Document:
    paper = {
        "kind": "notice",
        "series": "УВ",
        "dated": TODAY,
        "subject": "recovery_case:42",
        "workflow_id": "debt_recovery:42",
        "account_id": None,
        "debt": Decimal("5000.00"),
    }
    return documents.store_document(
        step=step,
        render=render or (lambda number: (number.encode(), {"number": number})),
        **{**paper, **fields},
    )


def waiting_for_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        [count] = cursor.fetchone() or [0]
    return int(count)


class TestNumber:
    def test_counts_by_series_and_year(self) -> None:
        asked = [("ПЕРВ", 2026), ("ПЕРВ", 2026), ("ВТОР", 2026), ("ПЕРВ", 2027)]

        taken = [
            numbering.next_number(series=series, on=date(year, 1, 1)) for series, year in asked
        ]

        assert taken == [
            "ПЕРВ-000001/2026",
            "ПЕРВ-000002/2026",
            "ВТОР-000001/2026",
            "ПЕРВ-000001/2027",
        ]

    @pytest.mark.django_db(transaction=True)
    def test_is_given_to_one_only_however_many_ask_at_once(self) -> None:
        taken: list[str] = []

        def work() -> None:
            taken.extend(numbering.next_number(series="ДЛ", on=TODAY) for _number in range(20))
            connection.close()

        threads = [threading.Thread(target=work) for _worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=10)

        assert sorted(taken) == [f"ДЛ-{number:06d}/2026" for number in range(1, 81)]

    @pytest.mark.django_db(transaction=True)
    def test_of_an_undone_transaction_goes_to_whoever_waits_for_it(self) -> None:
        waiting: list[str] = []

        def work() -> None:
            waiting.append(numbering.next_number(series="ДЛ", on=TODAY))
            connection.close()

        with transaction.atomic():
            undone = numbering.next_number(series="ДЛ", on=TODAY)
            thread = threading.Thread(target=work)
            thread.start()
            thread.join(timeout=0.3)
            nobody_else_has_it = not waiting
            transaction.set_rollback(True)
        thread.join(timeout=10)

        assert (nobody_else_has_it, waiting) == (True, [undone])

    def test_is_not_lost_when_a_paper_cannot_be_made(self) -> None:
        def refuse(number: str) -> tuple[bytes, dict[str, Any]]:
            raise ValueError(number)

        with pytest.raises(ValueError, match="УВ-000001/2026"):
            store(step="0.1:make:refused", render=refuse)

        assert store(step="0.1:make:notice").number == "УВ-000001/2026"

    def test_goes_on_behind_what_was_passed_over(self) -> None:
        numbering.next_number(series="УВ", on=TODAY)
        numbering.next_number(series="УВ", on=date(2025, 12, 31))

        passed = numbering.push_ahead(by=1000, on=TODAY, series=["УВ", "ИСК"])

        assert passed == {"ИСК": 1000, "УВ": 1001}
        assert numbering.next_number(series="УВ", on=TODAY) == "УВ-001002/2026"
        assert numbering.next_number(series="ИСК", on=TODAY) == "ИСК-001001/2026"
        assert numbering.next_number(series="УВ", on=date(2025, 12, 31)) == "УВ-000002/2025"

    def test_goes_on_behind_the_sequences_of_the_first_release_and_back(self) -> None:
        change = import_module("webapp.correspondence.migrations.0003_numbers_without_gaps")
        take = "SELECT correspondence_next_number('УВ', 2026)"
        with connection.cursor() as cursor:
            cursor.execute(change.FUNCTION_BEFORE)
            for _paper in range(3):
                cursor.execute(take)

            for step in (change.CARRY_OVER, change.DROP_SEQUENCES, change.FUNCTION):
                cursor.execute(step)
            new = numbering.next_number(series="УВ", on=TODAY)
            cursor.execute(take)
            [old] = cursor.fetchone() or [0]
            for step in (change.MAKE_SEQUENCES, change.FUNCTION_BEFORE, take):
                cursor.execute(step)
            [back] = cursor.fetchone() or [0]

        assert (new, old, back) == ("УВ-000004/2026", 5, 6)

    def test_beyond_six_digits_is_written_whole(self) -> None:
        numbering.push_ahead(by=999_999, on=TODAY, series=["УВ"])

        assert numbering.next_number(series="УВ", on=TODAY) == "УВ-1000000/2026"


class TestDocument:
    def test_keeps_the_bytes_and_the_facts_printed_on_them(self) -> None:
        paper = store()

        assert (paper.kind, paper.status, paper.debt) == ("notice", Status.MADE, Decimal("5000.00"))
        assert bytes(paper.docx.content) == paper.number.encode()
        assert paper.context == {"number": paper.number}

    def test_is_made_once_per_step(self) -> None:
        first = store()

        again = store(render=lambda _number: pytest.fail("it is not rendered twice"))

        assert again.pk == first.pk

    def test_with_the_same_bytes_shares_the_file(self) -> None:
        papers = [store(step=step, render=lambda _number: (b"same", {})) for step in ("1", "2")]

        assert len({paper.docx_id for paper in papers}) == 1
        assert File.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_made_by_two_workers_at_once_is_one(self) -> None:
        made: list[int] = []

        def work() -> None:
            made.append(store().pk)
            connection.close()

        threads = [threading.Thread(target=work) for _worker in range(2)]
        with transaction.atomic():
            # both have seen that there is no paper yet, and wait for the number
            numbering.next_number(series="УВ", on=TODAY)
            for thread in threads:
                thread.start()
            until(lambda: waiting_for_locks() == len(threads), seconds_max=10)
            transaction.set_rollback(True)
        for thread in threads:
            thread.join()

        assert len(made) == 2
        assert len(set(made)) == Document.objects.count() == 1
        assert store(step="the next paper").number == "УВ-000002/2026"

    def test_walks_from_made_to_issued_and_says_so(self) -> None:
        paper, head = store(), factories.create_staff(role="HEAD_OF_LEGAL")

        documents.mark_approved(document_id=paper.pk, by=head)
        issued = documents.mark_issued(document_id=paper.pk)

        assert issued.status == Status.ISSUED
        names = list(
            Entry.objects.filter(subject="recovery_case:42")
            .order_by("id")
            .values_list("name", flat=True)
        )
        assert names == [
            f"correspondence.document.{verb}" for verb in ("made", "approved", "issued")
        ]

    def test_issued_twice_stays_issued(self) -> None:
        paper = store()
        documents.mark_issued(document_id=paper.pk)

        assert documents.mark_issued(document_id=paper.pk).status == Status.ISSUED

    def test_is_approved_once(self) -> None:
        paper, head = store(), factories.create_staff(role="HEAD_OF_LEGAL")
        documents.mark_approved(document_id=paper.pk, by=head)

        with pytest.raises(documents.UnableToApprove):
            documents.mark_approved(document_id=paper.pk, by=head)

    def test_cancelled_cannot_leave_the_house(self) -> None:
        paper = store()
        assert documents.cancel_documents(subject="recovery_case:42", ground="paid") == 1

        with pytest.raises(documents.UnableToIssue):
            documents.mark_issued(document_id=paper.pk)

    def test_that_has_left_the_house_is_not_cancelled(self) -> None:
        documents.mark_issued(document_id=store(step="1").pk)
        store(step="2")
        claim = store(step="3", kind="pretrial_claim", series="ПРЕТ")

        assert (
            documents.cancel_documents(subject="recovery_case:42", ground="paid", kinds=["notice"])
            == 1
        )

        claim.refresh_from_db()
        assert claim.status == Status.MADE


class TestSegment:
    def test_hides_papers_of_others(self) -> None:
        person = factories.create_account(district=factories.create_district(code="north"))
        company = factories.create_account(
            party=factories.create_organization(),
            district=factories.create_district(code="south", name="Южный"),
        )
        theirs, others, nobodys = (
            store(step=step, account_id=account_id)
            for step, account_id in (("1", person.pk), ("2", company.pk), ("3", None))
        )

        seen = {
            name: set(queries.visible_documents(user=user))
            for name, user in {
                "of persons": factories.create_staff(kinds=("PERSON",)),
                "of the south": factories.create_staff(districts=("south",)),
                "of all": factories.create_staff(),
            }.items()
        }

        assert seen == {
            "of persons": {theirs},
            "of the south": {others},
            "of all": {theirs, others, nobodys},
        }
