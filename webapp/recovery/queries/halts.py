"""What has happened to a debtor that lets nothing be asked of him, as of a day."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from tariffs import parameters
from webapp.parties.models import Party, State
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import claims
from workflows.interfaces.debt_recovery import StageKind

_HALTS = (State.Kind.DEAD, State.Kind.STRUCK_OFF, State.Kind.BANKRUPT, State.Kind.SERVING)
_BEFORE_LAWYERS = (
    StageKind.NOTICE,
    StageKind.WARNING,
    StageKind.RESTRICTION,
    StageKind.PRETRIAL_CLAIM,
)
_ENFORCING = (StageKind.WRIT, StageKind.ENFORCEMENT)


NONE: tuple[str, date | None] = ("", None)


def stayed(case: Case) -> tuple[str, date | None]:
    """Return that a court above has suspended the enforcement (ГПК 379.3, АПК 283)."""
    if case.stage_kind not in _ENFORCING:
        return NONE
    if CourtCase.objects.filter(case=case, suspended_on__isnull=False).exists():
        return "STAYED", None
    return NONE


def is_appealed(case: Case) -> bool:
    """Ask whether an appeal lies where a judgment is about to give a writ."""
    if case.stage_kind != StageKind.WRIT:
        return False
    return CourtCase.objects.filter(
        case=case,
        appealed_on__isnull=False,
        in_force_on=None,
    ).exists()


def of_case(case: Case, today: date) -> tuple[str, date | None]:
    """Return what halts a case, and until when it is known to."""
    told = State.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        party=case.party_id,
        kind__in=_HALTS,
        starts_on__lte=today,
    )
    for state in told.order_by("starts_on"):
        until = _until(state)
        if _halts(
            state,
            case,
            today,
            until,
        ):
            return state.kind, until if until and until > today else None
    return NONE


def _halts(state: State, case: Case, today: date, until: date | None) -> bool:
    if state.kind == State.Kind.BANKRUPT:
        return _has_former(case, state.starts_on)
    if state.kind == State.Kind.SERVING:
        # a proceeding against who serves is suspended (229-ФЗ ст. 40)
        return case.stage_kind in _ENFORCING
    if state.kind == State.Kind.DEAD and until and until <= today:
        # the filings that follow name the heirs or refuse; letters to the dead are sent never
        return case.stage_kind in _BEFORE_LAWYERS
    return True


def _until(state: State) -> date | None:
    """Nobody knows who inherits before the term to accept is over (ГК 1154).

    Who serves is left alone through the last day of it.
    """
    if state.kind == State.Kind.SERVING and state.ends_on:
        return state.ends_on + timedelta(days=1)
    if state.kind != State.Kind.DEAD:
        return None
    term = parameters.series("inheritance.acceptance_months").on(state.starts_on)
    last_day: date = state.starts_on + relativedelta(
        months=int(term.decimal()),
        days=1,
    )
    return last_day


def _has_former(case: Case, ruled_on: date) -> bool:
    """Say whether something is owed for months before the ruling: the rest is current (ст. 5)."""
    month = ruled_on.replace(day=1)
    return any(row.debt > 0 and row.period < month for row in claims.claimed(case_id=case.pk))


def name(kind: str) -> str:
    """Return what happened, in words."""
    return str(State.Kind(kind).label)


def dead(party: Party) -> date | None:
    """Return the day on which somebody died."""
    days = [state.starts_on for state in party.states.all() if state.kind == State.Kind.DEAD]
    return min(
        days,
        default=None,
    )
