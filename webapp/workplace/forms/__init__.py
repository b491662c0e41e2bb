"""The calculators: each form is a question to the rules, each answer brings its lines."""

from webapp.workplace.forms import charges, law
from webapp.workplace.forms.calculator import Calculator

CALCULATORS: dict[str, type[Calculator]] = {
    form.rule: form
    for form in (
        *(law.PenaltyForm, law.DutyForm, law.DeadlineForm),
        *(charges.MeterForm, charges.NormForm, charges.RangesForm, charges.CommonPropertyForm),
    )
}
"""Every calculator by its rule; the first is shown to whoever asked for none."""
