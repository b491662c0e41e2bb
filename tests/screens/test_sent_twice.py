"""Forms of rows that come twice, come late, or name what is no row at all."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from tests import factories
from webapp.contracts.admin.accounts import OwnerInline
from webapp.contracts.models import Account, Owner
from webapp.correspondence.models import Message
from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.staff.models import Role

LogIn = Callable[..., Client]
DISTRICT = {"code": "west", "name": "Западный", "_save": "1"}


def form_of_new(client: Client, page: str) -> str:
    """Return the key that the form of a new row carries."""
    shown = client.get(reverse(page))
    return str(shown.context["submission"])


def test_a_form_sent_by_two_clicks_makes_one_row(log_in: LogIn) -> None:
    head, page = log_in(Role.ADMINISTRATOR), "admin:premises_district_add"
    sent = DISTRICT | {"submission": form_of_new(head, page)}

    answers = [head.post(reverse(page), sent, follow=True) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert District.objects.filter(name="Западный").count() == 1


def test_two_forms_make_two_rows_of_the_same_words(log_in: LogIn) -> None:
    head, page = log_in(Role.ADMINISTRATOR), "admin:premises_district_add"

    for code in ("west", "far west"):
        key = form_of_new(head, page)
        head.post(reverse(page), DISTRICT | {"code": code, "submission": key})

    assert District.objects.filter(name="Западный").count() == 2


def test_lines_of_a_row_name_nobody_whom_the_person_does_not_see(log_in: LogIn) -> None:
    seen, unseen = factories.create_person(), factories.create_organization()
    request = RequestFactory().get("/")
    request.user = factories.create_staff(role=Role.HEAD_OF_LEGAL, kinds=(Party.Kind.PERSON,))
    for party in (seen, unseen):
        factories.create_account(party=party)

    lines = OwnerInline(Account, admin.site)
    field = lines.formfield_for_foreignkey(Owner._meta.get_field("party"), request)

    assert seen in field.queryset and unseen not in field.queryset


@pytest.mark.parametrize("number", ["x", "²", "5" * 5000, "-1", "1e9"])
def test_what_is_no_number_of_a_row_is_refused_and_fails_nothing(
    log_in: LogIn, number: str
) -> None:
    head = log_in(Role.HEAD_OF_LEGAL)
    parties = reverse("admin:parties_party_changelist")
    posted = [
        (reverse("admin:correspondence_document_batch_file"), {"unprintable": number}),
        (reverse("admin:correspondence_messages_settle"), {"message": number}),
        (reverse("admin:contracts_account_add"), {"party": number, "premises": number}),
        (parties, {"action": "anything", "_selected_action": number}),
    ]

    answers = [head.post(address, data).status_code for address, data in posted]

    assert all(status < 500 for status in answers), answers
    assert not Message.objects.exists()
