"""Who signs what goes to a court: a representative by a power in force, else the head himself.

ГПК 48, 53, 54; АПК 59, 61: the head of an organization acts by the register, everybody else by a
power of attorney, and before an arbitration court with a degree of law.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents import contexts
from webapp.contracts.models import PowerOfAttorney
from webapp.processes.declarations import UnableToMake
from webapp.recovery.queries.contexts import values
from webapp.recovery.queries.contexts.values import CaseFacts

_POSITION = "Представитель"
_OF_THE_HEAD = "Выписка из ЕГРЮЛ, подтверждающая полномочия руководителя"


def signatory(facts: CaseFacts) -> contexts.Signatory:
    """Return who signs on the day of the paper.

    :raises UnableToMake: when there were powers of attorney and none of them is in force, or none
        of those who hold them may stand before an arbitration court
    """
    supplier = facts.account.supplier
    known = PowerOfAttorney.objects.filter(supplier=supplier).order_by("-expires_on", "-id")
    newest = known.first()
    if newest is None:
        return values.signatory(supplier)
    power = _in_force(known, facts).first()
    if power is None:
        raise UnableToMake(_refusal(newest, facts))
    return contexts.Signatory(
        position=_POSITION,
        name=power.name,
        power=f"по доверенности № {power.number} от {power.issued_on:%d.%m.%Y}",
        until=power.expires_on,
        law_degree=power.law_degree,
    )


def enclosures(facts: CaseFacts, signer: contexts.Signatory) -> tuple[str, ...]:
    """Return what proves that he may sign, besides the power of attorney itself."""
    if not signer.power:
        return (_OF_THE_HEAD,)
    if values.is_arbitration(facts):
        return (
            f"Копия диплома о высшем юридическом образовании представителя: {signer.law_degree}",
        )
    return ()


def _in_force(known: QuerySet[PowerOfAttorney], facts: CaseFacts) -> QuerySet[PowerOfAttorney]:
    found = known.filter(
        issued_on__lte=facts.today,
        expires_on__gte=facts.today,
    )
    if values.is_arbitration(facts):
        return found.exclude(law_degree="")
    return found


def _refusal(newest: PowerOfAttorney, facts: CaseFacts) -> str:
    if newest.expires_on >= facts.today:
        return _("No power of attorney in force is of somebody with a degree of law: enter one.")
    text = _("The power of attorney No. %(number)s ended on %(day)s: enter one that is in force.")
    return text % {"number": newest.number, "day": f"{newest.expires_on:%d.%m.%Y}"}
