"""How debt recovery words its steps, its waits and its journal."""

from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import Wording, Words
from webapp.recovery.models import CourtEvent
from webapp.recovery.queries import labels

_PAYMENT = _("full payment")
_WAITS = {
    "term": Wording(
        _("The debtor has been told; the term to pay is running."),
        (_("end of the term"), _PAYMENT),
    ),
    "pause:HOLD": Wording(_("The case is on hold."), (_("end of the hold"), _PAYMENT)),
    "pause:PROMISE": Wording(
        _("The debtor has promised to pay."), (_("payment"), _("the promised day"))
    ),
    "pause:DISPUTE": Wording(
        _("The debt is disputed."), (_("settlement of the dispute"), _PAYMENT)
    ),
    "plan": Wording(
        _("The debtor is paying by installments."), (_("the next part"), _("a broken plan"))
    ),
    "stopped": Wording(
        _("The scheme is stopped: nothing goes out."), (_("resumption of the scheme"), _PAYMENT)
    ),
    "halted:DEAD": Wording(
        _(
            "The debtor has died: the heirs are known when the term to accept is over. Nothing is "
            "sent to the dead; enter the heirs among the owners."
        ),
        (_("end of the term to accept"), _PAYMENT),
    ),
    "halted:BANKRUPT": Wording(
        _(
            "The debtor is bankrupt: what was owed before the ruling is claimed in the register "
            "of creditors only."
        ),
        (_("end of the bankruptcy"), _PAYMENT),
    ),
    "halted:STRUCK_OFF": Wording(
        _("The debtor is struck off the register: there is nobody to claim from."),
        (_("write-off"), _PAYMENT),
    ),
    "halted:SERVING": Wording(
        _(
            "The debtor is called up or takes part in the military operation: enforcement rests "
            "(229-ФЗ art. 40)."
        ),
        (_("end of the service"), _PAYMENT),
    ),
    "halted:STAYED": Wording(
        _("A court above has suspended the enforcement: nothing goes to the bailiffs."),
        (_("the end of the suspension"), _PAYMENT),
    ),
    "in_force": Wording(
        _("The judgment is not in force yet: the court gives no writ before this day."),
        (_("the day of force"), _PAYMENT),
    ),
    "reconnection": Wording(
        _(
            "The debt is paid, the costs of the restriction are not: the supply comes back when "
            "they are paid or agreed on (ПП 354, p. 120)."
        ),
        (_("payment of the costs"), _("an agreement")),
    ),
    "suspension": Wording(
        _("The supply is limited; what is not paid by this day is cut off (ПП 354, p. 119)."),
        (_("the day of the cut-off"), _PAYMENT),
    ),
    "returned_writ": Wording(
        _("The bailiffs returned the writ; the law lets it be presented again after this day."),
        (_("the day of a new presentation"), _PAYMENT),
    ),
    "left_open": Wording(
        _(
            "The writ has been left alone for now; "
            "after this day it is decided anew whether to present it."
        ),
        (_("a new decision"), _PAYMENT),
    ),
    "end_of_scheme": Wording(
        _("Every stage is done; waiting for money or a decision."),
        (_PAYMENT, _("write-off"), _("withdrawal")),
    ),
    "quiet:hours": Wording(_("Quiet hours: the debtor may not be written to or called now.")),
    "quiet:unknown": Wording(
        _(
            "It is not known whether the debtor may be contacted on this day: "
            "the calendar or the rules are out of date."
        )
    ),
}
_STEPS = {
    "plan": _("broken installment plan"),
    "paid": _("closing: paid"),
    "withdrawn": _("closing: withdrawn"),
    "bankruptcy": _("closing: bankruptcy"),
    "written_off": _("closing: written off"),
    "denied": _("closing: claim denied"),
    "terminated": _("closing: proceedings terminated"),
}
WORDS = Words(
    deeds=labels.DEEDS,
    events=dict(CourtEvent.Kind.choices),
    outcomes={**labels.OUTCOMES, **labels.SETTLED},
    skips=labels.SKIPS,
    recalls=labels.RECALLS,
    steps=_STEPS,
    waits=_WAITS,
    always=(_PAYMENT,),
    ground=labels.ground,
)
