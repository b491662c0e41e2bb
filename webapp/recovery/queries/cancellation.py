"""What follows in a case when the court order that it takes for one in force is cancelled."""

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.queries import collected_by, filed
from webapp.staff.amounts import money


def effects(*, case: Case, debtor: str = "") -> list[str]:
    """Return what will follow, a sentence each; nothing when no order is in force."""
    orders = filed.standing(case=case, track=CourtCase.Track.ORDER)
    order = filed.meant(orders, debtor=debtor)
    if order is None or order.ruling != "IN_FORCE":
        return []
    found = [_("What was charged by the order, penalty and duty, is taken off.")]
    writs = Writ.objects.filter(case=case, ended_on=None)
    if debtor:
        writs = writs.filter(debtor=debtor)
    found += [
        _("The writ № %(number)s is ended.") % {"number": writ.number}
        for writ in writs.order_by("id")
    ]
    found.append(_("Open tasks about the writ and the bailiffs are recalled."))
    if writs.filter(presented_on__isnull=False).exists():
        found.append(_("A lawyer is asked to tell the bailiffs and to withdraw the writ."))
    if collected := collected_by.order(filed=order):
        text = _("%(sum)s ₽ were collected: a lawyer is told of the reversal (ГПК 443–445).")
        found.append(text % {"sum": money(collected)})
    found.append(_("The case goes to the lawsuit: a statement of claim is drawn up."))
    if debtor:
        found.append(_("Orders against the others stay in force and go to the bailiffs (ГПК 129)."))
    found.append(_("This event cannot be withdrawn afterwards."))
    return found
