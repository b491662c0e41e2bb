"""Why a message stayed in the house, in words."""

from django.utils.translation import gettext_lazy as _

# why a message was not released, as the process that planned it says; why nobody knows whether it
# went out; why it cannot go
REASONS = {
    "paid": _("Paid before sending"),
    "case-closed": _("The case is closed"),
    "debt-changed": _("The debt has changed"),
    "PAID": _("Paid before sending"),
    "WITHDRAWN": _("The claim is withdrawn"),
    "BANKRUPTCY": _("The debtor is bankrupt"),
    "WRITTEN_OFF": _("The debt is written off"),
    "DENIED": _("The court denied the claim"),
    "TERMINATED": _("The court terminated the proceedings"),
    "resumption": _("The supply is being resumed"),
    "restriction_impossible": _("The supply may not be restricted any more"),
    "restriction_groundless": _("What is still owed is no ground to restrict the supply"),
    "debt_too_small": _("The debt is too small for this stage"),
    "debt_too_large": _("The debt is too large for this stage"),
    "overtaken": _("The case has gone on without it"),
    "paper-replaced": _("The paper was taken back or another one has replaced it"),
    "debtor-changed": _("The name or the address on the paper is not the debtor's any more"),
    "answer-lost": _("The connection broke before the provider answered"),
    "sender-gone": _(
        "The program was stopped while sending, "
        "and the provider cannot tell whether it has the message"
    ),
    "provider-silent": _("The provider has not said for a long time whether it has the message"),
    "not-taken": _("The provider does not have the message"),
    "restored": _(
        "The database was restored from a backup: it may have gone out before. "
        "Look for a message of this kind to this recipient"
    ),
    "quiet-hours": _("Outside the hours of contact"),
    "contact-limit": _("The number has been contacted as often as allowed"),
    "contact-unknown": _("It is not known whether the number may be contacted on this day"),
    "no-consent": _("The contact no longer works or is refused"),
    "no-keys": _("The keys of the provider are not set"),
    "bad-sender": _("The address of our mail cannot be used"),
    "bad-address": _("The address cannot be used"),
}
