"""Terms of a scheme as a lawyer edits them, and what an edit would change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from webapp.contracts.models import Service, Supplier
from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.processes.queries.labels import CHANNELS, named
from webapp.recovery.queries import labels
from webapp.staff.forms import MoneyField, TextField, WholeField
from webapp.staff.models import Role
from workflows.interfaces.debt_recovery import Scheme, Stage, StageKind
from workflows.interfaces.process import IfLate, TermFrom, TermKind

_CHANNELS = [("", "—"), *((code, CHANNELS[code]) for code in ("email", "sms", "voice"))]
_TERM_KINDS = [(TermKind.CALENDAR, _("calendar days")), (TermKind.WORKING, _("working days"))]
_TERM_FROM = [
    (TermFrom.DELIVERY, _("from proof of delivery")),
    (TermFrom.SENDING, _("from sending")),
]
_IF_LATE = [(IfLate.PROCEED, _("go on")), (IfLate.REPEAT, _("repeat the stage"))]
CRITERIA_NAMES: dict[str, Any] = {
    "min_periods": _("Unpaid periods, at least"),
    "min_debt": _("Debt, at least, ₽"),
    "close_below": _("The case is over when less is left, ₽"),
}
STAGE_NAMES: dict[str, Any] = {
    "kind": _("Stage"),
    "channels": _("Channels"),
    "term_days": _("Term, days"),
    "term_kind": _("Days are"),
    "term_from": _("Counted"),
    "proof_days": _("Wait for proof, days"),
    "approval": _("a lawyer approves the paper"),
    "role": _("Who does the manual part"),
    "task_days": _("Days for a task"),
    "min_debt": _("Only for a debt from, ₽"),
    "max_debt": _("Only for a debt up to, ₽"),
    "needs_possible_restriction": _("only if restriction is possible"),
    "attempts": _("Attempts"),
    "if_late": _("A term that ended long ago"),
    "late_days": _("A term is missed after so many days late"),
    "fresh_days": _("A filing is made anew after, days"),
}


class CriteriaForm(forms.Form):
    """Who enters and when a case is over."""

    min_periods = WholeField(label=CRITERIA_NAMES["min_periods"], min_value=1, max_value=36)
    min_debt = MoneyField(label=CRITERIA_NAMES["min_debt"], min_value=0)
    close_below = MoneyField(label=CRITERIA_NAMES["close_below"], min_value=0)


class CustomersForm(forms.Form):
    """Whom a scheme is for."""

    kinds = forms.MultipleChoiceField(
        label=_("Customers"),
        choices=Party.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    supplier = forms.ModelMultipleChoiceField(
        label=_("Suppliers"),
        queryset=Supplier.objects.order_by("short_name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: all suppliers."),
    )
    service = forms.ModelMultipleChoiceField(
        label=_("Services"),
        queryset=Service.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Nothing ticked: all services. A debt for others beside these goes by another scheme."
        ),
    )
    district = forms.ModelMultipleChoiceField(
        label=_("Districts"),
        queryset=District.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: all districts."),
    )
    reason = TextField(label=_("Reason"), max_length=200)


class SweepForm(forms.Form):
    """At which hour of the night ripe debts become cases."""

    hour = forms.TypedChoiceField(
        label=_("Nightly sweep at, Moscow time"),
        choices=[(hour, f"{hour:02d}:00") for hour in range(24)],
        coerce=int,
    )


class StageForm(forms.Form):
    """One stage. Channels are tried in order, registered post stands behind them all."""

    kind = forms.ChoiceField(
        label=STAGE_NAMES["kind"],
        choices=[("", "—"), *((code, labels.STAGES[code]) for code in StageKind)],
    )
    first = forms.ChoiceField(label=_("First channel"), choices=_CHANNELS, required=False)
    second = forms.ChoiceField(label=_("then"), choices=_CHANNELS, required=False)
    third = forms.ChoiceField(label=_("then"), choices=_CHANNELS, required=False)
    term_days = WholeField(label=STAGE_NAMES["term_days"], min_value=0, max_value=400, initial=0)
    term_kind = forms.ChoiceField(
        label=STAGE_NAMES["term_kind"], choices=_TERM_KINDS, initial=TermKind.CALENDAR
    )
    term_from = forms.ChoiceField(
        label=STAGE_NAMES["term_from"], choices=_TERM_FROM, initial=TermFrom.DELIVERY
    )
    proof_days = WholeField(label=STAGE_NAMES["proof_days"], min_value=1, max_value=90, initial=10)
    role = forms.ChoiceField(label=STAGE_NAMES["role"], choices=Role.choices, initial=Role.LAWYER)
    task_days = WholeField(label=STAGE_NAMES["task_days"], min_value=1, max_value=400, initial=10)
    attempts = WholeField(label=STAGE_NAMES["attempts"], min_value=1, max_value=10, initial=1)
    min_debt = MoneyField(label=STAGE_NAMES["min_debt"], min_value=0, required=False)
    max_debt = MoneyField(label=STAGE_NAMES["max_debt"], min_value=0, required=False)
    if_late = forms.ChoiceField(
        label=STAGE_NAMES["if_late"], choices=_IF_LATE, initial=IfLate.PROCEED
    )
    late_days = WholeField(label=STAGE_NAMES["late_days"], min_value=1, max_value=1000, initial=90)
    fresh_days = WholeField(label=STAGE_NAMES["fresh_days"], min_value=1, max_value=400, initial=30)
    approval = forms.BooleanField(label=STAGE_NAMES["approval"], required=False)
    needs_possible_restriction = forms.BooleanField(
        label=STAGE_NAMES["needs_possible_restriction"], required=False
    )

    def stage(self) -> Stage:
        """Return the stage as edited."""
        given = self.cleaned_data
        channels = tuple(
            dict.fromkeys(given[name] for name in ("first", "second", "third") if given[name])
        )
        kept = {field.name: given[field.name] for field in fields(Stage) if field.name in given}
        kept |= {
            "min_debt": given["min_debt"] or Decimal(0),
            "kind": StageKind(given["kind"]),
            "term_kind": TermKind(given["term_kind"]),
        }
        return Stage(
            **kept
            | {
                "channels": channels,
                "term_from": TermFrom(given["term_from"]),
                "if_late": IfLate(given["if_late"]),
            }
        )


StagesFormSet = forms.formset_factory(
    StageForm, extra=1, can_order=True, can_delete=True, max_num=20, validate_max=True
)


def initial(scheme: Scheme) -> list[dict[str, Any]]:
    """Return the stages as the forms begin."""
    return [_initial(stage) for stage in scheme.stages]


def edited(*, scheme: Scheme, criteria: CriteriaForm, stages: Any) -> Scheme:
    """Return the scheme as the forms say; stages in the order of their numbers."""
    kept = [
        form
        for form in stages.forms
        if (form.has_changed() and not form.cleaned_data.get("DELETE")) or _is_untouched(form)
    ]
    ordered = sorted(
        kept,
        key=lambda form: (
            form.cleaned_data.get("ORDER") is None,
            form.cleaned_data.get("ORDER") or 0,
        ),
    )
    return replace(
        scheme,
        stages=tuple(form.stage() for form in ordered),
        **criteria.cleaned_data,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions."""

    where: str
    what: str
    before: str
    after: str


def changes(*, old: Scheme, new: Scheme) -> list[Change]:
    """Return what an edit changes, stage by stage."""
    found = [
        Change(
            str(_("Entry")),
            str(name),
            _text(getattr(old, code)),
            _text(getattr(new, code)),
        )
        for code, name in CRITERIA_NAMES.items()
        if getattr(old, code) != getattr(new, code)
    ]
    for number, before, after in _paired(old.stages, new.stages):
        found += _stage_changes(number, before, after)
    return found


type _Stages = Sequence[Stage]


def _paired(old: _Stages, new: _Stages) -> Iterator[tuple[int, _Stages, _Stages]]:
    """Yield each stage with what has become of it: one that is gone moves no other.

    Each has the number it has now, or had before.
    """
    before = [stage.kind for stage in old]
    after = [stage.kind for stage in new]
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for way, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if way == "equal":
            for at in range(old_to - old_from):
                yield new_from + at, [old[old_from + at]], [new[new_from + at]]
            continue
        for at in range(old_from, old_to):
            yield at, [old[at]], []
        for at in range(new_from, new_to):
            yield at, [], [new[at]]


def _stage_changes(number: int, old: _Stages, new: _Stages) -> list[Change]:
    where = f"{number + 1}. {named(labels.STAGES, (new or old)[0].kind)}"
    if not old:
        return [
            Change(
                where,
                str(_("Stage")),
                "—",
                str(_("added")),
            )
        ]
    if not new:
        return [
            Change(
                where,
                str(_("Stage")),
                "",
                str(_("removed")),
            )
        ]
    return [
        Change(
            where,
            str(STAGE_NAMES[field.name]),
            _text(getattr(old[0], field.name)),
            _text(getattr(new[0], field.name)),
        )
        for field in fields(Stage)
        if getattr(old[0], field.name) != getattr(new[0], field.name)
    ]


def _initial(stage: Stage) -> dict[str, Any]:
    known = {field.name: getattr(stage, field.name) for field in fields(Stage)}
    return known | dict(zip(("first", "second", "third"), stage.channels, strict=False))


def _is_untouched(form: Any) -> bool:
    return bool(form.initial) and not form.cleaned_data.get("DELETE")


def _text(value: Any) -> str:
    match value:
        case None | "" | ():
            return "—"
        case bool():
            return str(_("yes") if value else _("no"))
        case tuple():
            return ", ".join(named(CHANNELS, code) for code in value)
        case Decimal():
            return formats.number_format(
                value,
                decimal_pos=2,
                use_l10n=True,
                force_grouping=True,
            )
    names: dict[Any, Any] = {
        **labels.STAGES,
        **dict(_TERM_KINDS),
        **dict(_TERM_FROM),
        **dict(_IF_LATE),
        **dict(Role.choices),
    }
    return str(names.get(value, value))
