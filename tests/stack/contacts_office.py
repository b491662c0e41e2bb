"""A call center inside the surroundings of a running stack: contacts fail, the desk answers for each; the last line says in JSON what came of it.

``python -m tests.stack.contacts_office 30``. The database may be killed at any moment: what was not answered is answered again.
"""

import json
import sys
import time
from collections import Counter
from datetime import datetime
from typing import Any

import django

django.setup()

from django.db import DatabaseError, InterfaceError, OperationalError, connection  # noqa: E402

from tests import factories  # noqa: E402
from webapp.correspondence.models import Message  # noqa: E402
from webapp.parties import operations as parties  # noqa: E402
from webapp.parties.models import Contact  # noqa: E402
from webapp.processes.models import Case  # noqa: E402
from webapp.processes.operations import work  # noqa: E402
from webapp.staff import operations as staff  # noqa: E402
from webapp.staff import queries  # noqa: E402
from webapp.staff.models import Role, User  # noqa: E402
from webapp.tasks.models import Task  # noqa: E402
from workflows.contact_verification import CONFIRMED, CORRECTED, UNUSABLE, WORKFLOW_TYPE  # noqa: E402
from workflows.interfaces.clock import MOSCOW  # noqa: E402

MONDAY_MORNING = datetime(2026, 3, 2, 10, tzinfo=MOSCOW)
SECONDS_A_DAY = 4
ANSWERS = (CORRECTED, CONFIRMED, UNUSABLE)
PATIENCE_S = 300
NEVER_LEFT = (Message.Status.NO_CONTACT, Message.Status.CANCELED)


def main(count: int) -> None:
    """Let the contacts of so many customers fail, and answer until every case is closed."""
    staff.set_clock(business_at=MONDAY_MORNING, rate=86_400 / SECONDS_A_DAY)
    clerk = factories.create_staff(role=Role.CALL_CENTER)
    for index in range(count):
        _fail(index)
    _say({"failed": count})
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and not _is_over(count):
        _answer_all(clerk)
        time.sleep(0.3)
    _say(_result())


def _fail(index: int) -> None:
    """Every second customer has a telephone too, and is asked there first."""
    phone = f"+7916123{1000 + index}" if index % 2 else ""
    party = factories.create_person(email=f"customer{index}@example.org", phone=phone)
    factories.create_account(party=party)
    contact = party.contacts.get(kind=Contact.Kind.EMAIL)
    parties.mark_contact(contact_id=contact.pk, works=False, ground="550 5.1.1")


def _is_over(count: int) -> bool:
    try:
        return Case.objects.exclude(closed_on=None).count() == count
    except (OperationalError, InterfaceError):
        connection.close()
        return False


def _answer_all(clerk: User) -> None:
    try:
        for task in Task.objects.filter(kind="verify_contact", status=Task.Status.OPEN):
            _answer(task, clerk)
    except (DatabaseError, InterfaceError):
        connection.close()


def _answer(task: Task, clerk: User) -> None:
    contact = task.case.verification.contact
    index = int("".join(sign for sign in contact.value if sign.isdigit()))
    today = queries.today()
    work.complete(
        task_id=task.pk,
        outcome=ANSWERS[index % len(ANSWERS)],
        result={"date": today.isoformat(), "value": f"new{index}@example.org"},
        by=clerk,
        today=today,
    )


def _result() -> dict[str, Any]:
    """Return how the cases ended and how often each asked the customer and the desk."""
    cases = list(Case.objects.filter(process=WORKFLOW_TYPE))
    left = Message.objects.exclude(status__in=NEVER_LEFT)
    asked = Counter(left.values_list("case", flat=True))
    tasks = Counter(Task.objects.filter(kind="verify_contact").values_list("case", flat=True))
    new = Contact.objects.filter(value__startswith="new").values_list("value", flat=True)
    return {
        "cases": len(cases),
        "ends": dict(sorted(Counter(case.close_reason for case in cases).items())),
        "asked": sorted(Counter(asked[case.pk] for case in cases).items()),
        "tasks": sorted(Counter(tasks[case.pk] for case in cases).items()),
        "new_contacts": len(new),
    }


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
