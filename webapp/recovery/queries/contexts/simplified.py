"""A claim that is heard in simplified proceedings, and the terms of these (ГПК 21.1, АПК 29)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from documents import contexts
from tariffs import parameters, terms
from tariffs.parameters import NotInForce
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent
from webapp.recovery.queries.contexts import values

_AFTER_ACCEPTANCE = {
    "court.simplified_answer_days": "Доказательства и возражения в упрощённом производстве",
    "court.simplified_papers_days": "Дополнительные документы в упрощённом производстве",
}
_FORCE = "court.simplified_force_days"
_AFTER_JUDGMENT = {
    "court.simplified_reasons_days": "Заявление о мотивированном решении",
    _FORCE: "Вступление решения в силу, если нет жалобы",
}


def terms_of(*, case: Case) -> Iterator[contexts.LegalTerm]:
    """Yield the terms of each claim of a case that is heard so."""
    for court in CourtCase.objects.filter(case=case, track=CourtCase.Track.LAWSUIT).order_by("id"):
        if not _is_simplified(court):
            continue
        yield from _after_acceptance(court)
        if court.ruled_on and court.ruling in ("GRANTED", "PARTIAL", "DENIED"):
            for name, title in _AFTER_JUDGMENT.items():
                yield _term(name, title, court.ruled_on, "принято решение", _number(court))


def are(courts: Sequence[CourtCase]) -> bool:
    """Say whether all of these claims are heard so."""
    return bool(courts) and all(_is_simplified(court) for court in courts)


def in_force_on(*, passed_on: date) -> date:
    """Return when a judgment comes into force that nobody appeals.

    The term is over with its last day. From a reasoned judgment it runs anew (ГПК 232.4 ч. 8, АПК
    229 ч. 3): that day is told by the court.

    :raises NotInForce: when the term of the day is not known
    """
    row = parameters.series(_FORCE).on(passed_on)
    counted = terms.deadline(
        start=passed_on,
        days=int(row.decimal()),
        kind="working",
    )
    return counted.end + timedelta(days=1)


def _after_acceptance(court: CourtCase) -> Iterator[contexts.LegalTerm]:
    accepted = CourtEvent.objects.filter(
        case=court.case_id,
        kind=CourtEvent.Kind.CLAIM_ACCEPTED,
        debtor__in=("", court.debtor),
        happened_on__gte=court.filed_on,
    )
    event = accepted.order_by("happened_on").first()
    if event is None:
        return
    for name, title in _AFTER_ACCEPTANCE.items():
        yield _term(
            name,
            title,
            event.happened_on,
            "иск принят к производству",
            event.note or _number(court),
        )


def _is_simplified(court: CourtCase) -> bool:
    try:
        return values.is_simplified(court)
    except NotInForce:
        return False


def _number(court: CourtCase) -> str:
    if court.number:
        return f"дело № {court.number}"
    return court.court


def _term(name: str, title: str, start: date, event: str, evidence: str) -> contexts.LegalTerm:
    row = parameters.series(name).on(start)
    counted = terms.deadline(
        start=start,
        days=int(row.decimal()),
        kind="working",
    )
    return contexts.LegalTerm(
        name=title,
        event=event,
        started_on=start,
        evidence=evidence,
        rule=row.act,
        edition=f"действует с {row.start:%d.%m.%Y}",
        length=f"{counted.days} рабочих дней",
        ends_on=counted.end,
        excluded=tuple(contexts.ExcludedDay(on=day.date, why=day.why) for day in counted.excluded),
    )
