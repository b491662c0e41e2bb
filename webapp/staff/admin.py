"""What the lists and forms of all apps share: how rows are shown, and the former versions of a row.

The form of a staff member is in ``contracts.admin``, because segments are made of kinds of parties
and districts.
"""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.contrib.auth import get_permission_codename
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.db.models import BigIntegerField, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim
from django.forms import BaseInlineFormSet, Media
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.views import ChangeList

from webapp.staff import forms, paging
from webapp.staff.asked import whole_number, whole_numbers
from webapp.staff.models import LoginAttempt, Role, User
from workflows.interfaces import days

# roles come from the role table (``istok seed_roles``); a group edited by hand would be overwritten
admin.site.unregister(Group)


# the forms of rows take what our other forms take: days within bounds, figures, text without unseen
# signs
FIELDS: dict[Any, dict[str, Any]] = {
    models.DateField: {"form_class": forms.DayField, "span": days.RECORDED},
    models.DecimalField: {"form_class": forms.FiguresField},
    models.CharField: {"form_class": forms.TextField},
    models.TextField: {"form_class": forms.TextField},
}
NEW_LINES_MAX = 50
READ_AT_ONCE = 2000
_NO_ROLE = "none"


class RowField(django_forms.ModelChoiceField):  # type: ignore[type-arg]
    """A link to a row. What is no number at all is refused like a number that is nobody's."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show again what was chosen, and nothing where nothing could have been."""
        return super().bound_data(data, initial) if whole_number(data) else None


class SeenLinks:
    """Forms that link only to rows which the person sees, even when a number is guessed."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer and take the rows of the other table's own list."""
        model = db_field.remote_field.model
        kwargs.setdefault("form_class", RowField)
        if admin.site.is_registered(model):
            linked = admin.site.get_model_admin(model)
            kwargs.setdefault("queryset", linked.get_queryset(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class LinesInline(SeenLinks, TabularInline):
    """Lines of a row that people write.

    However many a form claims to have, only so many new ones are read.
    """

    extra = 0
    tab = True
    show_title = False
    formfield_overrides = FIELDS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the lines, no more than there are and some new ones."""
        formset = super().get_formset(request, obj, **kwargs)
        if obj:
            written = self.model._default_manager.filter(**{formset.fk.name: obj}).count()
        else:
            written = 0
        formset.max_num = NEW_LINES_MAX + written
        formset.absolute_max = formset.max_num
        return formset


class HistoryFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """The former versions of lines.

    Their link to the row has no name from which a prefix could be made.
    """

    @classmethod
    def get_default_prefix(cls) -> str:
        """Name the versions of lines after their table; those of the row itself stay ``events``."""
        assert cls.model is not None
        return super().get_default_prefix() or str(cls.model._meta.model_name)


class HistoryInline(TabularInline):
    """The former versions of a row, which the database keeps.

    When each was replaced and by whom. Subclasses name the event model.
    """

    formset = HistoryFormSet
    fk_name = "pgh_obj"
    extra = 0
    max_num = 0
    can_delete = False
    tab = True
    show_title = False
    verbose_name = _("former version")
    verbose_name_plural = _("history")
    columns: tuple[str, ...] = ()

    def get_fields(self, _request: HttpRequest, _obj: Any = None) -> list[str]:
        """Show when and by whom the version was replaced, and what it said."""
        return ["replaced_at", "replaced_by", *self.columns]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nothing of the past can be changed."""
        return self.get_fields(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the newest versions first."""
        versions: QuerySet[Any] = super().get_queryset(request)
        user_id = Cast(KeyTextTransform("user", "pgh_context__metadata"), BigIntegerField())
        person = User.objects.filter(id=OuterRef("replacer_id"))
        full = Trim(Concat("first_name", Value(" "), "last_name"))
        named = person.values(name=Coalesce(NullIf(full, Value("")), "username"))
        versions = versions.annotate(replacer_id=user_id).annotate(replacer=Subquery(named))
        links = [name for name in self.columns if self.model._meta.get_field(name).is_relation]
        return versions.prefetch_related(*links).order_by("-pgh_id")

    def has_view_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        """Who may see such rows sees what they were: former owners are owners."""
        present = self.model.pgh_tracked_model._meta  # type: ignore[attr-defined]
        code = get_permission_codename("view", present)
        return request.user.has_perm(f"{present.app_label}.{code}")

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """The database writes history, nobody else."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """The past stays as it was."""
        return False

    @admin.display(description=_("replaced at"))
    def replaced_at(self, event: Any) -> Any:
        """Return the moment of the change that ended this version."""
        return event.pgh_created_at

    @admin.display(description=_("replaced by"))
    def replaced_by(self, event: Any) -> str:
        """Return the name of the person, when the change came from a screen."""
        return event.replacer or "—"


_UNUSED = ("xregexp.js", "xregexp.min.js", "urlify.js", "prepopulate.js")


class CardList(ChangeList):  # type: ignore[misc]
    """The rows of a list, each leading to its card."""

    def url_for_result(self, result: Model) -> str:
        """Return the card of a row: the form is one click behind it."""
        return reverse(self.model_admin.card, args=[result.pk])


class LongList(ChangeList):  # type: ignore[misc]
    """Very many rows: only those that were looked for are put in another order."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[str]:
        """Return the order that is asked for, or the usual one."""
        if not self.query:
            self.params.pop(ORDER_VAR, None)
        found: list[str] = super().get_ordering(request, queryset)
        return found


class ListAdmin(SeenLinks, ModelAdmin):
    """A list that stays quick on a large table.

    No full counts, pages read by their keys, links loaded with the rows, nothing deleted in bulk.
    ``card`` is the page that a row opens instead of its form. Of a table that ``is_long`` only what
    was looked for can be put in another order than the usual one. Columns of sums that add up are
    its ``totals``; columns that stand in no line of the screen are ``on_paper``.
    """

    card = ""
    is_long = False
    totals: tuple[str, ...] = ()
    on_paper: tuple[str, ...] = ()

    show_full_result_count = False
    list_per_page = 50
    paginator = paging.KeysFirst
    list_filter_submit = True
    compressed_fields = True
    warn_unsaved_form = True
    formfield_overrides = FIELDS

    @property
    def media(self) -> Media:
        """Leave out the programs that fill in one field from another: no form of ours does."""
        known = super().media
        used = [path for path in known._js if not str(path).endswith(_UNUSED)]
        return Media(css=known._css, js=used)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """A row that is being added has no history yet."""
        inlines: list[Any] = super().get_inlines(request, obj)
        if obj:
            return inlines
        return [inline for inline in inlines if not issubclass(inline, HistoryInline)]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Let the rows lead to their cards where there are such."""
        if self.is_long:
            return LongList
        return CardList if self.card else super().get_changelist(request, **kwargs)

    def read_for_paper(self, found: QuerySet[Any], _request: HttpRequest) -> Iterable[Any]:
        """Return all rows that were found, however many, with what their columns tell."""
        return found.iterator(chunk_size=READ_AT_ONCE)

    def get_sortable_by(self, request: HttpRequest) -> Any:
        """Return the columns that rows can be ordered by."""
        if self.is_long and not request.GET.get(SEARCH_VAR):
            return ()
        return super().get_sortable_by(request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a form with what the address says.

        Where it should name a row and does not, with nothing.
        """
        rows = {field.name for field in self.model._meta.get_fields() if field.is_relation}
        said: dict[str, Any] = super().get_changeform_initial_data(request)
        return {
            name: value for name, value in said.items() if name not in rows or whole_number(value)
        }

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Do what was chosen with the ticked rows.

        :raises BadRequest: when a tick is no row at all, which no page of ours sends
        """
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if len(whole_numbers(ticked)) < len(ticked):
            raise BadRequest
        return super().response_action(request, queryset)

    def history_view(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The past of a row is on its form, and what was done is in the journal."""
        raise PermissionDenied

    def has_delete_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Rows are closed or corrected, not deleted: papers and journals refer to them."""
        return False


class ReadOnlyAdmin(ListAdmin):
    """A list to look at: its rows are written by operations only."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """Operations add."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Model | None = None) -> bool:
        """Operations change."""
        return False


class RoleFilter(admin.SimpleListFilter):
    """People of a role, named in the reader's language."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        """Offer every role, and none."""
        roles = [(role.value, str(role.label)) for role in Role]
        return [*roles, (_NO_ROLE, _("no role yet"))]

    def queryset(self, _request: HttpRequest, people: QuerySet[User]) -> QuerySet[User]:
        """Keep the people of the chosen role."""
        if self.value() in Role.values:
            return people.filter(groups__name=self.value())
        if self.value() == _NO_ROLE:
            return people.filter(groups=None, is_superuser=False)
        return people


class NewColleagueForm(UserCreationForm):  # type: ignore[misc]
    """Login and password of a new colleague: nobody comes in by another way."""

    usable_password = None


class StaffAdmin(UserAdmin, ListAdmin):  # type: ignore[type-arg,misc]
    """Staff members with their role and segment."""

    form = UserChangeForm
    add_form = NewColleagueForm
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2")}),)
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "last_name", "first_name", "roles", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    search_fields = ("username", "last_name", "first_name", "email")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (
            _("Personal data"),
            {"fields": ("last_name", "first_name", "patronymic", "position", "phone", "email")},
        ),
        (_("Rights"), {"fields": ("is_active", "groups", "is_superuser")}),
        (_("Segment"), {"fields": ("segment_party_kinds", "segment_districts")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Load the roles with the people."""
        people: QuerySet[User] = super().get_queryset(request)
        return people.prefetch_related("groups")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Let everybody who is entered here into the office.

        What they may do there, the role says.
        """
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """Return the roles in the reader's language."""
        labels = dict(Role.choices)
        names = [group.name for group in user.groups.all()]
        return ", ".join(str(labels.get(name, name)) for name in names)


@admin.register(LoginAttempt)
class LoginAttemptAdmin(ReadOnlyAdmin):
    """Who tried to come in, from where, and whether the password was right.

    Nobody changes it, the database neither.
    """

    list_display = ("at", "login", "is_code", "address", "outcome")
    list_filter = ("outcome",)
    search_fields = ("=login", "=address")
    ordering = ("-id",)

    @admin.display(description=_("code of the telephone"), boolean=True)
    def is_code(self, attempt: LoginAttempt) -> bool:
        """Say whether a code was tried, after a right password."""
        return attempt.code_of_id is not None
