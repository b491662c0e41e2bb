"""The state of supply as a person corrects it.

A supplier with checked requisites; shares that are no more than the whole.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from webapp.contracts.models import Account, Owner, Supplier
from webapp.contracts.operations import Supply
from webapp.parties.forms import checked
from webapp.parties.queries import requisites
from webapp.staff.forms import TextField

_STATE = ("is_disconnected", "restriction_possible", "limit_possible", "never_cut")


class SupplyForm(forms.Form):
    """What is so now, beside what the person saw when the page was opened, and
    how it became known.
    """

    is_disconnected = forms.BooleanField(label=_("Supply is restricted now"), required=False)
    restriction_possible = forms.BooleanField(
        label=_("Restriction is technically possible"), required=False
    )
    limit_possible = forms.BooleanField(
        label=_("Can be limited in part before it is cut off"), required=False
    )
    never_cut = forms.BooleanField(
        label=_("May never be cut (hospital, state body, boiler house …)"), required=False
    )
    ground = TextField(
        label=_("How it became known: report, letter, call"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
    )
    seen_is_disconnected = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen_restriction_possible = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen_limit_possible = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen_never_cut = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def state_of(account: Account) -> dict[str, Any]:
        """Return what the form begins with."""
        return {
            prefix + name: getattr(account, name) for name in _STATE for prefix in ("", "seen_")
        }

    def supply(self, prefix: str = "") -> Supply:
        """Return the state that was ticked, or with ``seen_`` the state that was seen."""
        return Supply(**{name: self.cleaned_data[prefix + name] for name in _STATE})


class SupplierForm(forms.ModelForm):  # type: ignore[type-arg]
    """A supplier whose requisites fit each other: papers and payment codes print them."""

    class Meta:
        """All the fields."""

        model = Supplier
        fields = "__all__"

    def clean_inn(self) -> str:
        """Check the digits."""
        return checked(requisites.inn, self.cleaned_data["inn"])

    def clean_kpp(self) -> str:
        """Check the shape."""
        return checked(requisites.kpp, self.cleaned_data["kpp"])

    def clean_ogrn(self) -> str:
        """Check the digits."""
        return checked(requisites.ogrn, self.cleaned_data["ogrn"])

    def clean_bik(self) -> str:
        """Check the shape."""
        return checked(requisites.bik, self.cleaned_data["bik"])

    def clean(self) -> dict[str, Any]:
        """Compare the accounts with the bank."""
        cleaned = super().clean() or {}
        for name, check in (
            ("settlement_account", requisites.settlement_account),
            ("correspondent_account", requisites.correspondent_account),
        ):
            if cleaned.get("bik") and cleaned.get(name):
                try:
                    cleaned[name] = check(cleaned[name], bik=cleaned["bik"])
                except requisites.InvalidRequisite as error:
                    self.add_error(name, str(error))
        return cleaned


class OwnersFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The owners of an account, whose shares are together no more than the whole on any day."""

    def clean(self) -> None:
        """Add the shares up on every day on which one begins."""
        super().clean()
        owners = [
            form.instance
            for form in self.forms
            if form.is_valid() and (form.instance.pk or form.has_changed())
        ]
        for owner in owners:
            if _shares(owners, owner.starts_on) > 1:
                raise forms.ValidationError(
                    _(
                        "On %(day)s the shares are more than the whole: end a former "
                        "share, or correct the numbers."
                    ),
                    params={"day": f"{owner.starts_on:%d.%m.%Y}"},
                )


def _shares(owners: list[Owner], on: date) -> Fraction:
    there = [
        owner
        for owner in owners
        if owner.starts_on <= on and (owner.ends_on is None or owner.ends_on > on)
    ]
    return sum(
        (Fraction(owner.share_numerator, owner.share_denominator) for owner in there),
        Fraction(0),
    )
