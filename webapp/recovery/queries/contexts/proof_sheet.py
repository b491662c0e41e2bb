"""Every legal term of a case: what started it and proves that, its rule, its days and its end.

Read from the journal as it was written then, and never from what the law says now: what was counted
by a former edition stays so.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import translation

from documents import contexts
from documents.catalogue import CATALOGUE, DocumentKind
from tariffs import parameters, terms
from tariffs.parameters import NotInForce
from webapp.correspondence.models import Call, Document
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.queries import chain
from webapp.recovery.models import Writ
from webapp.recovery.queries import claims, limitation, schemes
from webapp.recovery.queries.contexts import proofs, simplified
from webapp.tasks.models import Task
from workflows.debt_recovery import plan
from workflows.interfaces.debt_recovery import StageKind
from workflows.process.plan import Term, Unit, Work

_KINDS = {"calendar": "календарных дней", "working": "рабочих дней"}
# the parameter of the law that a term after delivery was counted by
_AFTER_DELIVERY = {
    (StageKind.WARNING, True): "notice.restriction_citizen_days",
    (StageKind.WARNING, False): "notice.restriction_organization_days",
    (StageKind.PRETRIAL_CLAIM, True): "notice.pretrial_days",
    (StageKind.PRETRIAL_CLAIM, False): "notice.pretrial_days",
}


def found(*, case: Case) -> dict[str, Any]:
    """Return the terms of a case in the order in which they ended, and the end of its journal."""
    known = [
        *_after_delivery(case),
        *_of_courts(case),
        *simplified.terms_of(case=case),
        *_of_writs(case),
        *_of_suspension(case),
        *_of_resumption(case),
        *_of_limitation(case),
    ]
    end = chain.end(case_id=case.pk)
    return {
        "terms": tuple(sorted(known, key=lambda term: term.ends_on)),
        "rows": end.rows,
        "digest": end.digest or "—",
    }


def _after_delivery(case: Case) -> Iterator[contexts.LegalTerm]:
    """The proof of delivery starts the term to pay: the journal has its days and those left out."""
    delivered = Step.objects.filter(case=case, name="deliver").exclude(term_ends_on=None)
    for step in delivered.select_related("task", "message").order_by("id"):
        told = step.details
        if "start" not in told or step.term_ends_on is None:
            continue
        title, dated = _paper(case, step)
        rule, edition = _rule(case, step)
        yield contexts.LegalTerm(
            name=f"Срок по документу: {title}",
            event=f"документ от {dated}: {_reached(step)}",
            started_on=date.fromisoformat(told["start"]),
            evidence=_evidence(step),
            rule=rule,
            edition=edition,
            length=f"{told['days']} {_KINDS[told['kind']]}",
            ends_on=step.term_ends_on,
            excluded=_excluded(told["excluded"]),
        )


def _reached(step: Step) -> str:
    """Say how a paper reached the debtor."""
    how = {
        contexts.Reached.ACCEPTED: "принят сервером",
        contexts.Reached.SENT: "направлен",
        contexts.Reached.DELIVERED: "вручён",
    }
    return f"{how.get(proofs.how(step), 'возвращён')} {proofs.channel(step)}"


def _paper(case: Case, step: Step) -> tuple[str, str]:
    made = Document.objects.filter(
        case=case,
        stage=step.stage,
        attempt=step.attempt,
    )
    paper = made.exclude(status=Document.Status.CANCELED).order_by("id").first()
    if paper is None:
        return "—", "—"
    title = CATALOGUE[DocumentKind(paper.kind)].title
    return f"{title} № {paper.number}", f"{paper.dated:%d.%m.%Y}"


def _rule(case: Case, step: Step) -> tuple[str, str]:
    """Name the act and since when it reads so; the term of a notice is set by the scheme alone."""
    stage = schemes.scheme_of_version(case.recovery.scheme_version_id).stages[step.stage]
    name = _AFTER_DELIVERY.get((stage.kind, case.party.kind == "PERSON"))
    if name is None:
        return "срок, установленный схемой взыскания", f"версия № {_version(case)}"
    return _edition(name, step.on)


def _version(case: Case) -> int:
    return case.recovery.scheme_version.number


def _edition(name: str, on: date) -> tuple[str, str]:
    try:
        row = parameters.series(name).on(on)
    except NotInForce:
        return name, "на этот день правило не известно"
    return row.act, f"действует с {row.start:%d.%m.%Y}"


def _evidence(step: Step) -> str:
    """Name what proves the event: a number of the post, the reference of a message, a recording."""
    if step.task:
        number = step.task.result.get("number") or "не указан"
        return f"почтовый идентификатор {number}"
    if step.message is None:
        return step.ground or "запись журнала"
    if Call.objects.filter(message=step.message).exclude(recording="").exists():
        return f"запись разговора, сообщение {step.message.reference}"
    return f"ответ провайдера: {step.message.evidence or step.message.provider_id}"


def _excluded(told: list[dict[str, str]]) -> tuple[contexts.ExcludedDay, ...]:
    return tuple(
        contexts.ExcludedDay(on=date.fromisoformat(day["date"]), why=day["why"]) for day in told
    )


def _of_courts(case: Case) -> Iterator[contexts.LegalTerm]:
    """The law gives courts and bailiffs working days from the day on which they were asked."""
    limited = {step.task: step.term for step in _works() if step.term}
    asked = Task.objects.filter(case=case, kind__in=limited).order_by("id")
    for task in asked:
        term = limited[task.kind]
        if term.unit != Unit.WORKING_DAYS:
            continue
        counted = terms.deadline(
            start=task.created_on,
            days=term.length,
            kind="working",
        )
        yield contexts.LegalTerm(
            name=_awaited(task),
            event="начало ожидания по журналу дела",
            started_on=task.created_on,
            evidence=f"запись журнала {task.step}",
            rule=term.act,
            edition=_editions(term, task.created_on),
            length=f"{term.length} {_KINDS['working']}",
            ends_on=counted.end,
            excluded=tuple(
                contexts.ExcludedDay(on=day.date, why=day.why) for day in counted.excluded
            ),
        )


def _editions(term: Term, on: date) -> str:
    """Return since when the law of a term reads so: all its numbers do since the latest of them."""
    try:
        rows = [parameters.series(name).on(on) for name in term.numbers]
    except NotInForce:
        rows = []
    if not rows:
        return "на этот день правило не известно"
    return f"действует с {max(row.start for row in rows):%d.%m.%Y}"


def _of_writs(case: Case) -> Iterator[contexts.LegalTerm]:
    """A writ that came back with nothing rests before it is presented again (229-ФЗ ст. 46)."""
    returned = Step.objects.filter(
        case=case,
        is_answer=True,
        outcome="ENDED",
    )
    for step in returned.select_related("task").order_by("id"):
        rule, edition = _edition("enforcement.present_again_months", step.on)
        months = int(parameters.series("enforcement.present_again_months").on(step.on).decimal())
        yield contexts.LegalTerm(
            name="Срок до повторного предъявления исполнительного документа",
            event="исполнительный документ возвращён взыскателю",
            started_on=step.on,
            evidence=_returned_writ(step),
            rule=rule,
            edition=edition,
            length=f"{months} месяцев",
            ends_on=step.on + relativedelta(months=months),
        )


def _returned_writ(step: Step) -> str:
    """Name the writ and the answer of the bailiffs."""
    writ = Writ.objects.filter(case=step.case, issued_on__lte=step.on).order_by("id").last()
    number = writ.number if writ else "не указан"
    said = step.task.result.get("reason", "") if step.task else ""
    return "; ".join(filter(None, [f"исполнительный документ № {number}", said]))


def _awaited(task: Task) -> str:
    """Name, in Russian, what a court or bailiffs are waited for."""
    kind = registry.kind_of_task(task)
    if kind is None:
        return task.kind
    with translation.override("ru"):
        waits = str(kind.waits)
    return f"{waits[:1].upper()}{waits[1:]}"


def _works() -> Iterator[Work]:
    for row in plan.STEPS.values():
        yield from (step for step in row if isinstance(step, Work) and step.term)


def _of_suspension(case: Case) -> Iterator[contexts.LegalTerm]:
    """A citizen's supply that was limited is cut off ten days later at the earliest."""
    limited = Document.objects.filter(case=case, kind="restriction_report")
    for paper in limited.exclude(status=Document.Status.CANCELED).order_by("id"):
        if paper.context["level"] != contexts.RestrictionLevel.PARTIAL:
            continue
        since = date.fromisoformat(paper.context["performed_on"])
        rule, edition = _edition("notice.suspension_days", since)
        days = int(parameters.series("notice.suspension_days").on(since).decimal())
        counted = terms.deadline(
            start=since,
            days=days,
            kind="calendar",
        )
        yield contexts.LegalTerm(
            name="Срок от ограничения до приостановления",
            event="введено частичное ограничение",
            started_on=since,
            evidence=f"акт № {paper.number}",
            rule=rule,
            edition=edition,
            length=f"{days} {_KINDS['calendar']}",
            ends_on=counted.end,
        )


def _of_resumption(case: Case) -> Iterator[contexts.LegalTerm]:
    """A supply comes back within days of the payment, or within hours of the word of it."""
    orders = Document.objects.filter(case=case, kind="resumption_order")
    for paper in orders.exclude(status=Document.Status.CANCELED).order_by("id"):
        name, unit = "notice.resumption_citizen_days", "календарных дня"
        hours = paper.context["resume_hours"]
        if hours:
            name, unit = "notice.resumption_organization_hours", "часа"
        since = date.fromisoformat(paper.context["cleared_on"])
        rule, edition = _edition(name, since)
        length = int(parameters.series(name).on(since).decimal())
        yield contexts.LegalTerm(
            name="Возобновление предоставления услуги",
            event=f"основание ограничения отпало: {paper.context['ground']}",
            started_on=since,
            evidence=f"поручение № {paper.number}",
            rule=rule,
            edition=edition,
            length=f"{length} {unit}",
            ends_on=date.fromisoformat(paper.context["resume_by"]),
        )


def _of_limitation(case: Case) -> Iterator[contexts.LegalTerm]:
    """The limitation of the earliest unpaid month, while no court stops it."""
    owed = [row.due for row in claims.claimed(case_id=case.pk) if row.debt > 0]
    today = case.closed_on or max([*owed, case.stage_started_on])
    known = limitation.of_case(case=case, today=today)
    if not owed or known is None or known.ends_on is None:
        return
    rule, edition = _edition("limitation.years", min(owed))
    yield contexts.LegalTerm(
        name="Исковая давность по самому раннему неоплаченному месяцу",
        event="наступил срок оплаты",
        started_on=min(owed),
        evidence="счёт за месяц",
        rule=f"{rule}; статьи 200, 202–204 ГК РФ",
        edition=edition,
        length="3 года с учётом приостановления и перерыва",
        ends_on=known.ends_on,
    )
