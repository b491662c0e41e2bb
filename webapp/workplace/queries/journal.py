"""The journal as its readers see it.

The deeds of their segment, each about something that people know by its number or name.
"""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.audit import queries as audit
from webapp.audit.models import Entry, Look
from webapp.billing.models import DebtLoad, KeyRate
from webapp.contracts import queries as contracts
from webapp.contracts.models import Contract, Service, Supplier
from webapp.correspondence import proof
from webapp.correspondence import queries as papers
from webapp.correspondence.models import Template
from webapp.correspondence.reasons import REASONS
from webapp.metering.models import Meter
from webapp.parties import queries as parties
from webapp.parties.models import Contact
from webapp.payments.models import Statement
from webapp.payments.queries import lists as payments
from webapp.premises import queries as places
from webapp.processes import registry
from webapp.processes.declarations import Pages
from webapp.processes.models import Case
from webapp.processes.queries import labels, segments, worklist
from webapp.recovery.models import Scheme, SchemeVersion, SweepPlan
from webapp.recovery.queries import labels as schemes
from webapp.search.declarations import has
from webapp.staff import queries as staff
from webapp.staff.models import LockDate, User


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subject: what it is called, which rows a person may see, how they are searched, and
    who may open the page of one.
    """

    title: Promise
    rows: Callable[[User], QuerySet[Any]]
    page: str = ""
    permission: str = ""
    lookups: tuple[str, ...] = ()
    name: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a deed is about, in words.

    ``page`` and ``number`` lead to it when the reader may go there.
    """

    words: str
    page: str = ""
    number: int = 0
    name: str = ""


def _whole(model: Any) -> Callable[[User], QuerySet[Any]]:
    """Files are about customers of all segments: those who see everybody see them."""
    return lambda user: (
        model.objects.all() if segments.is_everything(user) else model.objects.none()
    )


def _reference(
    title: Promise,
    rows: Callable[[User], QuerySet[Any]],
    page: str,
    permission: str,
    name: Callable[[Any], str] = str,
) -> Kind:
    return Kind(
        title=title,
        rows=rows,
        page=f"{page}_change",
        permission=permission,
        name=name,
    )


KINDS: dict[str, Kind] = {
    "account": Kind(
        title=_("Account"),
        rows=lambda user: contracts.visible_accounts(user=user),
        page="contracts_account_change",
        permission="contracts.view_account",
        lookups=("number__startswith",),
    ),
    "task": Kind(
        title=_("Task"),
        rows=lambda user: worklist.readable(user=user, now=staff.business_now()),
        page="tasks_task",
        permission="tasks.view_task",
        lookups=("title__icontains", "account__number__startswith"),
        name=labels.task_title,
    ),
    "party": Kind(
        title=_("Party"),
        rows=lambda user: parties.visible_parties(user=user),
        page="parties_party_change",
        permission="parties.view_party",
        lookups=("name__icontains", "accounts__number__startswith"),
    ),
    "contract": Kind(
        title=_("Contract"),
        rows=lambda user: Contract.objects.filter(party__in=parties.visible_parties(user=user)),
        page="contracts_contract_change",
        permission="contracts.view_contract",
        lookups=("number__icontains",),
    ),
    "meter": Kind(
        title=_("Meter"),
        rows=lambda user: Meter.objects.filter(account__in=contracts.visible_accounts(user=user)),
        page="metering_meter_change",
        permission="metering.view_meter",
        lookups=("number__icontains", "account__number__startswith"),
    ),
    "payment": Kind(
        title=_("Payment"),
        rows=lambda user: payments.visible(user=user),
        page="payments_payment",
        permission="payments.view_payment",
        lookups=("account__number__startswith",),
    ),
    "statement": Kind(
        title=_("Bank statement"),
        rows=_whole(Statement),
        page="payments_statement",
        permission="payments.load_statement",
        lookups=("file_name__icontains",),
    ),
    "debt_load": Kind(
        title=_("Debts registry"),
        rows=_whole(DebtLoad),
        page="billing_debts_load",
        permission="billing.load_debts",
        lookups=("file_name__icontains",),
    ),
    "recovery_scheme": Kind(
        title=_("Scheme"),
        rows=lambda _user: Scheme.objects.all(),
        page="recovery_scheme",
        permission="recovery.view_scheme",
        lookups=("name__icontains",),
    ),
    "recovery_sweep": Kind(
        title=_("Nightly sweep"),
        rows=lambda _user: SweepPlan.objects.all(),
        permission="recovery.view_scheme",
        name=lambda plan: f"{plan.hour:02d}:00",
    ),
    "document": Kind(
        title=_("Document"),
        rows=lambda user: papers.visible_documents(user=user).defer("context"),
        name=lambda document: document.number,
    ),
    "template": Kind(
        title=_("Paper template"),
        rows=lambda _user: Template.objects.all(),
        page="correspondence_template",
        permission="correspondence.change_template",
        name=lambda template: f"{papers.name_of(template.kind)}, {template.version}",
    ),
    "key_rate": Kind(
        title=_("Key rate"),
        rows=lambda _user: KeyRate.objects.all(),
        name=lambda rate: f"{rate.effective_from:%d.%m.%Y}",
    ),
    "supplier": _reference(
        _("Supplier"),
        lambda _user: Supplier.objects.all(),
        "contracts_supplier",
        "contracts.view_supplier",
    ),
    "service": _reference(
        _("Service"),
        lambda _user: Service.objects.all(),
        "contracts_service",
        "contracts.view_service",
    ),
    "district": _reference(
        _("District"),
        lambda user: places.visible_districts(user=user),
        "premises_district",
        "premises.view_district",
    ),
    "street": _reference(
        _("Street"),
        lambda user: places.visible_streets(user=user),
        "premises_street",
        "premises.view_street",
    ),
    "building": _reference(
        _("Building"),
        lambda user: places.visible_buildings(user=user).select_related("street"),
        "premises_building",
        "premises.view_building",
        name=lambda building: f"{building.street}, {building.number}",
    ),
    "premises": _reference(
        _("Flat or office"),
        lambda user: places.visible_premises(user=user),
        "premises_premises",
        "premises.view_premises",
    ),
    "user": _reference(
        _("Staff member"), lambda _user: User.objects.all(), "staff_user", "staff.view_user"
    ),
    "lock_date": Kind(
        title=_("Lock date"), rows=lambda _user: LockDate.objects.all(), name=lambda _date: ""
    ),
}
"""What deeds are about besides cases, by the word before the colon of a subject."""

PARTS: dict[str, Kind] = {
    "case": Kind(
        title=_("Case"), rows=lambda user: Case.objects.filter(contracts.customers_seen(user=user))
    ),
    "contact": Kind(
        title=_("Contact"),
        rows=lambda user: Contact.objects.filter(party__in=parties.visible_parties(user=user)),
    ),
    "scheme_version": Kind(
        title=_("Scheme"),
        rows=lambda _user: SchemeVersion.objects.select_related("scheme"),
        name=lambda version: schemes.named(version),
    ),
}
"""What the details of deeds mention, and no deed is about."""


@functools.cache
def kinds() -> dict[str, Kind]:
    """Return everything that deeds are about: the cases of each process too."""
    cases = {}
    for pages in registry.pages():
        process = registry.process_of(code=pages.process)
        cases[process.subject or process.code] = _cases_of(pages)
    return {**cases, **KINDS}


def _cases_of(pages: Pages) -> Kind:
    return Kind(
        title=_("Case"),
        rows=lambda user: segments.cases(user=user, process=pages.process),
        page=f"{pages.address}_case",
        permission=pages.permission,
        lookups=("number__icontains", "account__number__startswith"),
    )


def visible(*, user: User) -> QuerySet[Entry]:
    """Return the deeds about customers of the user's segment, and those about no customer.

    Schemes, rates, the lock date.
    """
    return within(rows=Entry.objects.all(), user=user)


def within[M: Model](*, rows: QuerySet[M], user: User) -> QuerySet[M]:
    """Return those rows with a subject that are about what a person may see."""
    if segments.is_everything(user):
        return rows
    return rows.filter(_about({code: kind.rows(user) for code, kind in kinds().items()}))


def search(*, entries: QuerySet[Entry], user: User, text: str) -> QuerySet[Entry]:
    """Return the deeds whose subject has a number or name like the text, or whose words or ground
    have it.
    """
    deeds = [
        name for name, words in audit.DEEDS.items() if text.casefold() in str(words).casefold()
    ]
    return entries.filter(
        about(user=user, text=text) | Q(name__in=deeds) | Q(ground__icontains=text)
    )


def about(*, user: User, text: str) -> Q:
    """Return the condition on a subject whose number or name is like the text."""
    found = Q(subject=text)
    for code, kind in kinds().items():
        for lookup in kind.lookups:
            # each column by itself: of several the database reads every row
            rows = kind.rows(user).filter(_like(lookup, text))
            found |= _about({code: rows})
    return found


def subjects(*, entries: Iterable[Entry | Look], user: User) -> dict[str, Subject]:
    """Return what the deeds are about, by subject.

    One query a kind, however many deeds there are.
    """
    about = {entry.subject for entry in entries}
    return {subject: Subject(subject) for subject in about} | named(about, user=user)


def named(about: Iterable[str], *, user: User) -> dict[str, Subject]:
    """Return what subjects are called; those that the user may not see, or are gone, are left out.

    ``case:7`` is a case of any process.
    """
    numbers: dict[str, set[int]] = {}
    known = kinds() | PARTS
    for subject in about:
        code, _colon, number = subject.partition(":")
        if code in known and number.isdigit():
            numbers.setdefault(code, set()).add(int(number))
    found: dict[str, Subject] = {}
    for code, ids in numbers.items():
        for row in known[code].rows(user).filter(pk__in=ids):
            found[f"{code}:{row.pk}"] = _subject(
                known[code],
                row,
                user,
            )
    return found


def ground(text: str) -> str:
    """Return why a deed was done: a code in words, other text as it was written."""
    if text in REASONS:
        return str(REASONS[text])
    if text and not proof.told(text):
        return str(_("the answer of the provider: it stands with the message"))
    return labels.recall(text)


def _subject(kind: Kind, row: Any, user: User) -> Subject:
    words = f"{kind.title} {kind.name(row)}".strip()
    name = kind.name(row)
    if kind.page and user.has_perm(kind.permission):
        return Subject(words, kind.page, row.pk, name)
    return Subject(words, name=name)


def _about(rows: dict[str, QuerySet[Any]]) -> Q:
    about = Q()
    for code, found in rows.items():
        subject = Concat(
            Value(f"{code}:"),
            Cast("pk", CharField()),
        )
        about |= Q(
            subject__in=found.order_by().annotate(journal_subject=subject).values("journal_subject")
        )
    return about


def _like(lookup: str, text: str) -> Q:
    """Return the condition of a lookup; of a part of a column as an index has it."""
    column = lookup.removesuffix("__icontains")
    if column == lookup:
        return Q(**{lookup: text})
    return Q(has(column, text))
