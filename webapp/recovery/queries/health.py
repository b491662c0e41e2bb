"""Open cases against running workflows, in both directions."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.outbox.models import Row
from webapp.recovery.models import RecoveryCase
from workflows.interfaces import debt_recovery as words


@dataclass(frozen=True, slots=True)
class Differences:
    """What does not agree: cases whose process is gone, processes whose case is closed, processes without a case."""

    without_workflow: tuple[int, ...]
    closed_but_running: tuple[int, ...]
    without_case: tuple[str, ...]

    @property
    def are_none(self) -> bool:
        """Database and server agree."""
        return not (self.without_workflow or self.closed_but_running or self.without_case)


def differences(*, running: Iterable[str]) -> Differences:
    """Compare all cases with the ids of the running workflows. A case whose start is still on its way is not a difference."""
    running_ids = set(running)
    on_the_way = set(
        Row.objects.filter(kind=Row.Kind.START, delivered_at=None, is_dead=False).values_list(
            "workflow_id", flat=True
        )
    )
    closed = {
        words.workflow_id(case_id=pk): pk
        for pk in RecoveryCase.objects.exclude(closed_on=None).values_list("id", flat=True)
    }
    opened = {
        words.workflow_id(case_id=pk): pk
        for pk in RecoveryCase.objects.filter(closed_on=None).values_list("id", flat=True)
    }
    return Differences(
        without_workflow=tuple(
            sorted(pk for key, pk in opened.items() if key not in running_ids | on_the_way)
        ),
        closed_but_running=tuple(sorted(closed[key] for key in running_ids & closed.keys())),
        without_case=tuple(sorted(running_ids - opened.keys() - closed.keys())),
    )
