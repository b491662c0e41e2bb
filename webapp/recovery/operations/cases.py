"""Opening cases: one open case for a debt, whoever asks and however often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.correspondence.operations import numbering
from webapp.outbox import operations as outbox
from webapp.recovery.models import CaseCharge, RecoveryCase, Scheme, SchemeVersion
from webapp.recovery.queries import ripe, schemes
from webapp.staff.models import Role, User
from workflows.interfaces import debt_recovery as words


@dataclass(frozen=True, slots=True)
class Opened:
    """How many cases were opened and how many debts already had one (or nothing overdue, or no scheme)."""

    count: int
    skipped: int


class UnableToAssign(Exception):
    """The case is closed, or the person may not lead it."""


def open_cases(*, account_ids: Sequence[int], by: User | None, today: date) -> Opened:
    """Open a case for each debt that has none. An organization's accounts under one contract make one case.

    A person (``by``) may take up again what was withdrawn or written off; the sweep by itself does not.
    """
    accounts = Account.objects.filter(id__in=account_ids).select_related("party").order_by("id")
    versions = _versions()
    executors = _executors()
    scopes = _scopes(accounts)
    opened = sum(_open(scope, versions, executors, by, today) for scope in scopes)
    return Opened(count=opened, skipped=len(scopes) - opened)


def assign_executor(*, case_id: int, executor_id: int, by: User, today: date) -> None:
    """Give a case to another lawyer.

    :raises UnableToAssign: when the case is closed
    """
    with transaction.atomic():
        if not RecoveryCase.objects.filter(pk=case_id, closed_on=None).update(executor_id=executor_id):
            raise UnableToAssign(_("The case is closed: its executor cannot be changed."))
        audit.record(
            name="recovery.case.executor-changed", subject=words.case_subject(case_id=case_id), actor=by, details={"executor": executor_id}
        )


def _scopes(accounts: Iterable[Account]) -> list[list[Account]]:
    scopes: dict[tuple[str, int], list[Account]] = {}
    for account in accounts:
        key = ("contract", account.contract_id) if account.contract_id else ("account", account.pk)
        scopes.setdefault(key, []).append(account)
    return list(scopes.values())


def _versions() -> dict[str, SchemeVersion]:
    """Return the newest version of the active scheme of each kind of party."""
    found: dict[str, SchemeVersion] = {}
    for scheme in Scheme.objects.filter(is_active=True, stopped_reason="").order_by("id"):
        for kind in scheme.party_kinds:
            found[kind] = schemes.newest_version(scheme_id=scheme.pk)
    return found


def _executors() -> dict[int, tuple[User, int]]:
    """Return the lawyers with the number of their open cases."""
    lawyers = User.objects.filter(groups__name=Role.LAWYER, is_active=True).annotate(
        open_cases=Count("cases", filter=Q(cases__closed_on=None))
    )
    return {lawyer.pk: (lawyer, lawyer.open_cases) for lawyer in lawyers.order_by("id")}


def _open(
    scope: list[Account], versions: dict[str, SchemeVersion], executors: dict[int, tuple[User, int]], by: User | None, today: date
) -> bool:
    version = versions.get(scope[0].party.kind)
    if version is None:
        return False
    try:
        with transaction.atomic():
            return _open_one(scope, version, executors, by, today)
    except IntegrityError:  # somebody has just opened it: the constraint on open cases decides
        return False


def _open_one(scope: list[Account], version: SchemeVersion, executors: dict[int, tuple[User, int]], by: User | None, today: date) -> bool:
    account = scope[0]
    in_scope = Q(contract_id=account.contract_id) if account.contract_id else Q(pk=account.pk)
    if RecoveryCase.objects.filter(_scope_of(account), closed_on=None).exists():
        return False
    scope_ids = list(Account.objects.filter(in_scope).order_by("id").values_list("id", flat=True))
    overdue = billing.overdue_charges(account_ids=scope_ids, on=today)
    charges = list(overdue if by else overdue.exclude(pk__in=ripe.given_up().values("charge_id")))
    if not charges:
        return False
    case = _create(account, version, _least_loaded(account, executors), by, today)
    CaseCharge.objects.bulk_create([CaseCharge(case=case, charge=charge, debt_at_opening=charge.debt) for charge in charges])
    _start(case, scope_ids)
    audit.record(name="recovery.case.opened", subject=words.case_subject(case_id=case.pk), actor=by, details={"scheme": version.pk})
    return True


def _scope_of(account: Account) -> Q:
    return Q(contract_id=account.contract_id) if account.contract_id else Q(account_id=account.pk)


def _create(account: Account, version: SchemeVersion, executor: User | None, by: User | None, today: date) -> RecoveryCase:
    return RecoveryCase.objects.create(
        number=numbering.next_number(series="ПИР", on=today),
        party=account.party,
        account=None if account.contract_id else account,
        contract_id=account.contract_id,
        scheme_version=version,
        opened_on=today,
        opened_by=by,
        executor=executor,
        stage_kind=schemes.scheme_of_version(version.pk).stages[0].kind,
        stage_started_on=today,
    )


def _start(case: RecoveryCase, account_ids: Iterable[int]) -> None:
    workflow_id = words.workflow_id(case_id=case.pk)
    subjects = [words.case_subject(case_id=case.pk), *(f"account:{pk}" for pk in account_ids)]
    outbox.subscribe(workflow_id=workflow_id, subjects=subjects)
    scheme = schemes.SCHEME.dump_python(schemes.scheme_of_version(case.scheme_version_id), mode="json")
    payload = {"case_id": case.pk, "scheme": scheme}
    outbox.start(workflow_id=workflow_id, workflow_type="debt_recovery", task_queue=words.TASK_QUEUE, payload=payload)


def _least_loaded(account: Account, executors: dict[int, tuple[User, int]]) -> User | None:
    """Return the lawyer with the fewest open cases among those who see this kind of party, counting the new case."""
    kind = account.party.kind
    able = [(load, pk) for pk, (user, load) in executors.items() if not user.segment_party_kinds or kind in user.segment_party_kinds]
    if not able:
        return None
    load, pk = min(able)
    user = executors[pk][0]
    executors[pk] = (user, load + 1)
    return user
