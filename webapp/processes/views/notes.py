"""Notes, calls and files: about a case, about an account, and the correction of each."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django_htmx.http import HttpResponseClientRedirect

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.parties.models import Contact, Party
from webapp.processes import registry
from webapp.processes.forms import pausing as actions
from webapp.processes.forms.notes import CallForm, NoteForm, form_of
from webapp.processes.models import Note, NoteFile
from webapp.processes.operations import notes
from webapp.processes.queries import notes as written
from webapp.processes.views.cases import OneCase
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage

_WRITE = "processes.add_note"
_FORMS: dict[str, tuple[type[NoteForm], Promise]] = {
    "note": (NoteForm, gettext_lazy("Write a note")),
    "call": (CallForm, gettext_lazy("Write a call down")),
}


class _Writing(StaffPage, View):
    """A dialog on GET, the note on POST."""

    kwargs: dict[str, Any]

    def asked(self) -> tuple[type[NoteForm], Promise]:
        """Return the form and what the dialog is called."""
        if self.kwargs["what"] not in _FORMS:
            raise Http404
        return _FORMS[self.kwargs["what"]]

    def begun(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return {}

    def write(self, form: NoteForm) -> Note:
        """Write it down."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the dialog."""
        form, _title = self.asked()
        return self._show(form(initial=self.begun()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write it down, or say in the dialog why not."""
        form = self.asked()[0](request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        try:
            note = self.write(form)
        except notes.UnableToWrite as error:
            form.add_error(None, str(error))
            return self._show(form)
        messages.success(request, _("Written down."))
        return self.gone(note)

    def gone(self, note: Note) -> HttpResponse:
        """Lead the person on."""
        address = written.page_of(note)
        if self.is_part:
            return HttpResponseClientRedirect(address)
        return redirect(address)

    def _show(self, form: NoteForm) -> HttpResponse:
        context = {"form": form, "title": self.asked()[1], "address": self.request.path}
        return render(self.request, "processes/_note_form.html", context)


class OnCase(OneCase, _Writing):
    """Writing about a case."""

    def get_permission_required(self) -> tuple[str, ...]:
        """Demand the right to write besides seeing cases."""
        return (*super().get_permission_required(), _WRITE)

    def begun(self) -> dict[str, Any]:
        """Begin with the customer and a number that may be called."""
        return _to_call(self.case.party)

    def write(self, form: NoteForm) -> Note:
        """Write it down."""
        return notes.write(
            about=self.case,
            said=form.said(),
            by=self.staff,
            now=staff.business_now(),
        )

    def gone(self, note: Note) -> HttpResponse:
        """Lead on; who heard a promise writes that down next, in the same dialog."""
        code = self.pages.after_promise
        promise = actions.actions(self.pages).get(code)
        is_promised = note.outcome == Note.Outcome.PROMISED and not self.case.closed_on
        if promise and is_promised and promise.is_offered(user=self.staff, case=self.case):
            page = f"admin:{self.pages.address}_case_action"
            return redirect(reverse(page, args=[self.case.pk, code]))
        return super().gone(note)


class OnAccount(_Writing):
    """Writing about an account."""

    permission_required = ("contracts.view_account", _WRITE)

    @cached_property
    def account(self) -> Account:
        """Return the account of the person's segment."""
        seen = contracts.visible_accounts(user=self.staff).select_related("party")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def begun(self) -> dict[str, Any]:
        """Begin with the customer and a number that may be called."""
        return _to_call(self.account.party)

    def write(self, form: NoteForm) -> Note:
        """Write it down."""
        return notes.write(
            about=self.account,
            said=form.said(),
            by=self.staff,
            now=staff.business_now(),
        )


class Correct(_Writing):
    """Correcting a note."""

    permission_required = (_WRITE,)

    @cached_property
    def note(self) -> Note:
        """Return the note when the person may see what it is about."""
        seen = written.visible(user=self.staff).select_related("case")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def asked(self) -> tuple[type[NoteForm], Promise]:
        """Return the form by which it was written."""
        return form_of(self.note), gettext_lazy("Correct what was written")

    def begun(self) -> dict[str, Any]:
        """Begin with what was written."""
        names = ("kind", "outcome", "person", "phone", "text")
        return {name: getattr(self.note, name) for name in names}

    def write(self, form: NoteForm) -> Note:
        """Write it anew."""
        return notes.correct(
            note_id=self.note.pk,
            said=form.said(),
            by=self.staff,
            now=staff.business_now(),
        )


class File(StaffPage, View):
    """A file of a note, as a download: nothing in it is opened here."""

    permission_required = ()

    def has_permission(self) -> bool:
        """Demand the right to see something that notes may be about."""
        if not super().has_permission():
            return False
        seen = ("contracts.view_account", *(pages.permission for pages in registry.pages()))
        return any(map(self.staff.has_perm, seen))

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        """Send it to whoever may see what the note is about."""
        seen = written.visible(user=self.staff).values("id")
        file = get_object_or_404(NoteFile, note__in=seen, note=kwargs["pk"], pk=kwargs["file"])
        return FileResponse(
            BytesIO(bytes(file.content)),
            content_type=file.content_type,
            as_attachment=True,
            filename=file.name,
        )


def _to_call(party: Party) -> dict[str, Any]:
    usable = party.contacts.filter(kind=Contact.Kind.PHONE, is_valid=True, takes_calls=True)
    phone = usable.order_by("id").values_list("value", flat=True).first()
    return {"person": party.name, "phone": phone or ""}
