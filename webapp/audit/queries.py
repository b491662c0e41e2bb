"""What the deeds of the register are called."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "billing.debts.loaded": _("Debts registry loaded"),
    "billing.key-rate.entered": _("Key rate entered"),
    "billing.key-rate.withdrawn": _("Key rate withdrawn"),
    "contracts.account.disconnected": _("Supply restricted"),
    "contracts.account.reconnected": _("Supply resumed"),
    "contracts.account.restriction-marked": _("Possibility of restriction changed"),
    "correspondence.document.approved": _("Document approved"),
    "correspondence.document.cancelled": _("Document cancelled"),
    "correspondence.document.issued": _("Document issued"),
    "correspondence.document.made": _("Document made"),
    "correspondence.message.cancelled": _("Sending of a message cancelled"),
    "correspondence.message.delivered": _("Message delivered"),
    "correspondence.message.doubted": _("Outcome of a message unknown"),
    "correspondence.message.failed": _("Message not delivered"),
    "correspondence.message.returned": _("Message will be sent again"),
    "correspondence.message.sent": _("Message sent"),
    "correspondence.message.settled": _("Doubt about a message settled"),
    "metering.reading.recorded": _("Reading recorded"),
    "metering.seal.set": _("Seal set"),
    "parties.contact.added": _("Contact added"),
    "parties.contact.confirmed": _("Contact confirmed"),
    "parties.contact.failed": _("Contact does not work"),
    "payments.payment.allocated": _("Advance allocated"),
    "payments.payment.posted": _("Payment posted"),
    "payments.payment.requeued": _("Payment returned to the queue"),
    "payments.payment.reversed": _("Payment reversed"),
    "payments.statement.loaded": _("Bank statement loaded"),
    "recovery.case.break-plan": _("Instalment plan broken"),
    "recovery.case.closed": _("Case closed"),
    "recovery.case.closing-requested": _("Closing of a case requested"),
    "recovery.case.court-event-entered": _("Court or bailiff event entered"),
    "recovery.case.delivery-proved": _("Delivery proved"),
    "recovery.case.dispute-set": _("Dispute opened"),
    "recovery.case.end-pause": _("Pause of a case over"),
    "recovery.case.executor-changed": _("Executor of a case changed"),
    "recovery.case.hold-set": _("Case put on hold"),
    "recovery.case.opened": _("Case opened"),
    "recovery.case.pause-ended": _("Pause of a case ended early"),
    "recovery.case.plan-agreed": _("Instalment plan agreed"),
    "recovery.case.promise-set": _("Promise to pay written down"),
    "recovery.case.stage-changed": _("Stage of a case changed"),
    "recovery.scheme.resumed": _("Recovery scheme resumed"),
    "recovery.scheme.stopped": _("Recovery scheme stopped"),
    "recovery.scheme.switched-off": _("Recovery scheme switched off"),
    "recovery.scheme.switched-on": _("Recovery scheme switched on"),
    "recovery.scheme.version-saved": _("Recovery scheme changed"),
    "staff.lock-date.moved": _("Lock date moved"),
    "tasks.task.completed": _("Task completed"),
    "tasks.task.forwarded": _("Task forwarded"),
}
"""What every deed is called on screen."""


def deed_in_words(name: str) -> str:
    """Return a dotted name as people say it; the name itself when it was written by an older edition of the program."""
    return str(DEEDS.get(name, name))
