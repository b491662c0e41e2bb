"""The lock date, and forms whose changes the journal keeps.

The journal's own screen is in ``workplace.admin``, above all that deeds are about.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Max
from django.forms import model_to_dict
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.audit import operations
from webapp.audit.models import Submission
from webapp.staff import queries as staff
from webapp.staff.admin import ListAdmin
from webapp.staff.asked import whole_number
from webapp.staff.models import LockDate, User

_SEEN = "seen_version"
_SUBMISSION = "submission"
_NOT_TOGETHER = gettext_lazy(
    "Nothing was saved this time: the same form was sent twice, or somebody entered meanwhile "
    "what does not go together with it. Look at what is there now."
)


class JournaledAdmin(ListAdmin):
    """A list whose form writes a deed.

    Which fields of the row and of its lines were changed, by name; the history has their values.

    Who looks at a row that ``is_personal`` is written down.

    A form that was open while a colleague or a crew changed the row is refused: it would write back
    what it saw.
    """

    change_form_template = "audit/change_form.html"
    is_personal = False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Let the form remember which version of the row it shows, or which new row it makes.

        What the database refuses came meanwhile from somebody else, or from a second click.
        """
        context = {**(extra_context or {}), **self._remembered(request, object_id)}
        self._look(request, object_id)
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except IntegrityError as error:
            if request.method != "POST":
                raise
            refusal = self.refusal(error)
        self.message_user(request, refusal, messages.ERROR)
        return redirect(request.get_full_path())

    def _look(self, request: HttpRequest, object_id: str | None) -> None:
        """Write down who looks at a row with personal data."""
        if not self.is_personal or object_id is None:
            return
        row = self.get_object(request, object_id)
        if row and isinstance(request.user, User):
            subject = f"{self.model._meta.model_name}:{row.pk}"
            operations.look(subject=subject, by=request.user)

    def refusal(self, _error: IntegrityError) -> Any:
        """Return in words what the database has refused."""
        return _NOT_TOGETHER

    def _remembered(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """Return the hidden fields of the form; a refused one goes on remembering the same."""
        number = whole_number(object_id)
        if number is None:
            return {_SUBMISSION: request.POST.get(_SUBMISSION) or uuid4()}
        return {_SEEN: request.POST.get(_SEEN) or _version(self.model, number)}

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Return the form of the row, which compares what was seen with what is."""
        form = super().get_form(request, obj, change=change, **kwargs)
        seen = request.POST.get(_SEEN)
        if obj is None or seen is None:
            return form
        return type(form.__name__, (_SeenVersion, form), {"seen": seen})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write what the person changed and nothing else: what others changed meanwhile stays."""
        if not change:
            _take_once(request)
            super().save_model(request, obj, form, change)
            return
        columns = {field.name for field in obj._meta.concrete_fields}
        obj.save(update_fields=[name for name in _changed(form) if name in columns])

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool
    ) -> None:
        """Write the lines, and the deed when there is one."""
        formsets = list(formsets)
        super().save_related(request, form, formsets, change)
        fields = _changed(form)
        lines = [line for formset in formsets for line in _lines(formset)]
        if change and not fields and not lines:
            return
        assert isinstance(request.user, User)
        operations.record(
            name=f"{self.model._meta.label_lower}.{'changed' if change else 'added'}",
            subject=f"{self.model._meta.model_name}:{form.instance.pk}",
            actor=request.user,
            details={"fields": fields} | ({"lines": lines} if lines else {}),
        )


class _SeenVersion:
    """A form of a row that was seen in some version."""

    seen: str

    def clean(self) -> Any:
        """Refuse to write over a newer version; the row stays locked until the form is saved."""
        cleaned, row = super().clean(), self.instance  # type: ignore[misc,attr-defined]
        list(
            type(row)
            ._default_manager.select_for_update(of=("self",))
            .filter(pk=row.pk)
            .values_list("pk")
        )
        if self.seen != _version(type(row), row.pk):
            self.add_error(  # type: ignore[attr-defined]
                None,
                _(
                    "Somebody changed this meanwhile. Open the page again and enter your "
                    "changes anew."
                ),
            )
        return cleaned


def _take_once(request: HttpRequest) -> None:
    """Write down that this form is taken; the database refuses a second one of the same key."""
    try:
        key = UUID(request.POST.get(_SUBMISSION, ""))
    except ValueError:
        return
    Submission.objects.create(key=key)


def _version(model: Any, pk: int) -> str:
    """Return the number of the last former version, ``0`` when there is none.

    Nothing for what has no history.
    """
    events = getattr(model, "pgh_event_model", None)
    if events:
        return str(events.objects.filter(pgh_obj=pk).aggregate(last=Max("pgh_id"))["last"] or 0)
    return ""


def _changed(form: Any) -> list[str]:
    """Return the names of the fields that got another value, from the person or from a check of the
    form.
    """
    after = model_to_dict(form.instance, fields=list(form.cleaned_data))
    many = {field.name for field in form.instance._meta.many_to_many}
    changed = {
        name
        for name, value in after.items()
        if name not in many and value != form.initial.get(name)
    }
    return sorted(changed | many & set(form.changed_data))


def _lines(formset: Any) -> list[dict[str, Any]]:
    what = formset.model._meta.model_name
    added = [{"line": what, "id": line.pk, "fields": ["added"]} for line in formset.new_objects]
    return added + [
        {"line": what, "id": line.pk, "fields": sorted(fields)}
        for line, fields in formset.changed_objects
    ]


class LockDateForm(forms.ModelForm):  # type: ignore[type-arg]
    """The day, which has come already."""

    def clean_closed_before(self) -> date:
        """Refuse a day of the future."""
        day: date = self.cleaned_data["closed_before"]
        if day > staff.today():
            raise forms.ValidationError(_("The lock date cannot lie in the future."))
        return day


@admin.register(LockDate)
class LockDateAdmin(ListAdmin):
    """The day before which nothing can be written."""

    form = LockDateForm
    list_display = ("closed_before",)
    fields = ("closed_before",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one lock date."""
        return super().has_add_permission(request) and not LockDate.objects.exists()

    def save_model(self, request: HttpRequest, obj: LockDate, _form: Any, _change: bool) -> None:
        """Write the day and the journal together."""
        assert isinstance(request.user, User)
        operations.move_lock_date(closed_before=obj.closed_before, by=request.user)
