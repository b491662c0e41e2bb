"""What waits for each person of the office when the story is over: one line a post."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils import translation

from webapp.demo import staffing
from webapp.demo.office import BAILIFF, BAILIFF_INN, Office
from webapp.demo.staffing import Post
from webapp.demo.statements import Transfer
from webapp.payments.models import Payment
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.registry import Waiting
from webapp.workplace import queries as workplace

_NOBODY = "Плательщик не указан"
_WRIT = "Взыскано по исполнительному производству № {number}, должник не указан"
UNCLEAR = (
    ("740", _NOBODY, "", "За свет"),
    ("1215.40", _NOBODY, "", "Оплата услуг, спасибо"),
    ("2000", _NOBODY, "", "За отопление и воду"),
    ("5310.75", BAILIFF, BAILIFF_INN, _WRIT.format(number="90417/26/36061-ИП")),
)
NEWCOMERS = (("newcomer", "Анна", "Новикова"), ("newcomer2", "Сергей", "Малышев"))


def leave_unclear_money(*, office: Office, today: date) -> None:
    """Let money come about which the accountant must think, unless it has come already, and
    colleagues who have no role yet.
    """
    for login, first_name, last_name in NEWCOMERS:
        User.objects.get_or_create(
            username=login,
            defaults={"first_name": first_name, "last_name": last_name, "is_staff": True},
        )
    if _unclear():
        return
    transfers = [
        Transfer(
            office.bank.next_number(),
            today,
            Decimal(amount),
            payer,
            payer_inn,
            words,
        )
        for amount, payer, payer_inn, words in UNCLEAR
    ]
    office.bank.receive(transfers=transfers, on=today)


def waiting(post: Post) -> list[tuple[Waiting, int]]:
    """Return what waits for the holder of a post, as the desk of the person says it."""
    user = User.objects.get(username=post.login)
    return workplace.waits(user=user, now=staff.business_now())


def lines(*, address: str) -> Iterator[str]:
    """Yield what waits on every desk, in Russian, as the desk itself says it."""
    with translation.override("ru"):
        for post in staffing.POSTS:
            told = [f"{one.title}: {count}" for one, count in waiting(post)]
            yield f"{post.login:<12} {'; '.join(told):<72} {address}/office/"


def _unclear() -> int:
    return Payment.objects.filter(status=Payment.Status.UNIDENTIFIED).count()
