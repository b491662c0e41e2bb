"""Papers and messages on screen, decisions about doubtful ones.

And the door for providers' reports.
"""

from contextlib import suppress
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notes
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import ListView, View

from documents import pdf
from notifications import twilio_callback
from notifications.voice import transport as voice
from webapp.audit import operations as audit
from webapp.correspondence import queries
from webapp.correspondence.forms import SettleForm
from webapp.correspondence.models import Document, Message
from webapp.correspondence.operations import calls, messages, pdfs
from webapp.correspondence.queries import refusals
from webapp.staff import queries as staff
from webapp.staff.asked import whole_numbers
from webapp.staff.views import StaffPage

PAGE_SIZE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DoubtfulMessages(StaffPage, ListView):  # type: ignore[type-arg]
    """Messages of which nobody knows whether they went out, each with the form that decides."""

    permission_required = "correspondence.settle_message"
    title = gettext_lazy("Outcome unknown")
    template_name = "correspondence/doubtful.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Message]:
        """Return the queue, oldest first."""
        return queries.messages_in_doubt(user=self.staff)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each message a form of its own."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "rows": [
                (message, SettleForm(auto_id=f"id_{message.pk}_%s"))
                for message in context["object_list"]
            ],
            "many": SettleForm(auto_id="id_many_%s"),
        }


class SettleMessage(StaffPage, View):
    """A person's decision about one message."""

    permission_required = "correspondence.settle_message"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write the decision."""
        message = get_object_or_404(queries.visible_messages(user=self.staff), pk=kwargs["pk"])
        form = SettleForm(request.POST)
        if form.is_valid():
            self._settle(message, form)
        else:
            notes.error(request, _("Say what shows whether the message went out."))
        return redirect("admin:correspondence_message_doubtful")

    def _settle(self, message: Message, form: SettleForm) -> None:
        evidence = form.cleaned_data["evidence"]
        try:
            settled = messages.settle_unknown(
                message_id=message.pk,
                was_sent=form.was_sent,
                evidence=evidence,
                by=self.staff,
                today=staff.today(),
            )
        except messages.UnableToSettle as error:
            notes.error(self.request, str(error))
            return
        notes.info(
            self.request,
            _("Message to %(recipient)s: %(status)s.")
            % {"recipient": settled, "status": settled.get_status_display()},
        )


class SettleMessages(StaffPage, View):
    """A person's one decision about many messages: all that a log shows, or does not show."""

    permission_required = "correspondence.settle_message"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write the decision for each message that is still in doubt."""
        form = SettleForm(request.POST)
        asked = whole_numbers(request.POST.getlist("message"))
        if not asked:
            notes.error(request, _("Choose messages in the list first."))
        elif form.is_valid():
            self._settle(asked, form)
        else:
            notes.error(request, _("Say what shows whether the message went out."))
        return redirect("admin:correspondence_message_doubtful")

    def _settle(self, asked: list[int], form: SettleForm) -> None:
        doubtful = queries.messages_in_doubt(user=self.staff).filter(pk__in=asked)
        settled = 0
        for message in doubtful:
            with suppress(messages.UnableToSettle):  # somebody else was quicker: that stands
                messages.settle_unknown(
                    message_id=message.pk,
                    was_sent=form.was_sent,
                    evidence=form.cleaned_data["evidence"],
                    by=self.staff,
                    today=staff.today(),
                )
                settled += 1
        notes.info(self.request, _("Messages settled: %(count)s.") % {"count": settled})


class DocumentFile(StaffPage, View):
    """A paper's bytes."""

    permission_required = "correspondence.view_document"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send the PDF into the page, the DOCX as a download."""
        document = get_object_or_404(
            queries.visible_documents(user=self.staff).select_related("docx", "pdf"),
            pk=kwargs["pk"],
        )
        audit.look(subject=f"document:{document.pk}", by=self.staff)
        name = document.number.replace("/", "-")
        match kwargs["suffix"]:
            case "pdf":
                return self._pdf(document, f"{name}.pdf")
            case "docx":
                return FileResponse(
                    BytesIO(document.docx.content),
                    content_type=DOCX,
                    as_attachment=True,
                    filename=f"{name}.docx",
                )
        raise Http404

    def _pdf(self, document: Document, name: str) -> HttpResponseBase:
        """Print the paper if nobody has yet."""
        try:
            content = pdfs.pdf_of(document)
        except pdf.UnableToConvert as error:
            notes.error(self.request, refusals.in_words(error))
            return redirect("admin:correspondence_document_changelist")
        return FileResponse(
            BytesIO(content),
            content_type="application/pdf",
            filename=name,
        )


@method_decorator(csrf_exempt, name="dispatch")
class TwilioReport(View):
    """Twilio reports what became of a message. No login: the signature is the proof."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: UUID) -> HttpResponse:
        """Check the signature and write the report."""
        try:
            delivery = twilio_callback.read(
                reference=reference,
                url=settings.PUBLIC_URL + request.get_full_path(),
                form=request.POST.dict(),
                signature=request.headers.get("X-Twilio-Signature", ""),
                auth_token=settings.TWILIO_AUTH_TOKEN,
            )
        except twilio_callback.ForgedCallback:
            return HttpResponse(status=403)
        except twilio_callback.SpoiltReport:
            return HttpResponse(status=400)
        except twilio_callback.UnknownReport as report:
            return HttpResponse(
                f"unknown status: {report}",
                status=422,
                content_type="text/plain",
            )
        return self._record(delivery)

    def _record(self, delivery: twilio_callback.Delivery) -> HttpResponse:
        try:
            messages.record_delivery(
                reference=delivery.reference,
                channel=delivery.channel,
                status=delivery.status,
                provider_id=delivery.provider_id,
                evidence=delivery.text,
                nobody_there=delivery.nobody_there,
                recording=delivery.recording,
                today=staff.today(),
            )
        except Message.DoesNotExist:
            return HttpResponse(status=404)
        return HttpResponse(status=204)


@method_decorator(csrf_exempt, name="dispatch")
class TwilioKeys(View):
    """Whoever has picked up has pressed keys: the call goes on. The signature is the proof."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: UUID) -> HttpResponse:
        """Tell the message to the customer; anybody else is told to call back."""
        form = request.POST.dict()
        try:
            twilio_callback.check(
                url=settings.PUBLIC_URL + request.get_full_path(),
                form=form,
                signature=request.headers.get("X-Twilio-Signature", ""),
                auth_token=settings.TWILIO_AUTH_TOKEN,
            )
            text, is_customer = calls.answer(
                reference=reference,
                digits=str(form.get("Digits", "")),
                today=staff.today(),
            )
        except twilio_callback.ForgedCallback:
            return HttpResponse(status=403)
        except Message.DoesNotExist:
            return HttpResponse(status=404)
        say = voice.speech if is_customer else voice.farewell
        return HttpResponse(say(text), content_type="text/xml")
