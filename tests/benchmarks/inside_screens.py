"""Beside a large town: asks every list and card as the people who see it, and tells how long each took."""

import itertools
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from tests.benchmarks import town
from tests.benchmarks.measures import Measure
from tests.every_address import PUBLIC, patterns
from webapp.contracts.models import Account, Contract
from webapp.lists import operations as lists
from webapp.lists.declarations import Listing
from webapp.lists.queries.questions import Question
from webapp.payments.models import Payment
from webapp.processes.models import Case, Note
from webapp.recovery.models import CourtCase, Scheme
from webapp.staff.models import User
from webapp.tasks.models import Task

COPIES = int(os.environ.get("BENCH_COPIES", "499"))
TIMES = int(os.environ.get("BENCH_TIMES", "20"))
ONLY = os.environ.get("BENCH_ONLY", "")
VIEWS = 8
FOUND = (
    "Смирнов",
    "ПИР-000004",
    "ул. Мира",
    "Мира 7",
    "Заречная 12/3",
    "+7920123",
    "401000012-7",
    "не найдётся",
)
_LEFT_OUT = (
    "export",
    "errors",
    "empty",
    "print",
    "new",
    "upload",
    "logout",
    "password",
    "jsi18n",
    "language",
    "_add",
    "_do",
    "start",
    "share",
    "settle",
    "api",
    "again",
    "keep",
    "look",
    "finish",
    "batch_file",
    "app_list",
)


@dataclass(slots=True)
class Page:
    """An address with what is asked of it, and what came of that."""

    name: str
    asked: list[str]
    spent_ms: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    size: list[int] = field(default_factory=list)
    slowest: str = ""


class Visitor:
    """A person of the office with a browser."""

    def __init__(self, user: User) -> None:
        """Log in."""
        self.user, self.client = (
            user,
            Client(headers={"accept-language": "ru", "accept-encoding": "gzip"}),
        )
        self.client.force_login(user)

    def sees(self, address: str) -> bool:
        """Say whether the person gets the page; what a process remembers of it is there then."""
        return self.client.get(address).status_code == 200

    def ask(self, address: str, page: Page) -> None:
        """Open the page and write down what it took."""
        with counted() as queries:
            began = time.perf_counter()
            answer = self.client.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            spent = (time.perf_counter() - began) * 1000
        if answer.status_code == 404:
            return  # a row that is not this person's
        if answer.status_code != 200:
            raise AssertionError(f"{self.user}: {address}: {answer.status_code}")
        if spent > max(page.spent_ms, default=0):
            page.slowest = f"{self.user.username} {address}"
        page.spent_ms.append(spent)
        page.queries.append(len(queries))
        page.size.append(len(content))


@contextmanager
def counted() -> Iterator[list[str]]:
    """Count the queries."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def main() -> list[Measure]:
    """Make the town, ask, and tell."""
    if not Account.objects.exists():
        town.build(copies=COPIES)
    visitors = [Visitor(user) for user in User.objects.order_by("id")]
    keep_views(visitors)
    found = [page for page in pages(visitors[0].user) if ONLY in page.name]
    asked = [page for page in found if ask(page, visitors)]
    return [measure for page in asked for measure in measured(page)]


def measured(page: Page) -> Iterator[Measure]:
    """Yield what came of a page."""
    yield Measure(page.name, "ms", tuple(page.spent_ms))
    yield Measure(page.name, "queries", tuple(page.queries))
    yield Measure(page.name, "bytes", tuple(page.size))


def ask(page: Page, visitors: list[Visitor]) -> bool:
    """Ask everything once, and so often, of whoever sees it in turn; say whether anybody does."""
    seeing = [visitor for visitor in visitors if visitor.sees(page.asked[0])]
    if not seeing:
        return False
    turns = itertools.cycle(seeing)
    for address in itertools.islice(itertools.cycle(page.asked), max(TIMES, len(page.asked))):
        next(turns).ask(address, page)
    return True


def keep_views(visitors: list[Visitor]) -> None:
    """Let everybody keep views of the lists, each of other criteria, so that their counts are
    asked for.
    """
    owner = visitors[0].user
    for listing in listings().values():
        form = listing.form({}, user=owner)
        wanted = [
            (field.name, list(values_of(field.field))[-1:]) for field in form.visible_fields()
        ]
        asked = [{name: str(value)} for name, values in wanted for value in values]
        for number, criteria in enumerate(asked[:VIEWS]):
            lists.save(
                owner=owner,
                listing=listing.code,
                name=f"{number}",
                query=Question(listing, criteria, user=owner).query(),
                is_shared=True,
            )


# what is asked


def pages(user: User) -> list[Page]:
    """Return every list and card of the office."""
    known = listings()
    found = []
    for name, route in patterns(get_resolver()):
        part = name.removeprefix("admin:")
        if (
            not name.startswith("admin:")
            or not part
            or name in PUBLIC
            or any(word in part for word in _LEFT_OUT)
        ):
            continue
        keys = CARDS.get(part)
        if part in known:
            address = reverse(name)
            found.append(
                Page(
                    part, [f"{address}?{question}" for question in questions_of(known[part], user)]
                )
            )
        elif keys is not None:
            found.append(
                Page(
                    part,
                    [
                        reverse(name, args=key if isinstance(key, tuple) else (key,))
                        for key in keys()
                    ],
                )
            )
        elif "<" not in route and "(?P" not in route:
            address = reverse(name)
            found.append(
                Page(
                    part,
                    [
                        f"{address}?{question}"
                        for question in OF_PAGES.get(part) or of_changelist(part)
                    ],
                )
            )
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}_change"
        rows = model._default_manager.order_by("-pk")[:3]
        if rows:
            found.append(
                Page(name, [reverse(f"admin:{name}", args=(quote(row.pk),)) for row in rows])
            )
    return found


def listings() -> dict[str, Listing]:
    """Return the declared lists by the names of their pages."""
    found = {}
    for pattern in admin.site.urls[0]:
        listing = getattr(pattern.callback, "view_initkwargs", {}).get("listing")
        if listing and pattern.name == listing.code:
            found[pattern.name] = listing
    return found


def questions_of(listing: Listing, user: User) -> list[str]:
    """Return what can be asked of a list: as it is, further, in every order, with every criterion."""
    asked: list[dict[str, Any]] = [{}, {"page": 2}, {"page": 100_000}]
    asked += [
        {"order": f"{way}{column.key}"}
        for column in listing.columns
        if column.order
        for way in ("", "-")
    ]
    form = listing.form({}, user=user)
    for bound in form.visible_fields():
        asked += [{bound.name: value} for value in values_of(bound.field)]
    return [urlencode(one) for one in asked]


def values_of(field: forms.Field) -> Iterable[Any]:
    """Return what a criterion may be set to."""
    match field:
        case forms.ModelChoiceField():
            return [field.prepare_value(row) for row in field.queryset[:1]]
        case forms.ChoiceField():
            return [
                key
                for key, _title in list(field.choices)[:3]
                if key and not isinstance(_title, (list, tuple))
            ]
        case forms.DateField():
            return [town.TODAY.isoformat()]
        case forms.BooleanField():
            return ["on"]
        case forms.IntegerField() | forms.DecimalField():
            return [0, 5]
    return FOUND


def of_changelist(name: str) -> list[str]:
    """Return what can be asked of the list of a table."""
    for model, options in admin.site._registry.items():
        if name == f"{model._meta.app_label}_{model._meta.model_name}_changelist":
            orders = [
                f"o={sign}{number + 1}"
                for number, _column in enumerate(options.list_display)
                for sign in ("", "-")
            ]
            words = [f"q={word}" for word in FOUND] if options.search_fields else []
            return ["", "p=2", *orders, *words]
    return [""]


def _keys(rows: Any, most: int = 8) -> list[int]:
    return list(rows.order_by("id").values_list("id", flat=True)[:most])


def _accounts() -> list[int]:
    return [*_keys(Account.objects.filter(cases__isnull=False)), *_keys(Account.objects.all(), 4)]


CARDS: dict[str, Any] = {
    "workplace_account": _accounts,
    "workplace_contract": lambda: _keys(Contract.objects.all()),
    "workplace_party": lambda: list(
        Account.objects.filter(pk__in=_accounts()).values_list("party_id", flat=True)
    ),
    "parties_contacts": lambda: list(
        Account.objects.filter(pk__in=_accounts()).values_list("party_id", flat=True)
    ),
    "contracts_account_supply": _accounts,
    "recovery_case": lambda: _keys(Case.objects.all(), 10),
    "recovery_award": lambda: _keys(CourtCase.objects.all()),
    "recovery_scheme": lambda: _keys(Scheme.objects.all()),
    "recovery_debtors_steps": _accounts,
    "recovery_debtors_periods": _accounts,
    "tasks_task": lambda: _keys(Task.objects.filter(status="OPEN"), 16),
    "tasks_forward": lambda: _keys(Task.objects.filter(status="OPEN"), 16),
    "notes_correct": lambda: _keys(Note.objects.all()),
    "payments_payment": lambda: _keys(Payment.objects.all()),
    "payments_divide": lambda: _keys(Payment.objects.filter(status="UNIDENTIFIED")),
    "payments_accounts": lambda: _keys(Payment.objects.filter(status="UNIDENTIFIED")),
    "oversight_overview": lambda: [
        *("collected", "charged", "ageing", "plans", "courts", "written_off"),
        *("work", "overdue", "days", "funnel"),
    ],
}
OF_PAGES = {
    "search": [urlencode({"s": text}) for text in FOUND],
    "autocomplete": [
        urlencode(
            {"app_label": "contracts", "model_name": "account", "field_name": "party", "term": text}
        )
        for text in ("", *FOUND)
    ],
    "recovery_debtors_confirm": ["min_periods=2"],
    "audit_journal": ["", "p=2", *(urlencode({"q": text}) for text in FOUND)],
}
