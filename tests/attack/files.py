"""Mutated files through the pages that take them: refused in words or read, never half written, never an error of ours."""

import io
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.attack import people
from tests.attack.tally import Tally
from tests.billing import registries
from tests.payments import bank
from tests.recovery import told
from webapp.audit.models import Entry
from webapp.billing.models import Charge, DebtLoad
from webapp.contracts.models import Account
from webapp.payments.models import Payment, Statement
from webapp.processes.models import Case
from webapp.recovery.models import CourtEvent
from webapp.staff import queries as staff
from webapp.staff.models import Role, User
from workflows.interfaces.debt_recovery import StageKind

HOSTILE = (
    b"1e9999999",
    b"NaN",
    b"-0",
    b"1.234",
    b"9999-12-31",
    b"31.12.9999",
    b"00.00.0000",
    b"\x00",
    "\u202e".encode(),
    "\u200b".encode(),
    b"=cmd|' /C calc'!A0",
    b"<script>alert(1)</script>",
    b"9" * 5_000,
    b";" * 3_000,
    b'"' * 999,
    b"\xff\xfe",
    "КонецДокумента".encode("cp1251"),
)


@dataclass(frozen=True, slots=True)
class Door:
    """A page that takes files: what it is fed, where its preview and its loading are, what it writes and what it reports."""

    name: str
    good: Callable[[random.Random], tuple[str, bytes]]
    upload: str
    load: str
    choice: dict[str, str]
    written: Callable[[], int]
    reported: Callable[[], int]


def run(*, files: int, chance: random.Random, tally: Tally) -> None:
    """Send so many mutated files, each to its door, as a person who may."""
    clients = {door.name: _client(door) for door in DOORS}
    sent: Counter[str] = Counter()
    for number in range(files):
        door = chance.choice(DOORS)
        sent[door.name] += 1
        name, content = door.good(chance)
        wrong = mutated(content, chance)
        for fault, about in _send(door, clients[door.name], name, wrong):
            tally.add(fault, [f"file {number} {door.name}: {about}"])
    for door in DOORS:
        said = f"{door.name}: {sent[door.name]} files, {door.written()} rows written"
        print(said, file=sys.stderr)  # noqa: T201


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file with some harm done to it: to its text, or to a part inside a workbook."""
    if content[:2] == b"PK" and chance.random() < 0.7:
        return _mutated_workbook(content, chance)
    for _time in range(chance.randint(1, 4)):
        content = chance.choice(HARMS)(content, chance)
    return content


def _mutated_workbook(content: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(target, "w") as copy:
        parts = book.namelist()
        victim = chance.choice(parts)
        for part in parts:
            body = book.read(part)
            if part == victim:
                body = chance.choice(HARMS)(body, chance)
            copy.writestr(part, body)
    return target.getvalue()


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _time in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _without_a_piece(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.randint(1, 200) :]


def _twice(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start : start + chance.randint(1, 400)] + content[start:]


def _hostile(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + chance.choice(HOSTILE) + content[start:]


def _instead_of_a_value(content: bytes, chance: random.Random) -> bytes:
    """Put a hostile value in place of what stands between two signs of the format."""
    signs = [place for place, sign in enumerate(content) if sign in b';=\n\r<>"']
    if len(signs) < 2:
        return _hostile(content, chance)
    index = chance.randrange(len(signs) - 1)
    return content[: signs[index] + 1] + chance.choice(HOSTILE) + content[signs[index + 1] :]


def _shuffled(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


HARMS = (
    _flipped,
    _cut,
    _without_a_piece,
    _twice,
    _hostile,
    _instead_of_a_value,
    _instead_of_a_value,
    _shuffled,
)


def _client(door: Door) -> Client:
    role = {"events": Role.HEAD_OF_LEGAL}.get(door.name, Role.ACCOUNTANT)
    return people.client_of(User.objects.filter(groups__name=role).order_by("id").first())


def _send(door: Door, client: Client, name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Upload, look at the preview, load the good rows; yield what went wrong."""
    written, reported = door.written(), door.reported()
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse(f"admin:{door.upload}"), {"file": file})
    yield from _broken(answer, "upload")
    if answer.status_code == 302:
        preview = answer.headers["Location"]
        yield from _broken(client.get(preview), "preview")
        number = re.findall(r"/(\d+)/", preview)[0]
        loading = reverse(f"admin:{door.load}", args=[number])
        yield from _broken(client.post(loading, door.choice), "load")
    if door.written() - written != door.reported() - reported:
        yield "half_written", f"{door.written() - written} rows, {door.reported() - reported} said"


def _broken(answer: HttpResponse, where: str) -> Iterator[tuple[str, str]]:
    if answer.status_code >= 500:
        yield "five_hundreds", where


def _statement(chance: random.Random) -> tuple[str, bytes]:
    numbers = list(Account.objects.order_by("?").values_list("number", flat=True)[:3])
    documents = [
        bank.document(
            number=str(chance.randint(1, 10**6)),
            amount=f"{chance.randint(1, 9_000)}.{chance.randint(10, 99)}",
            purpose=f"ЛС {number} за 08.2026",
            received=f"{staff.today():%d.%m.%Y}",
        )
        for number in numbers
    ]
    encoding = chance.choice(("cp1251", "utf-8", "cp866"))
    return "kl_to_1c.txt", bank.statement(*documents, encoding=encoding)


def _registry(chance: random.Random) -> tuple[str, bytes]:
    number = str(chance.randint(10**8, 10**9))
    person = (number, *registries.ANNA[1:])
    rows = [registries.row(of=person, period=f"0{month}.2026") for month in (6, 7)]
    if chance.random() < 0.5:
        return "registry.csv", registries.csv(*rows, encoding=chance.choice(("utf-8", "cp1251")))
    return "registry.xlsx", registries.xlsx(*rows)


def _events(chance: random.Random) -> tuple[str, bytes]:
    """Tell of sums that bailiffs collected in open cases, or of what does not fit them."""
    row = told.row(
        chance.choice(("Взыскано", "Взыскано", "Приказ выдан", "Производство возбуждено")),
        account=_account_at_law(),
        principal=f"{chance.randint(1, 99)}.{chance.randint(10, 99)}",
        day=f"{staff.today():%d.%m.%Y}",
    )
    if chance.random() < 0.5:
        return "sud.csv", told.csv(row, encoding="cp1251")
    return "sud.xlsx", told.xlsx(row)


def _account_at_law() -> str:
    cases = Case.objects.filter(closed_on=None, stage_kind=StageKind.ENFORCEMENT)
    found = cases.order_by("?").values_list("account__number", flat=True).first()
    return str(found)


def _sum_of(rows: Iterator[int | None]) -> int:
    return sum(value or 0 for value in rows)


DOORS = (
    Door(
        name="statement",
        good=_statement,
        upload="payments_statements",
        load="payments_statement_load",
        choice={"good_rows": "1"},
        written=lambda: Payment.objects.filter(statement__isnull=False, parent=None).count(),
        reported=lambda: _sum_of(Statement.objects.values_list("loaded", flat=True)),
    ),
    Door(
        name="registry",
        good=_registry,
        upload="billing_debts_new",
        load="billing_debts_upload",
        choice={"choice": "good"},
        written=lambda: Charge.objects.filter(load__isnull=False).count(),
        reported=lambda: _sum_of(DebtLoad.objects.values_list("rows_loaded", flat=True)),
    ),
    Door(
        name="events",
        good=_events,
        upload="recovery_events_new",
        load="recovery_events_upload",
        choice={"choice": "good"},
        written=CourtEvent.objects.count,
        reported=Entry.objects.filter(name="recovery.case.court-event-entered").count,
    ),
)
