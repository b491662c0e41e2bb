"""Pages of registered post: what waits, the lists, one list with its letters and files."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from documents.refusals import Refused
from webapp.correspondence.operations import batches
from webapp.correspondence.queries import refusals
from webapp.registered_post import operations, queries
from webapp.registered_post.forms import FateForm, HandForm
from webapp.registered_post.models import PostLetter, PostList
from webapp.registered_post.operations import UnableToPost, printing
from webapp.staff import queries as staff
from webapp.staff.asked import whole_numbers
from webapp.staff.views import StaffPage

_PDF = "application/pdf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Post(StaffPage):
    permission_required = ("correspondence.view_document", "tasks.complete_task")


class Desk(_Post, TemplateView):
    """The letters that wait for the post, and the lists there are."""

    title = gettext_lazy("Registered letters")
    template_name = "registered_post/desk.html"
    http_method_names = ["get", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what waits, and the newest lists."""
        waiting = queries.waiting(user=self.staff, now=staff.business_now())
        return super().get_context_data(
            waiting=waiting,
            lacking=sum(not one.has_index for one in waiting),
            lists=queries.lists(user=self.staff).select_related("by")[:50],
            **kwargs,
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Make a list of what is ticked."""
        ids = whole_numbers(request.POST.getlist("ids"))
        try:
            made = operations.gather(
                ids=ids,
                by=self.staff,
                now=staff.business_now(),
            )
        except UnableToPost as error:
            messages.error(request, str(error))
            return redirect("admin:registered_post")
        messages.success(request, _("The list is made."))
        return redirect("admin:registered_post_list", made.pk)


class _OfList(_Post):
    kwargs: dict[str, Any]

    @cached_property
    def post_list(self) -> PostList:
        """Return the list, when the person sees every letter of it."""
        return get_object_or_404(queries.lists(user=self.staff), pk=self.kwargs["pk"])


class ListPage(_OfList, TemplateView):
    """One list: its letters, what is printed, when it was handed over, what became of each."""

    title = gettext_lazy("List for the post")
    template_name = "registered_post/list.html"
    http_method_names = ["get", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the letters, and which must not go any more."""
        gone: set[int] = set()
        if self.post_list.handed_on is None:
            gone = set(queries.recalled(post_list=self.post_list).values_list("pk", flat=True))
        return super().get_context_data(
            post_list=self.post_list,
            letters=queries.letters_of(post_list=self.post_list),
            gone=gone,
            handed_today=f"{staff.today():%d.%m.%Y}",
            fates=PostLetter.Fate.choices,
            **kwargs,
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what is asked for, and show the list again."""
        deeds: dict[str, Callable[[HttpRequest], str]] = {
            "hand": self._hand,
            "leave-out": self._leave_out,
            "fate": self._tell,
        }
        deed = deeds.get(request.POST.get("do", ""))
        if deed is None:
            raise Http404
        try:
            messages.success(request, deed(request))
        except UnableToPost as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(said=request.POST))
        return redirect("admin:registered_post_list", self.post_list.pk)

    def _hand(self, request: HttpRequest) -> str:
        form = _valid(HandForm(request.POST))
        operations.hand_over(
            list_id=self.post_list.pk,
            on=form.cleaned_data["on"],
            by=self.staff,
            today=staff.today(),
        )
        return _("The list lies at the post.")

    def _leave_out(self, _request: HttpRequest) -> str:
        count = operations.leave_out(list_id=self.post_list.pk, by=self.staff)
        return _("Taken out: %(count)s.") % {"count": count}

    def _tell(self, request: HttpRequest) -> str:
        form = _valid(FateForm(request.POST, request.FILES))
        letter = get_object_or_404(
            queries.letters_of(post_list=self.post_list), pk=form.cleaned_data["letter"]
        )
        operations.tell(
            letter_id=letter.pk,
            told=form.told(),
            by=self.staff,
            now=staff.business_now(),
        )
        return _("It is written down, and the case goes on.")


class ListFile(_OfList, View):
    """What is printed for a list."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Make it and give it out, or say why not."""
        try:
            return self._file(kwargs["what"])
        except (UnableToPost, batches.UnableToPrint) as error:
            told = str(error) if isinstance(error, UnableToPost) else _("Some cannot be printed.")
            messages.error(request, told)
        except Refused as refused:
            messages.error(request, refusals.in_words(refused))
        return redirect("admin:registered_post_list", self.post_list.pk)

    def _file(self, what: str) -> HttpResponseBase:
        number = self.post_list.number.replace("/", "-")
        match what:
            case "table":
                return _given(printing.table(post_list=self.post_list), f"{number}.xlsx", _XLSX)
            case "form":
                content = printing.form_103(post_list=self.post_list)
            case "envelopes":
                content = printing.on_envelopes(post_list=self.post_list)
            case "letters":
                content = printing.papers(post_list=self.post_list, by=self.staff)
            case _:
                raise Http404(what)
        return _given(content, f"{number}-{what}.pdf", _PDF)


def _given(content: bytes, name: str, kind: str) -> FileResponse:
    return FileResponse(
        BytesIO(content),
        content_type=kind,
        as_attachment=True,
        filename=name,
    )


def _valid[F: Form](form: F) -> F:
    """Return a form that is right.

    :raises UnableToPost: with its first error
    """
    if form.is_valid():
        return form
    name, errors = next(iter(form.errors.items()))
    raise UnableToPost(f"{form.fields[name].label}: {errors[0]}")
