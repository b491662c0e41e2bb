"""What waits for each person of the office when the story is over: one line a post."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from webapp.demo import staffing
from webapp.demo.office import Office
from webapp.demo.staffing import Post
from webapp.demo.statements import Transfer
from webapp.payments.models import Payment
from webapp.processes.queries import worklist
from webapp.staff import queries as staff
from webapp.staff.models import Role, User

UNCLEAR = (("740", "За свет"), ("1215.40", "Оплата услуг, спасибо"))
NEWCOMER = "newcomer"


def leave_unclear_money(*, office: Office, today: date) -> None:
    """Let money come about which the accountant must think, unless it has come already, and a
    colleague who has no role yet.
    """
    User.objects.get_or_create(
        username=NEWCOMER,
        defaults={"first_name": "Анна", "last_name": "Новикова", "is_staff": True},
    )
    if _unclear():
        return
    transfers = [
        Transfer(
            office.bank.next_number(),
            today,
            Decimal(amount),
            "Плательщик не указан",
            "",
            words,
        )
        for amount, words in UNCLEAR
    ]
    office.bank.receive(transfers=transfers, on=today)


def waiting(post: Post) -> tuple[int, str, str]:
    """Return how much waits for the holder of a post, what it is, and on which page."""
    match post.role:
        case Role.ACCOUNTANT:
            return _unclear(), "payments to identify", "unidentified-payments/"
        case Role.ADMINISTRATOR:
            without_role = User.objects.filter(is_active=True, is_superuser=False, groups=None)
            return without_role.count(), "colleagues without a role", "staff/user/"
    user = User.objects.get(username=post.login)
    return worklist.to_me(user=user, now=staff.business_now()).count(), "tasks", "tasks/"


def lines(*, address: str) -> Iterator[str]:
    """Yield the desks with their addresses."""
    for post in staffing.POSTS:
        count, what, page = waiting(post)
        yield f"{post.login:<12} {count:>3} {what:<26} {address}/office/{page}"


def _unclear() -> int:
    return Payment.objects.filter(status=Payment.Status.UNIDENTIFIED).count()
