"""The office at work: it looks at open cases and tasks and does what people would do, by the
operations of the screens.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from webapp.correspondence.models import Message
from webapp.correspondence.queries import postal_numbers
from webapp.demo import manners, people, personas, scanning, sights
from webapp.demo.bank import Bank
from webapp.demo.outside import Outside
from webapp.demo.personas import NEVER, AskForPlan, EndPause, Move, Pause, Pay, Persona, Withdraw
from webapp.demo.sights import Errand, Lookout, OpenTask, Seen
from webapp.demo.staffing import Staff
from webapp.demo.statements import Transfer
from webapp.demo.town import Line
from webapp.processes import registry
from webapp.processes.forms.reports import ReportForm
from webapp.processes.operations import closing, pausing, work
from webapp.processes.operations.limits import BeyondLimit
from webapp.recovery.models import CourtCase
from webapp.recovery.operations import pauses, plans
from webapp.recovery.operations.enclosing import UnableToEnclose
from webapp.recovery.queries import enclosed, restriction
from webapp.staff.models import Role, User
from webapp.tasks.operations import UnableToComplete
from workflows.interfaces.debt_recovery import StageKind

BAILIFF = "УФК по Воронежской области (Верхнедонское РОСП)"
BAILIFF_INN = "3661000012"
# what is still to be done about a debtor who has paid
AFTER_PAYMENT = frozenset(
    {
        "settle_unknown",
        "resumption",
        "paid_after_filing",
        "penalty_after_award",
        "order_reversal",
    }
)
_WITH_ENCLOSURES = frozenset({"creditors_claim", "order_reversal"})
REFUSALS = (
    plans.UnableToAgree,
    pausing.UnableToPause,
    pausing.UnableToEnd,
    closing.UnableToClose,
    BeyondLimit,
)
REMARKS = {
    "RETURNED": "Приложите расчёт по месяцам",
    "CANCELLED": "Возражения должника",
    "REFUSED": "Спор о праве",
    "NO_ACCESS": "Дверь не открыли, оставлено уведомление",
}


class UnableToReport(Exception):
    """The form refused what the rehearsal typed: one of the two is wrong."""


@dataclass(slots=True)
class Office:
    """Staff, debtors' characters, the bank and the outside world, brought together.

    ``refusals`` is what could not be done, in words.
    """

    staff: Staff
    fates: dict[str, Persona]
    lines: dict[str, list[Line]]
    bank: Bank
    outside: Outside
    lookout: Lookout = field(default_factory=Lookout)
    refusals: list[str] = field(default_factory=list)
    deeds: int = 0

    def work(self, *, today: date) -> list[Seen]:
        """Do one thing for each case that asks for one, and return the open cases as they were when
        looked at.

        One thing, because the process answers it: what comes next is decided when it has. ``deeds``
        counts what was done.
        """
        self.deeds += self.bank.load_waiting()
        seen = self.lookout.look(today=today)
        paying: list[tuple[Seen, Pay]] = []
        for case in seen:
            persona = self.fates.get(case.scope, NEVER)
            move = personas.move(persona=persona, sight=case.sight)
            if isinstance(move, Pay):
                paying.append((case, move))
            elif move:
                self._try(case, move, today)
            else:
                self._answer(case, persona, today)
        self._pay(paying, today)
        self._run_errands(today)
        return seen

    def _run_errands(self, today: date) -> None:
        """Do what other processes ask for, each as people usually do it."""
        for errand in sights.errands():
            task = errand.task
            if today < manners.reported_on(task=task.kind, created_on=task.created_on):
                continue
            outcome = manners.of(task.kind).outcome
            if task.kind == "settle_unknown":
                outcome = self._settled(errand, task)
            if self._complete(errand, task, outcome, today):
                self.deeds += 1

    def next_errand_on(self, *, today: date) -> date | None:
        """Return the next day on which somebody does what another process asks for."""
        days = [
            manners.reported_on(task=errand.task.kind, created_on=errand.task.created_on)
            for errand in sights.errands()
        ]
        return min((day for day in days if day > today), default=None)

    # debtors

    def _try(self, case: Seen, move: Move, today: date) -> None:
        """Do what was decided.

        The case may have moved on since the look, then it is decided anew at the next one.
        """
        try:
            self._act(case, move, today)
            self.deeds += 1
        except REFUSALS as error:
            self.refusals.append(f"case {case.case_id}: {error}")

    def _act(self, case: Seen, move: Move, today: date) -> None:
        """Write down what the debtor asked for, or what the office decided."""
        lawyer = self.staff.of(Role.LAWYER, party_kind=case.party_kind)
        # a year's plan and a promise of more than a month are beyond what others decide alone
        head = self.staff.of(Role.HEAD_OF_LEGAL)
        match move:
            case AskForPlan(months=months, first_due=first_due):
                parts = plans.propose(debt=case.sight.debt, months=months, first_due=first_due)
                plans.agree(
                    case_id=case.case_id,
                    parts=parts,
                    by=head,
                    today=today,
                )
            case Pause(kind="PROMISE", until=date() as until):
                pauses.promise(
                    case_id=case.case_id,
                    until=until,
                    reason="Обещает оплатить с зарплаты",
                    by=head,
                    today=today,
                )
            case Pause(kind="HOLD", until=date() as until):
                pauses.hold(
                    case_id=case.case_id,
                    reason="Проверка показаний прибора учёта",
                    until=until,
                    by=lawyer,
                    today=today,
                )
            case Pause():
                pauses.dispute(
                    case_id=case.case_id, reason="Не согласен с начислением", by=lawyer, today=today
                )
            case EndPause():
                pauses.settle(
                    case_id=case.case_id,
                    outcome=pauses.Settled.UNJUSTIFIED,
                    ground="Начисление верно, показания сверены",
                    by=lawyer,
                    today=today,
                )
            case Withdraw():
                closing.request(
                    case_id=case.case_id,
                    reason="WITHDRAWN",
                    ground="Должник выбыл, адрес неизвестен",
                    by=head,
                    today=today,
                )

    def _pay(self, paying: list[tuple[Seen, Pay]], today: date) -> None:
        accounts = {
            case.case_id: self.lookout.accounts(case_id=case.case_id) for case, _pay in paying
        }
        balances = sights.balances(
            account_ids=[account for found in accounts.values() for account in found]
        )
        transfers = []
        for case, pay in paying:
            whole = sum(
                (balances[account] for account in accounts[case.case_id]),
                Decimal(0),
            )
            transfers.append(self._transfer(case, pay.amount or whole, today))
        self.bank.receive(transfers=transfers, on=today)
        self.deeds += len(transfers)

    def _transfer(self, case: Seen, amount: Decimal, today: date) -> Transfer:
        line = self.lines[case.scope][0]
        number = self.bank.next_number()
        if case.sight.stages[case.sight.stage] == StageKind.ENFORCEMENT:
            purpose = (
                f"Взыскано по исполнительному производству с {line.customer.name}, л/с "
                f"{line.account}"
            )
            return Transfer(number, today, amount, BAILIFF, BAILIFF_INN, purpose)
        if line.contract:
            purpose = f"Оплата по договору № {line.contract} за электроэнергию. В том числе НДС"
        else:
            purpose = f"Коммунальные услуги, л/с {line.account}, {line.address}"
        return Transfer(
            number,
            today,
            amount,
            line.customer.name,
            line.customer.inn,
            purpose,
        )

    # staff

    def _answer(self, case: Seen, persona: Persona, today: date) -> None:
        """Do the first task of a case that can be.

        For one that has paid nothing but bringing the supply back and what is asked of the rest.
        """
        has_paid = case.sight.debt + case.sight.awarded < personas.CLOSED_BELOW
        for task in case.tasks:
            if has_paid and task.kind not in AFTER_PAYMENT:
                continue
            if today < manners.reported_on(task=task.kind, created_on=task.created_on):
                continue
            if self._complete(
                case,
                task,
                self._outcome(case, persona, task),
                today,
            ):
                self.deeds += 1
                return

    def next_deed_on(self, case: Seen) -> date | None:
        """Return the next day on which somebody does something about a case by
        the calendar alone.
        """
        today = case.sight.today
        persona = self.fates.get(case.scope, NEVER)
        days = [
            manners.reported_on(task=task.kind, created_on=task.created_on) for task in case.tasks
        ]
        if own := personas.next_move_on(persona=persona, sight=case.sight):
            days.append(own)
        return min((day for day in days if day > today), default=None)

    def _outcome(self, case: Seen, persona: Persona, task: OpenTask) -> str:
        if task.kind == "settle_unknown":
            return self._settled(case, task)
        return personas.answer(
            persona=persona,
            task=task.kind,
            attempt=task.attempt,
        )

    def _complete(self, case: Seen | Errand, task: OpenTask, outcome: str, today: date) -> bool:
        """Fill in the form of the task, send it and say whether it was taken.

        Nothing while there is nothing to report.

        :raises UnableToReport: when the form does not take it
        """
        if not outcome:
            return False
        by = self.staff.of(task.role, party_kind=case.party_kind)
        if task.kind in {enclosed.TASK, enclosed.RENEWAL}:
            return self._enclose(case, by, today)
        if task.kind in _WITH_ENCLOSURES:
            self._enclose(case, by, today)
        form = _form(task, _typed(case, task, outcome, today), today)
        if not form.is_valid():
            raise UnableToReport(f"{task.kind}: {form.errors.as_json()}")
        try:
            work.complete(
                task_id=task.task_id,
                outcome=outcome,
                result=form.result(),
                by=by,
                today=today,
                remarks=form.cleaned_data["remarks"],
            )
        except UnableToComplete as error:
            # the process has recalled it since the look
            self.refusals.append(f"case {case.case_id}, {task.kind}: {error}")
            return False
        return True

    def _enclose(self, case: Seen | Errand, by: User, today: date) -> bool:
        """Bring what the filings of a case lack, and say whether anything was brought."""
        try:
            return scanning.bring(case_id=case.case_id, by=by, today=today) > 0
        except (UnableToEnclose, UnableToComplete) as error:
            # the paper was taken back since the look
            self.refusals.append(f"case {case.case_id}, enclosures: {error}")
            return False

    def _settled(self, case: Seen | Errand, task: OpenTask) -> str:
        """Look into the outside world's books, as a person would look into the folder of sent
        letters.
        """
        unknown = Message.objects.filter(
            case=case.case_id,
            channel=task.about,
            status=Message.Status.UNKNOWN,
        )
        message = unknown.order_by("id").first()
        if message is None:
            return ""
        if self.outside.has(str(message.reference)):
            return "SENT"
        return "NOT_SENT"


def _form(task: OpenTask, typed: dict[str, str], today: date) -> ReportForm:
    asked = {"process": task.process, "code": task.kind}
    kind, page = registry.kind_of(**asked), registry.page_of(**asked)
    assert kind and page
    form: ReportForm = page.form(
        typed,
        kind=kind,
        today=today,
    )
    return form


def _typed(case: Seen | Errand, task: OpenTask, outcome: str, today: date) -> dict[str, str]:
    """Return what a person would type into the form of the task."""
    is_person = case.party_kind == people.PERSON
    words: dict[str, Any] = {
        "case": case.case_id,
        "post": _post_number(case.case_id),
        "writ": _writ_number(case.case_id),
        "today": today,
        "in_force": today + timedelta(days=30),
        "level": restriction.ordered_level(case_id=case.case_id) or "FULL",
        "method": "Ограничение введено на вводном устройстве",
        "court": "Мировой судья Верхнедонского района"
        if is_person
        else "Арбитражный суд Воронежской области",
    }
    typed = {name: text.format(**words) for name, text in manners.of(task.kind).typed.items()}
    return {
        "outcome": outcome,
        "date": today.isoformat(),
        "remarks": REMARKS.get(outcome, ""),
        **typed,
    }


def _writ_number(case_id: int) -> str:
    """An order is its own writ and bears the number of its case; a judgment gets a writ."""
    ruled = CourtCase.objects.filter(case=case_id).order_by("id").last()
    if ruled and ruled.track == CourtCase.Track.ORDER and ruled.number:
        return str(ruled.number)
    return f"ФС {case_id:09d}"


def _post_number(case_id: int) -> str:
    """Return the number on the receipt of a letter, as an office of the town would give it."""
    digits = f"39400010{case_id % 100_000:05d}"
    return digits + postal_numbers.russian_check_digit(digits)
