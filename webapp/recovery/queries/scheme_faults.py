"""What is wrong with a scheme as edited: what could not run, and what the law forbids."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from tariffs.parameters import series
from webapp.processes.queries.labels import named
from webapp.recovery.queries import labels
from workflows.interfaces.debt_recovery import Scheme, Stage, StageKind

_SENDING = {StageKind.NOTICE, StageKind.WARNING, StageKind.PRETRIAL_CLAIM}
_GUARDED = {StageKind.WARNING, StageKind.RESTRICTION}
# each stage, and the stages of which one must stand before it
_AFTER = {
    StageKind.RESTRICTION: (StageKind.WARNING,),
    StageKind.WRIT: (StageKind.COURT_ORDER, StageKind.LAWSUIT),
    StageKind.ENFORCEMENT: (StageKind.WRIT,),
}


def faults(*, scheme: Scheme, today: date) -> list[str]:
    """Return what is wrong, stage by stage, in words; nothing when the scheme may be saved."""
    if not scheme.stages:
        return [_("A scheme needs at least one stage.")]
    return [
        _("Stage %(number)s, %(name)s: %(fault)s")
        % {"number": number, "name": named(labels.STAGES, stage.kind), "fault": fault}
        for number, stage in enumerate(scheme.stages, start=1)
        for fault in _of_stage(scheme, stage, number, today)
    ]


def _of_stage(scheme: Scheme, stage: Stage, number: int, today: date) -> Iterator[str]:
    if stage.kind in _SENDING and stage.term_days < 1:
        yield _("give a term of at least one day.")
    if stage.attempts < 1:
        yield _("at least one attempt is needed.")
    if stage.kind in _GUARDED and not stage.needs_possible_restriction:
        yield _("it must be passed over where restriction is impossible.")
    before = {earlier.kind for earlier in scheme.stages[: number - 1]}
    if stage.kind in _AFTER and not before.intersection(_AFTER[stage.kind]):
        names = ", ".join(named(labels.STAGES, kind) for kind in _AFTER[stage.kind])
        yield _("it must stand behind one of: %(names)s.") % {"names": names}
    if stage.kind == StageKind.COURT_ORDER and StageKind.LAWSUIT not in {
        later.kind for later in scheme.stages[number:]
    }:
        yield _("a lawsuit must stand behind it: the judge may refuse the order.")
    least = _least_term(scheme, stage, today)
    if stage.term_days < least:
        yield _("the law demands a term of at least %(days)s days.") % {"days": least}


def _least_term(scheme: Scheme, stage: Stage, today: date) -> int:
    """Return the lawful minimum of a stage's term.

    Days of warning before a restriction, of an answer to a claim.
    """
    name = _LEAST.get(stage.kind)
    if name:
        return int(series(name(scheme)).on(today).decimal())
    return 0


def _warning(scheme: Scheme) -> str:
    if "PERSON" in scheme.party_kinds:
        return "notice.restriction_citizen_days"
    return "notice.restriction_organization_days"


_LEAST: dict[StageKind, Callable[[Scheme], str]] = {
    StageKind.WARNING: _warning,
    StageKind.PRETRIAL_CLAIM: lambda _scheme: "notice.pretrial_days",
}
