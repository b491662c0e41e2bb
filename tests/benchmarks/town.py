"""A town of a hundred thousand accounts: one of two hundred that is played as the rehearsal does, and its copies.

The rows of a copy are those of the first town with other keys: what belongs together stays together, at the speed of the database.
"""

import tempfile
from datetime import datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.contracts.models import Account
from webapp.demo import settling, staffing, town
from webapp.premises.models import Street
from webapp.processes.models import Case, Note
from webapp.recovery.operations import opening, schemes
from webapp.staff import operations as staff
from webapp.staff import queries as known
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW

ACCOUNTS, DEBTORS, CASES, TASKS = 200, 41, 10, 40
"""What one town has: accounts, of these debtors, open cases, open tasks."""
APART = 100_000
"""How far the keys of two copies are from each other."""
UNTIL = (
    "ask:approve",
    "make:notice",
    "ask:deliver_by_post",
    "make:restriction_warning",
    "ask:file_court_order",
    "ask:court_order_ruling",
)
TODAY = town.START + timedelta(days=120)
_COPIED = (
    *(
        "parties.Party",
        "parties.Contact",
        "premises.Street",
        "premises.Building",
        "premises.Premises",
    ),
    *("contracts.Contract", "contracts.Account", "metering.Meter", "billing.Charge"),
    *(
        "payments.Payment",
        "payments.Allocation",
        "processes.Case",
        "processes.Step",
        "processes.Note",
    ),
    *("recovery.Recovery", "recovery.CaseCharge", "recovery.CourtCase", "recovery.Writ"),
    *("correspondence.Document", "correspondence.Message", "tasks.Task", "audit.Entry"),
)
_OWN = "{column} || '-' || n"
_MOVED = r"coalesce(regexp_replace({column}, '\d+$', '') || (substring({column} from '\d+$')::bigint + {shift}), {column})"
_KEPT_BESIDE = (
    "webapp.payments.migrations.0012_what_is_owed",
    "webapp.contracts.migrations.0011_places_of_accounts",
)
"""What triggers keep otherwise."""
_STREETS = 25
"""Only so many copies have streets of their own: a town of a hundred thousand accounts has some six hundred."""
_OTHER_STREET = (
    "'ул. ' || (ARRAY['Абрикосовая', 'Берёзовая', 'Весенняя', 'Грибная', 'Дачная'])[mod(n, 5) + 1] "
    f"|| '-' || mod(n, {_STREETS})"
)
_OTHERWISE = {
    "premises_street.name": _OTHER_STREET,
    "premises_street.key": "{column} || '-' || n",
    "parties_contact.value": "CASE kind WHEN 'PHONE' THEN left(value, 5) || lpad(mod(id * 7919 + n * 104729, 10000000) || '', 7, '0')"
    " ELSE n || '.' || value END",
    "premises_building.number": "n || '/' || {column}",
    "premises_premises.address": "regexp_replace(regexp_replace({column}, 'д\\. ', 'д. ' || n || '/'), '(ул|пер|пр-кт)\\.? [^,]+', "
    f"CASE WHEN mod(n, {_STREETS}) = 0 THEN '\\&' ELSE {_OTHER_STREET} END)",
    **dict.fromkeys(
        ("processes_note.key", "correspondence_message.reference"), "gen_random_uuid()"
    ),
    **dict.fromkeys(
        (
            *(
                "premises_building.key",
                "contracts_contract.number",
                "contracts_account.number",
                "metering_meter.number",
            ),
            *(
                "payments_payment.natural_key",
                "processes_case.number",
                "correspondence_document.number",
            ),
        ),
        _OWN,
    ),
    **dict.fromkeys(
        (
            *("processes_case.exclusive", "audit_entry.subject"),
            *(
                f"{table}.{column}"
                for table in ("correspondence_document", "correspondence_message", "tasks_task")
                for column in ("subject", "workflow_id")
            ),
        ),
        _MOVED,
    ),
}
_PAID = """
    WITH wanted AS (
        UPDATE billing_charge SET paid_before = 0 WHERE paid_before > 0 AND paid_before = amount RETURNING *
    ), paid AS (
        INSERT INTO payments_payment (natural_key, status, source, account_id, paid_on, amount, document_number, payer_name, payer_inn,
            payer_bank_account, receiver_bank_account, purpose, found_by, reversal_reason, revision, posted_at)
        SELECT 'bench-' || wanted.id, 'POSTED', 'STATEMENT', account_id, due_date - 3, amount, wanted.id || '', party.name, party.inn, '', '',
            'Оплата за ' || to_char(period, 'MM.YYYY') || ' л/с ' || account.number, 'ACCOUNT', '', 1, now()
        FROM wanted JOIN contracts_account AS account ON account.id = account_id JOIN parties_party AS party ON party.id = party_id
        RETURNING id, natural_key, amount
    )
    INSERT INTO payments_allocation (payment_id, charge_id, amount, reason)
    SELECT id, substr(natural_key, 7)::bigint, amount, 'NAMED_PERIOD' FROM paid
"""


def build(*, copies: int) -> None:
    """Make the town and its copies."""
    people = staffing.hire(password=factories.PASSWORD)
    User.objects.filter(username="lawyer2").update(segment_districts=["Заречный", "Центральный"])
    settling.supplier()
    staff.seed_roles()
    schemes.install_defaults()
    staff.set_clock(business_at=datetime.combine(town.START, time(9), MOSCOW), rate=1.0)
    with tempfile.TemporaryDirectory() as folder:
        settling.settle(
            town=town.build(seed=7, accounts=ACCOUNTS, debtors=DEBTORS),
            folder=Path(folder),
            by=people.of(Role.ACCOUNTANT),
        )
        _live(Path(folder), people.of(Role.HEAD_OF_LEGAL))
    _ask_each_other(list(people.by_login.values()))
    staff.set_clock(business_at=datetime.combine(TODAY, time(9), MOSCOW), rate=1.0)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(_PAID)
        _some_wait(cursor)
        for label in _COPIED:
            cursor.execute(_copying(apps.get_model(label)), {"copies": copies})
        cursor.execute("DELETE FROM billing_owed")
        for kept in _KEPT_BESIDE:
            cursor.execute(import_module(kept).FILLED)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    known.forget_clock()


def _live(folder: Path, boss: User) -> None:
    """Open the cases, and let each go so far; what people are asked for in one of them waits while the others live."""
    debtors = Account.objects.filter(cases=None, charges__paid_before=0, closed_on=None).distinct()
    opening.open_cases(
        account_ids=list(debtors.values_list("id", flat=True)[:CASES]), by=boss, today=town.START
    )
    with (
        providers.open_post_office(folder) as mail,
        providers.open_exchange(folder) as exchange,
    ):
        gateways = providers.gateways(mail_port=mail.port, twilio_port=exchange.port)
        for number, case in enumerate(Case.objects.order_by("id")):
            life = living.Life(case=case, by=boss, gateways=gateways)
            life.go(until=UNTIL[number % len(UNTIL)], days=100)
            Task.objects.filter(case=case, status=Task.Status.OPEN).update(status="LATER")
    Task.objects.filter(status="LATER").update(status=Task.Status.OPEN)


def _ask_each_other(people: list[User]) -> None:
    """Let colleagues ask each other for what no process asks, and write down what they were told."""
    accounts = list(Account.objects.order_by("id")[:TASKS])
    missing = TASKS - Task.objects.filter(status=Task.Status.OPEN).count()
    for number, account in enumerate(accounts[:missing]):
        doer, asker = people[number % len(people)], people[(number + 3) % len(people)]
        Task.objects.create(
            kind="own",
            subject=f"account:{account.pk}",
            role="",
            assignee=doer,
            created_by=asker,
            assigned_by=asker,
            account=account,
            party=account.party,
            title="Перезвонить потребителю и уточнить показания",
            created_on=TODAY - timedelta(days=number % 20),
            due_on=TODAY + timedelta(days=number % 15 - 5),
        )
    for account in accounts:
        Note.objects.create(
            key=account_key(account.pk),
            account=account,
            text=f"Звонил {account.party.name}, обещал оплатить долг до конца месяца",
            by=people[0],
            on=TODAY,
            at=datetime.combine(TODAY, time(12), MOSCOW),
        )


def account_key(number: int) -> str:
    """Return the key of the note about an account."""
    return f"00000000-0000-0000-0000-{number:012}"


def _some_wait(cursor: Any) -> None:
    """Let a payment of the town wait for whoever finds its account."""
    cursor.execute(
        "DELETE FROM payments_allocation WHERE payment_id = (SELECT min(id) FROM payments_payment)"
    )
    cursor.execute(
        "UPDATE payments_payment SET status = 'UNIDENTIFIED', account_id = NULL, found_by = '', purpose = 'Оплата за свет' "
        "WHERE id = (SELECT min(id) FROM payments_payment)"
    )


def _copying(model: type[Model]) -> str:
    """Return the statement that copies the rows of a table; what they point at is that of their copy."""
    table, shift = model._meta.db_table, f"n * {APART}"
    copied = {apps.get_model(label) for label in _COPIED}
    columns, values = [], []
    for field in model._meta.concrete_fields:
        value = _OTHERWISE.get(f"{table}.{field.column}", "{column}")
        if (field.primary_key and field.related_model is None) or field.related_model in copied:
            value = "{column} + {shift}"
        columns.append(f'"{field.column}"')
        own = f"mod(n, {_STREETS}) * {APART}" if field.related_model is Street else shift
        values.append(value.format(column=f'source."{field.column}"', shift=own))
    most = f"least({_STREETS - 1}, %(copies)s)" if model is Street else "%(copies)s"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
        f"FROM {table} AS source CROSS JOIN generate_series(1, {most}) AS n WHERE source.{model._meta.pk.column} < {APART}"
    )
