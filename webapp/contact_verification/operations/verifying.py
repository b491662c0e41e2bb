"""What the desk has found out about a contact."""

from datetime import date

from django.utils.translation import gettext as _

from webapp.contact_verification.models import Verification
from webapp.parties import operations as parties
from webapp.parties import queries
from webapp.parties.models import Contact
from webapp.parties.operations import ContactOfAnother, UnableToAddContact
from webapp.processes.models import Case
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from workflows.contact_verification import CONFIRMED, CORRECTED


def verified(case: Case, task: Task, _today: date) -> None:
    """Write the new contact, or that the old one works after all; an unusable one stays marked.

    :raises UnableToComplete: when the new contact cannot be one
    """
    verification = case.verification
    match task.outcome:
        case outcome if outcome == CORRECTED:
            _correct(verification, task)
        case outcome if outcome == CONFIRMED and verification.contact_id:
            ground = task.remarks or str(task.result.get("date", ""))
            parties.mark_contact(
                contact_id=verification.contact_id,
                works=True,
                ground=ground,
                by=task.completed_by,
            )


def _correct(verification: Verification, task: Task) -> None:
    party, value = verification.case.party, task.result.get("value", "")
    kind = task.result.get("kind") or verification.kind
    try:
        if kind == Verification.Kind.ADDRESS:
            parties.correct_address(
                party=party,
                address=value,
                by=task.completed_by,
            )
            return
        parties.add_contact(
            party=party,
            kind=Contact.Kind(kind),
            value=value,
            by=task.completed_by,
            is_shared=bool(task.result.get("shared")),
        )
    except ContactOfAnother as error:
        told = queries.whose(
            kind=Contact.Kind(kind),
            value=str(error),
            party=party,
            user=task.completed_by,
        )
        asked = _("Correct it, or say that they share it.")
        raise UnableToComplete(f"{told} {asked}", field="shared") from error
    except UnableToAddContact as error:
        raise UnableToComplete(str(error), field="value") from error
