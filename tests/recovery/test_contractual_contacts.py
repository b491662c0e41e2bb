"""Business is warned of a restriction where its contract says, citizens wherever they can be."""

from collections.abc import Callable

from tests import factories
from tests.recovery.living import Life
from tests.recovery.test_restriction import create_account_owing
from webapp.correspondence.models import Message
from webapp.parties.models import Contact, Party
from webapp.tasks.models import Task

Begin = Callable[..., Life]


def warned(life: Life) -> list[str]:
    """Return how the warning went out: recipients, and the post."""
    life.go(until="1.1:pass:deliver")
    sent = Message.objects.filter(case=life.case, stage=1).exclude(recipient="")
    letters = Task.objects.filter(case=life.case, stage=1, kind="deliver_by_post")
    return [*sent.values_list("recipient", flat=True), *("post" for _letter in letters)]


def business(*, email: str) -> Party:
    return factories.create_organization(email=email)


def test_a_warning_goes_to_the_address_that_the_contract_names_and_to_no_other(
    begin: Begin,
) -> None:
    party = business(email="")
    for value, is_contractual in (("site@firm.example", False), ("deal@firm.example", True)):
        Contact.objects.create(
            party=party, kind=Contact.Kind.EMAIL, value=value, is_contractual=is_contractual
        )

    assert warned(begin(create_account_owing("electricity", party=party))) == ["deal@firm.example"]


def test_without_such_an_address_a_warning_goes_by_post_and_a_notice_still_by_e_mail(
    begin: Begin,
) -> None:
    party = business(email="office@firm.example")
    Contact.objects.update(is_contractual=False)
    life = begin(create_account_owing("electricity", party=party))

    assert warned(life) == ["post"]
    noticed = Message.objects.filter(case=life.case, stage=0).values_list("recipient", flat=True)
    assert list(noticed) == ["office@firm.example"]


def test_a_warning_by_e_mail_says_level_day_and_term_in_its_own_words(begin: Begin) -> None:
    life = begin(create_account_owing("electricity", party=business(email="deal@firm.example")))

    warned(life)

    body = Message.objects.get(case=life.case, stage=1, channel="email").body
    assert "полностью ограничена" in body and "за 10 дн. с получения" in body
    assert "с 10:00 " in body and "Документ во вложении" in body
    assert "тел. +74822000000" in body
