"""Letters that wait for the post go by one list: form 103, envelopes, numbers from a file, fates with reasons."""

import io
from datetime import timedelta

import pypdf
import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import enclosing, factories
from tests.recovery.conftest import begin, gateways  # noqa: F401
from tests.recovery.living import START
from webapp.correspondence.queries import postal_numbers
from webapp.registered_post import operations, queries
from webapp.registered_post.models import PostLetter, PostList
from webapp.registered_post.operations import Told, UnableToPost, printing
from webapp.registered_post.uploads import FATES, NUMBERS
from webapp.tasks.models import Task
from webapp.uploads import operations as uploads
from workflows.process import decisions

DELIVERED, EXPIRED = PostLetter.Fate.DELIVERED, PostLetter.Fate.EXPIRED


def tracking(place):
    digits = f"801100123{place:04d}"
    return digits + postal_numbers.russian_check_digit(digits)


@pytest.fixture
def post(begin):  # noqa: F811
    """Three letters that wait for the post, each of a debtor without any other contact."""
    life = None
    for name in ("Смирнова Анна Павловна", "Котов Иван Ильич", "Зимина Ольга Петровна"):
        party = factories.create_person(name=name, email="", phone="")
        account = factories.create_debtor(today=START, party=party)
        life = begin(account, lazy=frozenset({"deliver_by_post"}))
        while not isinstance(decision := life.decide(), decisions.Wait):
            life.do(decision.deed)
    return life


def waiting(life):
    return queries.waiting(user=life.by, now=life.now())


def gathered(life):
    ids = [one.task.pk for one in waiting(life)]
    return operations.gather(ids=ids, by=life.by, now=life.now())


def handed(life):
    made = gathered(life)
    return operations.hand_over(list_id=made.pk, on=life.today, by=life.by, today=life.today)


def numbered(life):
    made = handed(life)
    for letter in queries.letters_of(post_list=made):
        operations.number(letter_id=letter.pk, tracking=tracking(letter.place))
    return made


def load(kind, life, text, **settings):
    return uploads.load(
        kind=kind,
        file_name="post.csv",
        content=text.encode(),
        by=life.by,
        today=life.today,
        **{"good_rows_only": False, **settings},
    )


def test_many_tasks_become_one_list_and_none_of_them_waits_twice(post):
    made = gathered(post)

    assert [one.place for one in queries.letters_of(post_list=made)] == [1, 2, 3]
    assert waiting(post) == []
    with pytest.raises(UnableToPost, match="почт"):
        gathered(post)


def test_a_letter_without_an_index_is_named_and_no_list_is_made(post):
    one = waiting(post)[0]
    assert one.has_index
    lacking = queries.Waiting(one.task, one.paper, one.addressee, "г. Тверь, ул. Мира")

    assert not lacking.has_index
    with pytest.raises(UnableToPost, match="Смирнова"):
        operations._refuse([lacking])


def test_the_list_is_printed_by_form_103_as_pdf_and_as_a_table(post):
    made = gathered(post)

    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(printing.table(post_list=made))
    )
    rows = book.get_sheet_by_index(0).to_python()
    printed = pypdf.PdfReader(io.BytesIO(printing.form_103(post_list=made))).pages[0].extract_text()

    assert ["№ п/п", "ШПИ", "Отметки"] == [rows[-4][0], rows[-4][3], rows[-4][8]]
    assert [row[1] for row in rows[-3:]] == [
        one.addressee for one in queries.letters_of(post_list=made)
    ]
    assert made.number in printed
    assert "Котов Иван Ильич" in printed


def test_every_letter_has_its_envelope_and_its_paper_in_the_order_of_the_list(post):
    made = gathered(post)

    covers = pypdf.PdfReader(io.BytesIO(printing.on_envelopes(post_list=made)))
    papers = pypdf.PdfReader(io.BytesIO(printing.papers(post_list=made, by=post.by)))

    letters = list(queries.letters_of(post_list=made))
    assert len(covers.pages) == 3
    for page, letter in zip(covers.pages, letters, strict=True):
        assert letter.addressee in page.extract_text()
    assert [mark.title for mark in papers.outline] == [one.document.number for one in letters]


def test_a_letter_that_must_not_go_is_named_before_the_list_is_handed_over(post):
    made = gathered(post)
    Task.objects.filter(post_letter__place=2).update(status=Task.Status.RECALLED)

    with pytest.raises(UnableToPost, match="Котов"):
        operations.hand_over(list_id=made.pk, on=post.today, by=post.by, today=post.today)
    assert operations.leave_out(list_id=made.pk, by=post.by) == 1
    operations.hand_over(list_id=made.pk, on=post.today, by=post.by, today=post.today)

    assert [one.place for one in queries.letters_of(post_list=made)] == [1, 2]


def test_a_list_is_handed_over_once(post):
    made = handed(post)

    with pytest.raises(UnableToPost):
        operations.hand_over(list_id=made.pk, on=post.today, by=post.by, today=post.today)


def test_numbers_come_from_a_file_whole_or_not_at_all(post):
    made = handed(post)
    good = "".join(f"{made.number};{place};{tracking(place)}\n" for place in (1, 2, 3))
    wrong = good.replace(tracking(2), tracking(1))

    with pytest.raises(uploads.UnableToLoad) as refused:
        load(NUMBERS, post, f"№ списка;№ п/п;ШПИ\n{wrong}")
    assert [error.row for error in refused.value.errors] == [3]
    assert not PostLetter.objects.exclude(tracking="").exists()

    assert load(NUMBERS, post, f"№ списка;№ п/п;ШПИ\n{good}").rows_loaded == 3
    assert load(NUMBERS, post, f"№ списка;№ п/п;ШПИ\n{good}").rows_unchanged == 3


def test_fates_finish_the_tasks_and_say_why_a_letter_came_back(post):
    numbered(post)
    day = f"{post.today:%d.%m.%Y}"
    rows = f"{tracking(1)};вручено;{day}\n{tracking(2)};возврат: истёк срок хранения;{day}\n"

    report = load(FATES, post, f"ШПИ;результат;дата\n{rows}")

    assert report.rows_loaded == 2
    ended = dict(Task.objects.filter(status="DONE").values_list("post_letter__place", "outcome"))
    assert ended == {1: "DELIVERED", 2: "RETURNED"}
    returned = Task.objects.get(post_letter__place=2)
    assert returned.result["fate"] == EXPIRED
    assert returned.result["number"] == tracking(2)


def test_a_fate_is_not_told_before_the_list_lies_at_the_post(post):
    letter = queries.letters_of(post_list=gathered(post))[0]

    with pytest.raises(UnableToPost):
        operations.tell(
            letter_id=letter.pk, told=Told(DELIVERED, post.today), by=post.by, now=post.now()
        )


def test_a_fate_is_told_once_and_not_before_the_list_was_handed_over(post):
    letter = queries.letters_of(post_list=numbered(post))[0]
    early = Told(DELIVERED, post.today - timedelta(days=1))
    with pytest.raises(UnableToPost):
        operations.tell(letter_id=letter.pk, told=early, by=post.by, now=post.now())

    scan = SimpleUploadedFile("receipt.pdf", enclosing.page(), "application/pdf")
    told = Told(DELIVERED, post.today, files=(scan,))
    operations.tell(letter_id=letter.pk, told=told, by=post.by, now=post.now())

    assert Task.objects.get(post_letter=letter).files.get().name == "receipt.pdf"
    with pytest.raises(UnableToPost):
        operations.tell(letter_id=letter.pk, told=told, by=post.by, now=post.now())


def test_pages_lead_from_what_waits_to_the_letter_that_was_handed_over(post, client):
    client.force_login(post.by, backend="django.contrib.auth.backends.ModelBackend")
    ids = [one.task.pk for one in waiting(post)]

    answer = client.post(reverse("admin:registered_post"), {"ids": ids}, follow=True)
    made = PostList.objects.get()
    page = reverse("admin:registered_post_list", args=[made.pk])
    assert "Котов Иван Ильич" in answer.content.decode()

    client.post(page, {"do": "hand", "on": f"{post.today:%d.%m.%Y}"})
    assert (
        client.get(reverse("admin:registered_post_file", args=[made.pk, "table"])).status_code
        == 200
    )
    assert client.get(reverse("admin:registered_post_file", args=[made.pk, "x"])).status_code == 404
