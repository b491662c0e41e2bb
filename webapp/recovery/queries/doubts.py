"""What a case of debt recovery may have sent in the time that a restored database has lost."""

from django.db.models import Exists, OuterRef

from webapp.processes.models import Case, Restore
from webapp.processes.queries import lost_time
from webapp.recovery.models import CaseCharge
from workflows.interfaces.process import Deed


def may_have_gone(case: Case, deed: Deed) -> bool:
    """Tell whether a message that a case is about to plan may have gone out in a lost time.

    The debt may have had a case that is lost too, so the age of this one proves nothing. The age
    of its debt does.
    """
    due_then = CaseCharge.objects.filter(case=case, charge__due_date__lt=OuterRef("lost_until"))
    return lost_time.may_have_gone_since(
        Restore.objects.filter(Exists(due_then)), case=case, deed=deed
    )
