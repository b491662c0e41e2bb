"""Several people do the same thing at the same moment: it happens once, and nobody sees an error of ours."""

import random
import urllib.error
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db.models import Count

from tests.attack.tally import Tally
from tests.billing import registries
from tests.payments import bank
from tests.stack.clerk import Clerk
from webapp.contracts.models import Account, Supplier
from webapp.payments.models import Payment
from webapp.processes.models import Case, Pause
from webapp.staff import queries as staff

AT_ONCE = 5
STATEMENTS, PAYMENTS = 4, 400
DEBTORS = 30
SUBJECT = "recovery/debtors"


def run(*, address: str, password: str, chance: random.Random, tally: Tally) -> None:
    """Load, start and pause, each several times at once."""
    accountants = [Clerk(address, login="accountant", password=password) for _ in range(AT_ONCE)]
    heads = [Clerk(address, login="head", password=password) for _ in range(AT_ONCE)]
    batch = chance.randint(10**6, 10**8)
    tally.add("five_hundreds", _load_statements(accountants, batch, chance))
    tally.add("lost", _not_paid(batch))
    tally.add("duplicates", _paid_twice())
    debtors = _load_debtors(accountants[0], chance)
    tally.add("five_hundreds", _start(heads, debtors))
    tally.add("lost", [f"{len(debtors)} debtors of {DEBTORS} loaded"][len(debtors) == DEBTORS :])
    tally.add("lost", _without_a_case(debtors))
    tally.add("duplicates", _with_two_cases())
    tally.add("five_hundreds", _pause(heads, debtors))
    tally.add("duplicates", _paused_twice())


def _at_once(clerks: Sequence[Clerk], deed: Callable[[Clerk, int], object]) -> Iterator[str]:
    """Let everybody do it at the same moment; yield the errors of ours that they saw."""

    def tried(index: int) -> str:
        try:
            deed(clerks[index], index)
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.url}" if error.code >= 500 else ""
        return ""

    with ThreadPoolExecutor(len(clerks)) as crowd:
        yield from filter(None, crowd.map(tried, range(len(clerks))))


def _load_statements(clerks: Sequence[Clerk], batch: int, chance: random.Random) -> list[str]:
    """Load the same payments in files of different order."""
    own = Supplier.objects.order_by("id").values_list("settlement_account", flat=True)[0]
    numbers = list(Account.objects.order_by("?").values_list("number", flat=True)[:50])
    documents = [
        bank.document(
            number=f"{batch + index}",
            amount=f"{chance.randint(1, 900)}.00",
            purpose=f"ЛС {chance.choice(numbers)}",
            receiver_account=own,
            received=f"{staff.today():%d.%m.%Y}",
        )
        for index in range(PAYMENTS)
    ]

    def load(clerk: Clerk, index: int) -> None:
        order = random.Random(index).sample(documents, len(documents))
        content = bank.statement(*order, own=own)
        preview, _page = clerk.upload(
            "/office/bank-statements/", name=f"{index}.txt", content=content
        )
        clerk.send(f"{preview}load/", page=preview, good_rows="1")

    return list(_at_once(clerks[:STATEMENTS], load))


def _not_paid(batch: int) -> Iterator[str]:
    """Yield the documents of all files that are no payments."""
    numbers = {str(batch + index) for index in range(PAYMENTS)}
    known = Payment.objects.filter(document_number__in=numbers, parent=None)
    missing = numbers - set(known.values_list("document_number", flat=True))
    return (f"document {number} is no payment" for number in sorted(missing))


def _paid_twice() -> Iterator[str]:
    """Yield the bank documents of which there are two payments."""
    alike = ("document_number", "paid_on", "amount", "payer_bank_account", "purpose")
    twice = (
        Payment.objects.filter(statement__isnull=False, parent=None)
        .values(*alike)
        .annotate(times=Count("id"))
        .filter(times__gt=1)
    )
    return (f"payment {row['document_number']} {row['times']} times" for row in twice)


def _load_debtors(clerk: Clerk, chance: random.Random) -> list[Account]:
    first = chance.randint(10**8, 9 * 10**8)
    numbers = [str(first + index) for index in range(DEBTORS)]
    rows = [
        registries.row(of=(number, *registries.ANNA[1:]), period=f"0{month}.2026")
        for number in numbers
        for month in (1, 2, 3)
    ]
    preview, _page = clerk.upload(
        "/office/debts/upload/", name="registry.csv", content=registries.csv(*rows)
    )
    clerk.send(preview, page=preview, choice="all")
    return list(Account.objects.filter(number__in=numbers))


def _start(clerks: Sequence[Clerk], debtors: Sequence[Account]) -> list[str]:
    ids = [str(account.pk) for account in debtors]

    def start(clerk: Clerk, _index: int) -> None:
        clerk.send(f"/office/{SUBJECT}/start/", page=f"/office/{SUBJECT}/", ids=ids)

    return list(_at_once(clerks, start))


def _without_a_case(debtors: Sequence[Account]) -> Iterator[str]:
    with_cases = set(Case.objects.filter(account__in=debtors).values_list("account_id", flat=True))
    return (f"no case for {account.pk}" for account in debtors if account.pk not in with_cases)


def _with_two_cases() -> Iterator[str]:
    twice = (
        Case.objects.filter(closed_on=None, account__isnull=False)
        .values("account")
        .annotate(times=Count("id"))
        .filter(times__gt=1)
    )
    return (f"account {row['account']} has {row['times']} open cases" for row in twice)


def _pause(clerks: Sequence[Clerk], debtors: Sequence[Account]) -> list[str]:
    cases = Case.objects.filter(account__in=debtors, closed_on=None)
    until = (staff.today() + timedelta(days=7)).isoformat()

    def pause(clerk: Clerk, _index: int) -> None:
        for case in cases:
            path = f"/office/recovery/cases/{case.pk}"
            action = f"{path}/do/hold/"
            clerk.send(action, page=action, reason="проверка", until=until)

    return list(_at_once(clerks, pause))


def _paused_twice() -> Iterator[str]:
    twice = (
        Pause.objects.filter(ended_on=None)
        .values("case")
        .annotate(times=Count("id"))
        .filter(times__gt=1)
    )
    return (f"case {row['case']} is paused {row['times']} times" for row in twice)
