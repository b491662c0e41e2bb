"""Moving an open case to another version of a scheme: what was done stays, what comes goes by it.

What comes next is decided by the version that stands with the case. Its stages have numbers, so a
version fits only where the stages up to the present one are the same.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.recovery.models import Recovery, SchemeVersion
from webapp.recovery.queries import labels, schemes
from webapp.staff.models import User


class UnableToMove(Exception):
    """The case cannot go by that version."""


@transaction.atomic
def move(*, case_id: int, version_id: int, by: User, today: date) -> None:
    """Let an open case go by another version of a scheme, and look at once what it asks for.

    :raises UnableToMove: when the case is over, goes by that version already, is about customers
        whom the scheme is not for, or stands where the version has other stages
    """
    Case.objects.select_for_update().get(pk=case_id)
    case = Case.objects.select_related("party", "recovery").get(pk=case_id)
    version = SchemeVersion.objects.select_related("scheme").get(pk=version_id)
    refuse(case=case, version=version)
    former = case.recovery.scheme_version_id
    Recovery.objects.filter(case=case_id).update(scheme_version=version)
    journal.tell(
        case_id=case_id,
        fact="scheme-changed",
        by=by,
        today=today,
        ground=labels.named(version),
        scheme=version.pk,
        former_scheme=former,
    )


def refuse(*, case: Case, version: SchemeVersion) -> None:
    """Refuse a version by which a case cannot go.

    :raises UnableToMove: see ``move``
    """
    if case.closed_on or case.close_requested:
        raise UnableToMove(_("The case is over: it goes by no scheme any more."))
    if case.recovery.scheme_version_id == version.pk:
        raise UnableToMove(_("The case goes by this version already."))
    if case.party.kind not in version.scheme.party_kinds:
        raise UnableToMove(_("This scheme is for customers of another kind."))
    if _walked(case, version.pk) != _walked(case, case.recovery.scheme_version_id):
        raise UnableToMove(
            _("The stages that the case has gone through stand otherwise in this version.")
        )


def stages_ahead(*, case: Case, version: SchemeVersion) -> str:
    """Return the stages that come after the present one by a version, in words."""
    coming = schemes.scheme_of_version(version.pk).stages[case.stage + 1 :]
    return " → ".join(str(labels.STAGES[stage.kind]) for stage in coming)


def _walked(case: Case, version_id: int) -> list[str]:
    """Return the kinds of the stages up to the present one; too few where there are not so many."""
    stages = schemes.scheme_of_version(version_id).stages
    return [stage.kind for stage in stages[: case.stage + 1]]
