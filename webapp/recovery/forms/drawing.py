"""Drawing up a paper that belongs to no stage, from the page of a case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.catalogue import DocumentKind
from webapp.correspondence import queries as correspondence
from webapp.processes.forms.actions import ActionForm
from webapp.processes.models import Case
from webapp.recovery.operations import papers_beside
from webapp.recovery.queries.contexts.beside import KINDS
from webapp.staff.conditions import ConditionalForm
from webapp.staff.forms import TextField
from webapp.staff.models import User

# what a person may tell of the ground of these, and must of the last
_GROUND = (
    DocumentKind.WITHDRAWAL.value,
    DocumentKind.WRIT_RECALL.value,
    DocumentKind.NOTICE_TO_COURT.value,
    DocumentKind.SUBSTITUTION.value,
)
_SUCCESSION = (DocumentKind.SUBSTITUTION.value,)


class DrawUpForm(ConditionalForm, ActionForm):
    """Which paper, and what of it only a person knows."""

    question_field = "kind"
    belongs = {"ground": _GROUND, "successor": _SUCCESSION, "address": _SUCCESSION}
    needs = {DocumentKind.SUBSTITUTION.value: ("ground", "successor", "address")}
    kind = forms.ChoiceField(label=_("Paper"))
    ground = TextField(
        label=_("Ground: document, its number and date"),
        max_length=250,
        required=False,
    )
    successor = TextField(
        label=_("Who comes in the debtor's place"),
        max_length=200,
        required=False,
    )
    address = TextField(
        label=_("The address of the successor"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        """Offer the papers for which the case has something."""
        super().__init__(*args, case=case, **kwargs)
        offered = [kind.value for kind, found in KINDS.items() if found.about(case)]
        choices = [(kind, correspondence.name_of(kind)) for kind in offered]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def supposed(self, _today: date) -> Mapping[str, Any] | None:
        """Nothing follows but a paper."""
        return None

    def done(self) -> str:
        """Return where the paper is."""
        return gettext("The paper is drawn up: it is among the documents of the case.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Draw it up."""
        given = self.cleaned_data
        told = {name: given[name] for name in self.belongs if given.get(name)}
        papers_beside.draw_up(
            case_id=case_id,
            kind=given["kind"],
            told=told,
            by=by,
            today=today,
        )
