"""The department's own templates: checked before they are taken, switched on by a person, returned."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from documents import rendering
from documents.catalogue import DocumentKind
from tests import factories
from tests.documents.edited import edited
from tests.documents.reading import text_of
from tests.recovery import living
from webapp.audit.models import Entry
from webapp.correspondence.models import Document, Template
from webapp.correspondence.operations import templates
from webapp.correspondence.queries import templates as known
from webapp.processes.operations import papers
from webapp.staff.models import Role, User
from webapp.workplace.queries import journal
from workflows.interfaces.process import Deed, DeedKind

pytestmark = pytest.mark.django_db
KIND = DocumentKind.NOTICE
HEADING = ("УВЕДОМЛЕНИЕ", "НАПОМИНАНИЕ")


def letterhead(new: str = HEADING[1], *, old: str = HEADING[0]) -> bytes:
    return edited(kind=KIND, old=old, new=new)


def keep(content: bytes | None = None, *, by: User | None = None) -> Template:
    head = by or factories.create_staff(role=Role.HEAD_OF_LEGAL)
    return templates.keep(
        kind=KIND,
        file_name="бланк.docx",
        content=content or letterhead(),
        note="новый бланк",
        by=head,
    )


@pytest.fixture
def head(client: Client) -> Client:
    client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL))
    return client


def upload(client: Client, content: bytes, *, name: str = "бланк.docx", kind: str = KIND) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse("admin:correspondence_template_kind", args=[kind]),
        {"file": file, "note": "новый бланк"},
        follow=True,
    )


class TestEdition:
    def test_is_kept_and_not_used_before_it_is_switched_on(self, head: Client) -> None:
        shown = upload(head, letterhead())

        template = Template.objects.get()
        assert (template.kind, template.version, template.is_in_use) == (KIND, 1, False)
        assert known.in_use(kind=KIND) is None
        assert "Файл принят" in shown.text
        assert Entry.objects.filter(
            name="correspondence.template.uploaded", subject=f"template:{template.pk}"
        ).exists()

    def test_is_switched_on_by_whoever_has_seen_the_samples(self, head: Client) -> None:
        template = keep()
        page = reverse("admin:correspondence_template", args=[template.pk])

        unseen = head.post(page, {})
        assert not Template.objects.get().is_in_use
        assert unseen.status_code == 200

        assert "редакции 1" in head.post(page, {"is_seen": "on"}, follow=True).text
        assert Template.objects.get().is_in_use

    def test_follows_another_and_is_returned_from(self) -> None:
        by = factories.create_staff(role=Role.HEAD_OF_LEGAL)
        older, newer = keep(by=by), keep(letterhead("ПИСЬМО"), by=by)

        used = []
        for switch in (older, newer, older):
            templates.switch_on(template_id=switch.pk, by=by)
            used.append(known.in_use(kind=KIND))
        templates.return_to_built_in(kind=KIND, by=by)

        assert (older.version, newer.version) == (1, 2)
        assert [*used, known.in_use(kind=KIND)] == [older, newer, older, None]
        deeds = (
            Entry.objects.filter(name__startswith="correspondence.template.")
            .order_by("id")
            .values_list("name", flat=True)
        )
        assert [name.rpartition(".")[2] for name in deeds] == [
            "uploaded",
            "uploaded",
            *["switched-on"] * 3,
            "switched-off",
        ]

    def test_is_not_switched_on_twice(self) -> None:
        template, by = keep(), factories.create_staff(role=Role.HEAD_OF_LEGAL)
        templates.switch_on(template_id=template.pk, by=by)

        with pytest.raises(templates.UnableToSwitch, match="уже используется"):
            templates.switch_on(template_id=template.pk, by=by)
        templates.return_to_built_in(kind=KIND, by=by)
        with pytest.raises(templates.UnableToSwitch, match="Встроенный шаблон уже"):
            templates.return_to_built_in(kind=KIND, by=by)

    def test_of_the_same_file_is_one(self, head: Client) -> None:
        upload(head, letterhead())

        assert "уже есть: редакция 1" in upload(head, letterhead()).text
        assert Template.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_switched_on_by_two_at_once_leaves_one_in_use(self) -> None:
        by = factories.create_staff(role=Role.HEAD_OF_LEGAL)
        editions, refused, together = (
            [keep(by=by), keep(letterhead("ПИСЬМО"), by=by)],
            [],
            threading.Barrier(2),
        )

        def work(template: Template) -> None:
            together.wait(timeout=10)
            try:
                templates.switch_on(template_id=template.pk, by=by)
            except templates.UnableToSwitch as error:
                refused.append(error)
            connection.close()

        threads = [threading.Thread(target=work, args=[template]) for template in editions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert Template.objects.filter(is_in_use=True).count() == 1
        assert len(refused) <= 1


class TestWrongFile:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (letterhead("{{ debtor.pasport }}"), "{{ debtor.pasport }}"),
            (letterhead("{{ ''.__class__ }}"), "Так в шаблоне нельзя"),
            (letterhead("{% if debtor %}УВЕДОМЛЕНИЕ"), "Добавьте endif"),
            (letterhead("", old="payment-qr"), "payment-qr"),
            (b"plain text", "не является документом Word"),
        ],
    )
    def test_is_refused_in_words_with_its_place(
        self, head: Client, content: bytes, words: str
    ) -> None:
        shown = upload(head, content)

        assert words in shown.text.replace("&#x27;", "'")
        assert "Файл не принят" in shown.text
        assert not Template.objects.exists()

    @pytest.mark.parametrize("name", ["бланк.docm", "бланк.doc", "бланк"])
    def test_of_another_extension_is_refused(self, head: Client, name: str) -> None:
        assert "только документы Word" in upload(head, letterhead(), name=name).text
        assert not Template.objects.exists()

    def test_that_is_too_large_is_refused(self, head: Client) -> None:
        assert "больше 5 МБ" in upload(head, b"0" * (5 * 1024 * 1024 + 1)).text


class TestPaper:
    def test_of_a_case_under_way_is_made_from_the_edition_in_use(
        self, make_notice: Callable[[], Document]
    ) -> None:
        by = factories.create_staff(role=Role.HEAD_OF_LEGAL)
        template = keep(by=by)

        before = make_notice()
        templates.switch_on(template_id=template.pk, by=by)
        after = make_notice()
        templates.return_to_built_in(kind=KIND, by=by)
        returned = make_notice()

        assert [paper.template for paper in (before, after, returned)] == [None, template, None]
        headings = [
            HEADING[1] in text_of(bytes(paper.docx.content)) for paper in (before, after, returned)
        ]
        assert headings == [False, True, False]


@pytest.fixture
def make_notice() -> Callable[[], Document]:
    """Make the notice of one case again and again, each time for another step."""
    living.prepare()
    case, steps = living.open_case(factories.create_debtor(today=living.START)), iter(range(9))
    return lambda: papers.make(
        case=case, deed=Deed(DeedKind.MAKE, KIND, 0, next(steps)), today=living.START
    )


class TestPages:
    def test_show_what_papers_are_made_from(self, head: Client) -> None:
        by = factories.create_staff(role=Role.HEAD_OF_LEGAL)
        templates.switch_on(template_id=keep(by=by).pk, by=by)

        shown = head.get(reverse("admin:correspondence_templates")).text

        assert "Редакция 1" in shown
        assert shown.count("Встроенный") == len(DocumentKind) - 1

    def test_list_the_fields_with_examples(self, head: Client) -> None:
        shown = head.get(reverse("admin:correspondence_template_kind", args=[KIND])).text

        assert "{{ debtor.name }}" in shown
        assert "{{ должник.имя }}" in shown
        assert "Ковальчук Анна Сергеевна" in shown

    def test_name_what_an_edition_leaves_out(self, head: Client) -> None:
        template = keep(letterhead("", old="{{ term_days|term }}"))

        assert (
            "term_days"
            in head.get(reverse("admin:correspondence_template", args=[template.pk])).text
        )

    @pytest.mark.parametrize("debtor", ["citizen", "organization"])
    def test_print_a_sample_before_anything_is_switched(self, head: Client, debtor: str) -> None:
        keep()

        for version in (0, 1):
            answer = head.get(
                reverse("admin:correspondence_template_sample", args=[KIND, version, debtor])
            )
            assert answer.getvalue().startswith(b"%PDF")

    def test_give_out_the_file_to_edit(self, head: Client) -> None:
        built_in = head.get(reverse("admin:correspondence_template_file", args=[KIND, 0]))
        keep()

        assert built_in.getvalue() == rendering.built_in(KIND).content
        assert (
            head.get(reverse("admin:correspondence_template_file", args=[KIND, 1])).getvalue()
            == letterhead()
        )

    @pytest.mark.parametrize(
        ("page", "args"),
        [
            ("correspondence_template_kind", ["no-such-kind"]),
            ("correspondence_template", [999]),
            ("correspondence_template_file", [KIND, 9]),
            ("correspondence_template_file", ["no-such-kind", 0]),
            ("correspondence_template_sample", [KIND, 0, "nobody"]),
        ],
    )
    def test_of_what_there_is_not_are_not_found(
        self, head: Client, page: str, args: list[Any]
    ) -> None:
        assert head.get(reverse(f"admin:{page}", args=args)).status_code == 404

    def test_return_to_the_built_in(self, head: Client) -> None:
        by = factories.create_staff(role=Role.HEAD_OF_LEGAL)
        templates.switch_on(template_id=keep(by=by).pk, by=by)

        head.post(reverse("admin:correspondence_template_built_in", args=[KIND]))

        assert known.in_use(kind=KIND) is None
        assert (
            "уже используется"
            in head.post(
                reverse("admin:correspondence_template_built_in", args=[KIND]), follow=True
            ).text
        )

    @pytest.mark.parametrize("role", [Role.LAWYER, Role.ACCOUNTANT, Role.CALL_CENTER, Role.CREW])
    def test_are_not_for_other_roles(self, client: Client, role: Role) -> None:
        template = keep()
        client.force_login(factories.create_staff(role=role))

        assert client.get(reverse("admin:correspondence_templates")).status_code == 403
        assert (
            client.get(reverse("admin:correspondence_template_file", args=[KIND, 1])).status_code
            == 403
        )
        assert (
            client.post(
                reverse("admin:correspondence_template", args=[template.pk]), {"is_seen": "on"}
            ).status_code
            == 403
        )
        assert (
            client.post(reverse("admin:correspondence_template_built_in", args=[KIND])).status_code
            == 403
        )
        assert not Template.objects.get().is_in_use

    def test_say_in_the_journal_what_was_done(self, head: Client) -> None:
        by = factories.create_staff(role=Role.HEAD_OF_LEGAL)
        template = keep(by=by)

        subject = f"template:{template.pk}"
        [entry] = Entry.objects.filter(subject=subject)
        assert entry.ground == "новый бланк"
        assert (
            "Уведомление о задолженности, 1"
            in journal.subjects(entries=[entry], user=by)[subject].words
        )
