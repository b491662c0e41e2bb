"""Checked requisites and contacts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from webapp.parties.models import Contact, Party
from webapp.parties.queries import names, ours, requisites, residence
from webapp.staff import characters
from webapp.staff.forms import TextField


class PartyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A party whose identifiers have right check digits, and whose name has the parts that papers
    decline.
    """

    class Meta:
        """All the fields."""

        model = Party
        fields = "__all__"

    def clean_inn(self) -> str:
        """Check the digits."""
        return checked(requisites.inn, self.cleaned_data["inn"])

    def clean_name(self) -> str:
        """Drop signs that nobody sees and letters of another alphabet, or refuse them: papers print
        the name.
        """
        return _words(self.cleaned_data["name"])

    def clean_address(self) -> str:
        """As the name."""
        return _words(self.cleaned_data["address"])

    def clean_residence(self) -> str:
        """As the name; a court takes it only with index and region."""
        written = _words(self.cleaned_data["residence"])
        if written and (fault := residence.fault(written)):
            raise forms.ValidationError(fault)
        return written

    def clean_kpp(self) -> str:
        """Check the shape."""
        return checked(requisites.kpp, self.cleaned_data["kpp"])

    def clean_ogrn(self) -> str:
        """Check the digits."""
        return checked(requisites.ogrn, self.cleaned_data["ogrn"])

    def clean(self) -> dict[str, Any]:
        """Compare the fields with each other; take a person's name apart when nobody did."""
        cleaned = super().clean() or {}
        if not cleaned.get("kind") or not cleaned.get("name"):
            return cleaned
        self._compare_inn(cleaned)
        if Party.Kind(cleaned["kind"]).is_natural_person:
            cleaned["name"] = names.written(cleaned["name"])
            self._take_apart(cleaned)
        elif cleaned.get("birth_date"):
            self.add_error("birth_date", _("An organization has no birth date: clear the field."))
        return cleaned

    def _compare_inn(self, cleaned: dict[str, Any]) -> None:
        is_person = Party.Kind(cleaned["kind"]).is_natural_person
        inn = cleaned.get("inn")
        if inn and is_person and len(inn) != 12:
            self.add_error(
                "inn",
                _("A person's ИНН has twelve digits. If this is an organization, choose its kind."),
            )
        if inn and not is_person and len(inn) != 10:
            self.add_error("inn", _("An organization's ИНН has ten digits."))

    def _take_apart(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("last_name") and cleaned.get("first_name"):
            return
        try:
            parts = names.person_name(cleaned["name"])
        except requisites.InvalidRequisite as error:
            self.add_error("name", str(error))
            return
        cleaned.update(
            last_name=parts.last_name,
            first_name=parts.first_name,
            patronymic=parts.patronymic,
        )


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """An e-mail address or a phone number that can exist."""

    class Meta:
        """What is known of the contact itself."""

        model = Contact
        # consent is given and refused on the page of contacts, with its ground and day
        exclude = ("takes_sms", "takes_calls", "consent_on")

    def clean(self) -> dict[str, Any]:
        """Check the value by its kind and store its usual form."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Contact.Kind.EMAIL:
            check = requisites.email
        else:
            check = requisites.phone
        try:
            cleaned["value"] = checked(check, cleaned.get("value", ""))
            if "value" in self.changed_data:
                ours.refuse(
                    kind=cleaned.get("kind", ""),
                    value=cleaned["value"],
                )
        except requisites.InvalidRequisite as error:
            self.add_error("value", str(error))
        except forms.ValidationError as error:
            self.add_error("value", error)
        return cleaned


class AddContactForm(forms.Form):
    """One more way to reach a party; the operation checks the value."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Contact.Kind.choices, widget=UnfoldAdminSelectWidget
    )
    value = TextField(
        label=_("Address or number"), max_length=120, widget=UnfoldAdminTextInputWidget
    )
    shared = TextField(required=False, max_length=120, widget=forms.HiddenInput)

    @property
    def is_shared(self) -> bool:
        """Say whether the person, asked about this very value, says that customers share it."""
        given: dict[str, Any] = self.cleaned_data
        return bool(given["shared"]) and given["shared"] == given["value"]


_YES_OR_NO = [("yes", _("yes")), ("no", _("no"))]


class MarkContactForm(forms.Form):
    """Whether a contact works, whether its owner agrees to short messages or calls, and how that
    became known.
    """

    works = forms.ChoiceField(choices=_YES_OR_NO, required=False)
    sms = forms.ChoiceField(choices=_YES_OR_NO, required=False)
    calls = forms.ChoiceField(choices=_YES_OR_NO, required=False)
    ground = TextField(
        max_length=300,
        error_messages={"required": _("Say how it became known.")},
        widget=UnfoldAdminTextInputWidget(
            attrs={"placeholder": _("How it became known"), "aria-label": _("How it became known")}
        ),
    )


def checked(check: Callable[[str], str], value: str) -> str:
    """Return the stored form of a requisite; an empty one stays empty."""
    try:
        if value:
            return check(value)
        return ""
    except requisites.InvalidRequisite as error:
        raise forms.ValidationError(str(error)) from error


def _words(text: str) -> str:
    try:
        return characters.one_alphabet(characters.visible(text))
    except characters.UnreadableSigns as error:
        raise forms.ValidationError(str(error)) from error
