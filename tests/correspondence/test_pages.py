"""Papers and messages on screen, and the door for Twilio's reports."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from twilio.request_validator import RequestValidator

from documents.catalogue import DocumentKind
from documents.refusals import Why
from tests import factories
from tests.correspondence.steps import TODAY, docx_of, leave_in_sending, plan
from tests.correspondence.test_documents import store
from webapp.correspondence import queries
from webapp.correspondence.models import Message
from webapp.correspondence.operations import messages
from webapp.correspondence.queries import refusals
from webapp.correspondence.reasons import REASONS
from webapp.staff.models import User
from workflows.interfaces.debt_recovery import CloseReason

pytestmark = pytest.mark.django_db
Status = Message.Status
KEY = "key-of-the-tests"


@pytest.fixture
def site(settings: Any) -> Client:
    settings.TWILIO_AUTH_TOKEN = KEY
    settings.PUBLIC_URL = "https://istok.example"
    return Client()


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def doubtful(**fields: object) -> Message:
    message = leave_in_sending(plan(channel="email", **fields))
    Message.objects.filter(pk=message.pk).update(
        status=Status.UNKNOWN, reason="the server's answer was lost"
    )
    return message


class TestReportOfTwilio:
    def post(
        self, client: Client, reference: object, form: dict[str, str], *, key: str = KEY
    ) -> int:
        path = f"/hooks/twilio/{reference}/"
        signature = RequestValidator(key).compute_signature(f"https://istok.example{path}", form)
        return client.post(path, form, headers={"X-Twilio-Signature": signature}).status_code

    def test_is_written(self, site: Client) -> None:
        message = leave_in_sending(plan())

        assert (
            self.post(site, message.reference, {"MessageSid": "SM1", "MessageStatus": "delivered"})
            == 204
        )

        message.refresh_from_db()
        assert (message.status, message.provider_id) == (Status.DELIVERED, "SM1")

    @pytest.mark.parametrize("sid", ["S" * 500, "SM\x00", "SM1'--", "ЗВОНОК"])
    def test_with_an_id_that_is_none_is_refused_in_words(self, site: Client, sid: str) -> None:
        message = leave_in_sending(plan())

        status = self.post(
            site, message.reference, {"MessageSid": sid, "MessageStatus": "delivered"}
        )

        assert status == 400
        message.refresh_from_db()
        assert message.status == Status.SENDING

    def test_with_words_that_cannot_be_kept_is_written_without_them(self, site: Client) -> None:
        message = leave_in_sending(plan())
        form = {"MessageSid": "SM1", "MessageStatus": "failed", "ErrorMessage": "off\x00\x1b" * 99}

        assert self.post(site, message.reference, form) == 204

        message.refresh_from_db()
        assert message.status == Status.FAILED
        assert message.reason.startswith("Twilio SM1: failed off��off")

    def test_with_a_wrong_signature_is_refused(self, site: Client) -> None:
        message = leave_in_sending(plan())

        assert (
            self.post(
                site,
                message.reference,
                {"MessageSid": "SM1", "MessageStatus": "delivered"},
                key="another",
            )
            == 403
        )

        message.refresh_from_db()
        assert message.status == Status.SENDING

    def test_signed_for_another_message_is_refused(self, site: Client) -> None:
        message, other, form = plan(), plan(), {"MessageSid": "SM1", "MessageStatus": "delivered"}
        signature = RequestValidator(KEY).compute_signature(
            f"https://istok.example/hooks/twilio/{other.reference}/", form
        )

        answer = site.post(
            f"/hooks/twilio/{message.reference}/", form, headers={"X-Twilio-Signature": signature}
        )

        assert answer.status_code == 403

    def test_without_a_signature_is_refused(self, site: Client) -> None:
        assert (
            site.post(
                f"/hooks/twilio/{plan().reference}/", {"MessageStatus": "delivered"}
            ).status_code
            == 403
        )

    def test_is_refused_while_we_have_no_key(self, site: Client, settings: Any) -> None:
        settings.TWILIO_AUTH_TOKEN = ""

        assert (
            self.post(
                site, plan().reference, {"MessageSid": "SM1", "MessageStatus": "delivered"}, key=""
            )
            == 403
        )

    def test_about_nothing_of_ours_finds_nothing(self, site: Client) -> None:
        assert self.post(site, uuid4(), {"MessageSid": "SM1", "MessageStatus": "delivered"}) == 404

    def test_in_unknown_words_is_not_guessed(self, site: Client) -> None:
        assert (
            self.post(site, plan().reference, {"MessageSid": "SM1", "MessageStatus": "teleported"})
            == 422
        )

    def test_cannot_be_asked_for(self, site: Client) -> None:
        assert site.get(f"/hooks/twilio/{plan().reference}/").status_code == 405


class TestLists:
    @pytest.mark.parametrize(
        "page", ["correspondence_document_changelist", "correspondence_message_changelist"]
    )
    def test_demand_a_permission(self, site: Client, page: str) -> None:
        crew = factories.create_staff(role="CREW")

        assert sign_in(site, crew).get(reverse(f"admin:{page}")).status_code == 403

    def test_show_papers_by_criteria(self, site: Client) -> None:
        notice, claim = store(step="1"), store(step="2", kind="pretrial_claim", series="ПРЕТ")

        shown = sign_in(site, factories.create_staff()).get(
            reverse("admin:correspondence_document_changelist"), {"kind": "pretrial_claim"}
        )

        assert claim.number in shown.text
        assert notice.number not in shown.text

    def test_show_messages_by_criteria(self, site: Client) -> None:
        plan(recipient="+79160000000"), plan(channel="email")

        shown = sign_in(site, factories.create_staff()).get(
            reverse("admin:correspondence_message_changelist"), {"words": "example.org"}
        )

        assert "petrov@example.org" in shown.text
        assert "+79160000000" not in shown.text

    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_speak_both_languages(self, site: Client, settings: Any, language: str) -> None:
        doubtful()
        sign_in(site, factories.create_staff(role="HEAD_OF_LEGAL"))
        site.cookies[settings.LANGUAGE_COOKIE_NAME] = language

        shown = site.get(reverse("admin:correspondence_message_changelist"))

        assert ("Outcome unknown" in shown.text) == (language == "en")
        assert ("Исход неизвестен" in shown.text) == (language == "ru")

    @pytest.mark.parametrize(
        ("language", "word"), [("ru", "Досудебная претензия"), ("en", "Pretrial claim")]
    )
    def test_name_papers_and_their_kinds_in_the_readers_language(
        self, site: Client, settings: Any, language: str, word: str
    ) -> None:
        store(kind="pretrial_claim", series="ПРЕТ")
        sign_in(site, factories.create_staff())
        site.cookies[settings.LANGUAGE_COOKIE_NAME] = language

        shown = site.get(reverse("admin:correspondence_document_changelist"))

        assert shown.text.count(word) == 3  # a row, its full text, and a choice of the filter
        assert language == "ru" or "претензия" not in shown.text.lower()

    @pytest.mark.parametrize(
        ("ground", "word"),
        [
            ("PAID", "Оплачено"),
            ("WITHDRAWN", "Требование отозвано"),
            ("resumption", "возобновляется"),
        ],
    )
    def test_say_in_words_why_a_message_was_taken_back(
        self, site: Client, ground: str, word: str
    ) -> None:
        messages.cancel_planned(subject=plan().subject, reason=ground)

        shown = sign_in(site, factories.create_staff()).get(
            reverse("admin:correspondence_message_changelist")
        )

        assert word in shown.text
        assert ground not in shown.text

    def test_hide_messages_of_another_segment(self, site: Client) -> None:
        company = factories.create_account(party=factories.create_organization())
        plan(account_id=company.pk, recipient="+79160000000")

        shown = sign_in(site, factories.create_staff(kinds=("PERSON",))).get(
            reverse("admin:correspondence_message_changelist")
        )

        assert "+79160000000" not in shown.text


def test_every_kind_of_paper_and_every_reason_of_closing_has_words() -> None:
    assert set(queries.KINDS) == set(DocumentKind)
    assert set(CloseReason) <= set(REASONS)


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_of_a_refusal_has_words_in_both_languages(why: Why) -> None:
    names = (
        "tag",
        "name",
        "difference",
        "megabytes",
        "part",
        "target",
        "field",
        "page",
        "cause",
        "given",
        "counted",
        "expected",
    )
    details = dict.fromkeys(names, "1,5")

    for language, letters in (("ru", "а-я"), ("en", "a-z")):
        with translation.override(language):
            told = refusals.told(why=why, details=details)
        assert re.search(rf"[{letters}]{{4}}", told)
        assert "%(" not in told


class TestFile:
    def test_is_the_paper_itself(self, site: Client) -> None:
        paper = store()

        answer = sign_in(site, factories.create_staff()).get(
            reverse("admin:correspondence_document_file", args=[paper.pk, "docx"])
        )

        assert answer.getvalue() == bytes(paper.docx.content)
        assert answer["Content-Disposition"].startswith("attachment")

    def test_is_printed_when_first_asked_for_and_then_kept(self, site: Client) -> None:
        docx = docx_of("Уведомление")
        paper = store(render=lambda _number: (docx, {}))
        sign_in(site, factories.create_staff())

        first, again = (
            site.get(
                reverse("admin:correspondence_document_file", args=[paper.pk, "pdf"])
            ).getvalue()
            for _time in range(2)
        )

        assert first.startswith(b"%PDF")
        assert again == first

    def test_that_cannot_be_printed_is_said(self, site: Client) -> None:
        paper = store(render=lambda _number: (b"not a docx", {}))

        answer = sign_in(site, factories.create_staff()).get(
            reverse("admin:correspondence_document_file", args=[paper.pk, "pdf"]), follow=True
        )

        assert answer.redirect_chain
        assert answer.status_code == 200

    def test_of_another_segment_is_not_found(self, site: Client) -> None:
        company = factories.create_account(party=factories.create_organization())
        paper = store(account_id=company.pk)

        answer = sign_in(site, factories.create_staff(kinds=("PERSON",))).get(
            reverse("admin:correspondence_document_file", args=[paper.pk, "docx"])
        )

        assert answer.status_code == 404

    def test_of_an_unknown_kind_is_not_found(self, site: Client) -> None:
        answer = sign_in(site, factories.create_staff()).get(
            reverse("admin:correspondence_document_file", args=[store().pk, "exe"])
        )

        assert answer.status_code == 404


class TestDoubt:
    def test_is_shown_with_what_is_known(self, site: Client) -> None:
        message = doubtful()

        shown = sign_in(site, factories.create_staff(role="HEAD_OF_LEGAL")).get(
            reverse("admin:correspondence_message_doubtful")
        )

        assert str(message.reference) in shown.text
        assert "petrov@example.org" in shown.text

    @pytest.mark.parametrize(
        ("outcome", "status"), [("sent", Status.ACCEPTED), ("not_sent", Status.PLANNED)]
    )
    def test_is_ended_by_a_person(self, site: Client, outcome: str, status: str) -> None:
        message = doubtful()
        sign_in(site, factories.create_staff(role="HEAD_OF_LEGAL"))

        site.post(
            reverse("admin:correspondence_message_settle", args=[message.pk]),
            {"outcome": outcome, "evidence": "журнал"},
        )

        message.refresh_from_db()
        assert message.status == status
        assert message.sent_on == (None if outcome == "not_sent" else message.sent_on)

    @pytest.mark.parametrize(
        ("outcome", "status"), [("sent", Status.ACCEPTED), ("not_sent", Status.PLANNED)]
    )
    def test_is_ended_for_many_at_once_and_only_for_those_ticked(
        self, site: Client, outcome: str, status: str
    ) -> None:
        ticked, other = [doubtful(step="a"), doubtful(step="b")], doubtful(step="c")
        sign_in(site, factories.create_staff(role="HEAD_OF_LEGAL"))
        address = reverse("admin:correspondence_messages_settle")
        form = {"outcome": outcome, "evidence": "журнал", "message": [m.pk for m in ticked]}

        site.post(address, form)
        site.post(address, form)
        site.post(address, {**form, "message": []})
        site.post(address, {**form, "message": [other.pk], "evidence": ""})

        assert [Message.objects.get(pk=m.pk).status for m in ticked] == [status, status]
        assert Message.objects.get(pk=other.pk).status == Status.UNKNOWN

    def test_is_not_ended_without_saying_why(self, site: Client) -> None:
        message = doubtful()
        sign_in(site, factories.create_staff(role="HEAD_OF_LEGAL"))

        answer = site.post(
            reverse("admin:correspondence_message_settle", args=[message.pk]),
            {"outcome": "sent"},
            follow=True,
        )

        message.refresh_from_db()
        assert message.status == Status.UNKNOWN
        assert "Укажите, чем подтверждается" in answer.text

    def test_is_not_for_everybody_to_end(self, site: Client) -> None:
        message = doubtful()
        sign_in(site, factories.create_staff(role="LAWYER"))

        answer = site.post(
            reverse("admin:correspondence_message_settle", args=[message.pk]),
            {"outcome": "sent", "evidence": "x"},
        )

        assert answer.status_code == 403

    def test_already_ended_is_said(self, site: Client) -> None:
        message = plan(channel="email", planned_on=TODAY)
        sign_in(site, factories.create_staff(role="HEAD_OF_LEGAL"))

        answer = site.post(
            reverse("admin:correspondence_message_settle", args=[message.pk]),
            {"outcome": "sent", "evidence": "x"},
            follow=True,
        )

        assert "не вызывает сомнений" in answer.text
