"""Who must hear of a restriction before it is brought about, beside the warning of the debtor."""

from datetime import date

from tariffs import restriction as law
from webapp.contracts.models import Service
from webapp.processes.models import Case
from webapp.recovery.queries import restriction
from webapp.tasks.models import Task

KIND = "restriction_notice"


def addressees(*, case: Case, on: date) -> tuple[str, ...]:
    """Return, in Russian, whom the laws of the services of the newest warning name."""
    warning = restriction.newest_warning(case=case)
    if warning is None:
        return ()
    services = Service.objects.filter(name__in=warning.context["services"])
    debtor = restriction.debtor_of(
        kind=case.party.kind,
        is_home=warning.context["debtor"].get("is_home", True),
    )
    named = [
        law.told_before(
            service=code,
            debtor=debtor,
            on=on,
        )
        for code in services.values_list("code", flat=True)
    ]
    return tuple(dict.fromkeys(one for told in named for one in told))


def is_told(*, case: Case) -> bool:
    """Say whether they have been told of the restriction that the newest warning promises."""
    warning = restriction.newest_warning(case=case)
    told = Task.objects.filter(
        case=case,
        kind=KIND,
        status=Task.Status.DONE,
    )
    return warning is not None and told.filter(completed_on__gte=warning.dated).exists()


def told_on(*, case: Case) -> date | None:
    """Return the day on which they were told."""
    told = Task.objects.filter(
        case=case,
        kind=KIND,
        status=Task.Status.DONE,
    )
    result = told.order_by("id").values_list("result__date", flat=True).last()
    return date.fromisoformat(result) if result else None
