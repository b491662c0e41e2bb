"""Staff with their segments: kinds of parties and districts, known from this app on."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.forms import UserChangeForm

from webapp.audit import operations as audit
from webapp.audit.admin import JournaledAdmin
from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.staff import administrators
from webapp.staff.admin import HistoryInline, StaffAdmin
from webapp.staff.asked import whole_number
from webapp.staff.models import Role, User


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Roles by their names in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the role of a group."""
        return str(dict(Role.choices).get(obj.name, obj.name))


class StaffForm(UserChangeForm):
    """A staff member; nothing ticked in a segment means that everything is seen."""

    editor: User

    groups = RolesField(
        label=_("Roles"),
        queryset=Group.objects.order_by("id"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    segment_party_kinds = forms.MultipleChoiceField(
        label=_("Sees parties of kinds"),
        choices=Party.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: all kinds."),
    )
    segment_districts = forms.MultipleChoiceField(
        label=_("Sees districts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: all districts."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the districts that exist now, and the way to another password."""
        super().__init__(*args, **kwargs)
        way = format_html('<a href="../password/">{}</a>', _("Set another password"))
        self.fields["password"].help_text = format_html(
            "{} {}.",
            _("The password itself is kept nowhere."),
            way,
        )
        field = self.fields["segment_districts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(District.objects.order_by("name").values_list("code", "name"))

    def clean(self) -> dict[str, Any] | None:
        """Refuse what would lock everybody out."""
        cleaned: dict[str, Any] | None = super().clean()
        if self.errors:
            return cleaned
        try:
            administrators.keep(
                user=self.instance,
                by=self.editor,
                is_active=self.cleaned_data["is_active"],
                roles=[group.name for group in self.cleaned_data["groups"]],
                is_superuser=self.cleaned_data["is_superuser"],
            )
        except administrators.UnableToTake as refusal:
            self.add_error(refusal.field, str(refusal))
        return cleaned


class UserHistoryInline(HistoryInline):
    """Former names, rights and segments."""

    model = User.pgh_event_model  # type: ignore[attr-defined]
    columns = (
        "username",
        "last_name",
        "is_active",
        "is_superuser",
        "segment_party_kinds",
        "segment_districts",
    )


@admin.register(User)
class SegmentedStaffAdmin(JournaledAdmin, StaffAdmin):  # type: ignore[misc]
    """Staff members with their role and segment."""

    form = StaffForm
    inlines = (UserHistoryInline,)
    actions = ("forget_telephone",)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Let the form know who edits: not everything may be done to oneself."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user})

    @admin.action(description=_("Forget the telephone with the codes"), permissions=["change"])
    def forget_telephone(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Let people whose telephone is lost set up another; the journal says who did."""
        assert isinstance(request.user, User)
        forgotten = sum(audit.forget_telephone(user=user, by=request.user) for user in people)
        self.message_user(request, _("Telephones forgotten: %(number)d.") % {"number": forgotten})

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Give somebody another password; the journal says who did."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=whole_number(id) or 0)
        before = audit.password_of(user_id=person.pk)
        page = super().user_change_password(request, id, form_url)
        assert isinstance(request.user, User)
        audit.record_password(
            user_id=person.pk,
            before=before,
            by=request.user,
        )
        return page
