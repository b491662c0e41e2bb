"""Staff with their segments: kinds of parties and districts, known from this app on."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.forms import UserChangeForm

from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.staff.admin import HistoryInline, StaffAdmin
from webapp.staff.models import User


class StaffForm(UserChangeForm):
    """A staff member; nothing ticked in a segment means that everything is seen."""

    segment_party_kinds = forms.MultipleChoiceField(
        label=_("sees parties of kinds"),
        choices=Party.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: all kinds."),
    )
    segment_districts = forms.MultipleChoiceField(
        label=_("sees districts"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("Nothing ticked: all districts.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the districts that exist now."""
        super().__init__(*args, **kwargs)
        field = self.fields["segment_districts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(District.objects.order_by("name").values_list("code", "name"))


class UserHistoryInline(HistoryInline):
    """Former names, rights and segments."""

    model = User.pgh_event_model  # type: ignore[attr-defined]
    columns = ("username", "last_name", "is_active", "is_superuser", "segment_party_kinds", "segment_districts")


@admin.register(User)
class SegmentedStaffAdmin(StaffAdmin):
    """Staff members with their role and segment."""

    form = StaffForm
    inlines = (UserHistoryInline,)
