"""How papers of debt recovery are sent: what a message reads, and what stops or delays it."""

from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Document
from webapp.correspondence.operations import messages
from webapp.parties.models import Party
from webapp.processes.models import Case
from webapp.recovery.queries import announcements, restriction
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.process import Deed
from workflows.process import decisions

_DELAYS = {"plan", "stopped"}


def wording(case: Case, document: Document, channel: str) -> tuple[str, str]:
    """Return title and text in the party's language, of a call in Russian.

    The paper travels with e-mail; all of them tell what it says: sums, term, day and level.
    """
    language = case.party.language
    if channel == "voice":
        language = "ru"
    with translation.override(language):
        title = _("%(kind)s No. %(number)s") % {
            "kind": correspondence.title_of(document),
            "number": document.number,
        }
        return title, _body(document, channel)


def _body(document: Document, channel: str) -> str:
    if channel == "voice":
        return announcements.spoken(kind=document.kind, context=document.context)
    said = announcements.short(kind=document.kind, context=document.context)
    if channel != "email":
        return said
    return _("%(said)s The document is attached.") % {"said": said}


def only_contractual(case: Case) -> bool:
    """Business is warned of a restriction where its contract says (ПП 442, Правила п. 4)."""
    is_warning = case.stage_kind == words.StageKind.WARNING
    return is_warning and not Party.Kind(case.party.kind).is_citizen


def why_not(decision: decisions.Decision) -> str:
    """Return why a message is not asked for any more, where only debt recovery knows.

    :raises NotNow: while a plan stands or its scheme is stopped
    """
    match decision:
        case decisions.Wait(why=why) if why in _DELAYS or why.startswith("halted:"):
            raise messages.NotNow
        case decisions.Wait(why="task:resumption"):
            return "resumption"
        case decisions.Act(deed=Deed(kind=words.OwnDeed.BREAK_PLAN)):
            raise messages.NotNow
        case decisions.Act(deed=Deed(kind=words.OwnDeed.RESUME)):
            return "resumption"
        case _:
            return ""


def term_end(case: Case, _deed: Deed, ends_on: date) -> date:
    """Nobody is cut off before the day that the warning of this attempt promises."""
    promised = restriction.promised(case=case, attempt=(case.stage, case.attempt))
    if promised is None:
        return ends_on
    return max(ends_on, promised - timedelta(days=1))
