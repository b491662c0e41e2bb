"""Reading the register of deeds."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from webapp.audit.models import Entry

DEEDS = {
    "billing.debts.loaded": _("Debts registry loaded"),
    "contracts.account.disconnected": _("Supply restricted"),
    "contracts.account.reconnected": _("Supply resumed"),
    "contracts.account.restriction-marked": _("Possibility of restriction changed"),
    "metering.reading.recorded": _("Reading recorded"),
    "metering.seal.set": _("Seal set"),
    "parties.contact.added": _("Contact added"),
    "parties.contact.confirmed": _("Contact confirmed"),
    "parties.contact.failed": _("Contact does not work"),
    "payments.payment.identified": _("Payment identified"),
    "payments.payment.posted": _("Payment posted"),
    "payments.payment.reversed": _("Payment reversed"),
    "payments.statement.loaded": _("Bank statement loaded"),
    "recovery.case.closed": _("Case closed"),
    "recovery.case.delivery-proved": _("Delivery proved"),
    "recovery.case.executor-changed": _("Executor of a case changed"),
    "recovery.case.opened": _("Case opened"),
    "recovery.case.stage-changed": _("Stage of a case changed"),
    "recovery.scheme.stopped": _("Recovery scheme stopped"),
    "recovery.scheme.version-saved": _("Recovery scheme changed"),
    "staff.lock-date.moved": _("Lock date moved"),
    "tasks.task.completed": _("Task completed"),
    "tasks.task.forwarded": _("Task forwarded"),
}
"""What the usual deeds are called on screen; a name that is not here is shown as it is, without its dots."""


def deed_in_words(name: str) -> str:
    """Return a dotted name as people say it."""
    if words := DEEDS.get(name):
        return str(words)
    app, _dot, deed = name.partition(".")
    return f"{app}: {deed.replace('.', ' ').replace('-', ' ')}"


def journal(*, subject: str) -> QuerySet[Entry]:
    """Return what was done to a subject, the newest first."""
    return Entry.objects.filter(subject=subject).select_related("actor").order_by("-at", "-id")
