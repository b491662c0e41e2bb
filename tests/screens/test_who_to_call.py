"""The page of a case tells whom to call, who must not be called, and until when one may sue."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from tests.screens.conftest import MORNING
from webapp.parties.models import Contact
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.staff.models import Role, User

LogIn = Callable[..., Client]
TODAY = MORNING.date()


def text_of(client: Client, case: Case, **asked: str) -> str:
    page = client.get(reverse("admin:recovery_case", args=[case.pk]), asked)
    return " ".join(page.content.decode().split())


def a_phone(case: Case, value: str, **known: bool) -> None:
    Contact.objects.create(party=case.party, kind=Contact.Kind.PHONE, value=value, **known)


def test_a_number_is_called_by_a_click_and_one_that_may_not_be_is_struck_out(
    case: Case, boss: User, log_in: LogIn
) -> None:
    a_phone(case, "+79160000001", is_valid=False)
    a_phone(case, "+79160000002", takes_calls=False)
    a_phone(case, "+79160000003")

    text = text_of(log_in(boss), case)

    assert 'href="tel:+79160000003"' in text
    assert "tel:+79160000001" not in text and "tel:+79160000002" not in text
    assert "<s>+79160000001</s>" in text and "Не действует" in text
    assert "<s>+79160000002</s>" in text and "просил не звонить" in text


def test_who_may_not_see_contacts_reads_no_number(case: Case, log_in: LogIn) -> None:
    a_phone(case, "+79160000003")
    call_center = log_in(Role.CALL_CENTER)
    stranger = log_in(Role.LAWYER)
    lawyer = User.objects.latest("id")
    lawyer.groups.get().permissions.remove(
        *lawyer.groups.get().permissions.filter(codename="view_contact")
    )

    assert "+79160000003" in text_of(call_center, case)
    assert "+79160000003" not in text_of(stranger, case)


def test_the_page_tells_the_last_day_to_sue_and_how_many_days_are_left(
    case: Case, boss: User, log_in: LogIn
) -> None:
    text = text_of(log_in(boss), case)
    ends_on = date(2028, 12, 15)

    assert "Исковая давность до" in text and f"{ends_on:%d.%m.%Y}" in text
    assert "осталось 1 019 дней по раннему месяцу" in text
    assert "Исковая давность до" not in text_of(log_in(boss), case, on=TODAY.isoformat())


def test_before_a_court_the_term_stands_still(case: Case, boss: User, log_in: LogIn) -> None:
    CourtCase.objects.create(
        case=case,
        track="LAWSUIT",
        court="М",
        filed_on=TODAY,
        claim=4500,
        penalty=0,
        state_duty=2000,
    )

    assert "срок не течёт" in text_of(log_in(boss), case)
