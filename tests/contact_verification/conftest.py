"""A customer with an e-mail and a telephone, one of which fails; a case about it that lives day by day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from notifications.gateways import Gateways
from tests import factories
from tests.notifications import providers
from webapp.outbox import relay
from webapp.parties import operations as parties
from webapp.parties.models import Contact, Party
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import deeds, sending, work
from webapp.processes.queries import known
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.contact_verification import WORKFLOW_TYPE
from workflows.interfaces.clock import MOSCOW
from workflows.interfaces.process import DeedKind
from workflows.process.decisions import Decision, Over, Wait

START = date(2026, 3, 2)


@dataclass
class Verifying:
    """A verification on the real database and real providers; only the server is left out."""

    party: Party
    clerk: User
    gateways: Gateways
    today: date = START

    @property
    def case(self) -> Case:
        return Case.objects.get(process=WORKFLOW_TYPE, party=self.party)

    def fail(self, kind: Contact.Kind) -> Contact:
        """Let a contact be found not to work, as a bounce does."""
        contact = self.party.contacts.get(kind=kind)
        parties.mark_contact(contact_id=contact.pk, works=False, ground="550 5.1.1")
        relay.fan_out()
        return contact

    def now(self) -> datetime:
        return datetime.combine(self.today, time(12), MOSCOW)

    def live(self) -> Decision:
        """Do what is decided until the case waits or is over; each deed twice: once is enough."""
        process = registry.process_of(code=WORKFLOW_TYPE)
        for _turn in range(20):
            decision = known.read(
                process=process, case_id=self.case.pk, today=self.today, now=self.now()
            ).decision
            if isinstance(decision, Wait | Over):
                return decision
            for _time in range(2):
                self._do(decision.deed)
        raise AssertionError(f"it never came to rest: {decision}")

    def _do(self, deed: object) -> None:
        about = {"case_id": self.case.pk, "deed": deed, "today": self.today}
        if deed.kind == DeedKind.SEND:  # type: ignore[attr-defined]
            sending.send(
                **about, gateways=self.gateways, callback_base="http://127.0.0.1:1", now=self.now
            )
        else:
            deeds.perform(**about)

    def to_desk(self) -> Task:
        """Let the customer stay silent until the desk is asked."""
        decision = self.live()
        while not decision.why.startswith("task:"):
            self.today = decision.until or self.today + timedelta(days=1)
            decision = self.live()
        return Task.objects.get(kind="verify_contact", status=Task.Status.OPEN)

    def report(self, outcome: str, **result: object) -> Task:
        task = self.to_desk()
        return work.complete(
            task_id=task.pk,
            outcome=outcome,
            result={"date": self.today.isoformat(), **result},
            by=self.clerk,
            today=self.today,
            remarks="спросили соседей",
        )


@pytest.fixture
def gateways(tmp_path: Path) -> Iterator[Gateways]:
    with (
        providers.open_post_office(tmp_path) as mail,
        providers.open_exchange(tmp_path) as exchange,
    ):
        yield providers.gateways(mail_port=mail.port, twilio_port=exchange.port)


@pytest.fixture
def begin(db: None, gateways: Gateways) -> Callable[..., Verifying]:
    def of(party: Party | None = None) -> Verifying:
        party = party or factories.create_person(phone="+79161230011")
        factories.create_account(party=party)
        return Verifying(party, factories.create_staff(role=Role.CALL_CENTER), gateways)

    return of
