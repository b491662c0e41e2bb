"""How to reach a party: what is known, one more way, a way that proved wrong."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from webapp.audit import operations as audit
from webapp.parties import operations, queries
from webapp.parties.forms import AddContactForm, MarkContactForm
from webapp.parties.models import Contact, Party
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage


class _OfParty(StaffPage):
    """A page about a party of the person's segment, named in the address; 404 for all others."""

    kwargs: dict[str, Any]

    @cached_property
    def party(self) -> Party:
        """Return the party when the person may see it."""
        return get_object_or_404(
            queries.visible_parties(user=self.staff),
            pk=self.kwargs["pk"],
        )


class Contacts(_OfParty, FormView):  # type: ignore[type-arg]
    """The contacts of a party, and the form for one more."""

    permission_required = "parties.add_contact"
    title = gettext_lazy("Contacts")
    template_name = "parties/contacts.html"
    form_class = AddContactForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the party and what is known; what was typed stays when it is refused."""
        audit.look(subject=f"party:{self.party.pk}", by=self.staff)
        contacts = self.party.contacts.order_by("-is_valid", "kind", "value")
        failures = queries.failures(party=self.party)
        rows = [
            (
                contact,
                MarkContactForm(auto_id=f"id_{contact.pk}_%s"),
                failures.get(contact.pk),
            )
            for contact in contacts
        ]
        return super().get_context_data(
            party=self.party,
            rows=rows,
            **kwargs,
        )

    def form_valid(self, form: AddContactForm) -> HttpResponse:
        """Write the contact, or say under the field why not."""
        entered = form.cleaned_data
        try:
            operations.add_contact(
                party=self.party,
                kind=Contact.Kind(entered["kind"]),
                value=entered["value"],
                by=self.staff,
                is_shared=form.is_shared,
            )
        except operations.ContactOfAnother as error:
            question = queries.whose(
                kind=Contact.Kind(entered["kind"]),
                value=str(error),
                party=self.party,
                user=self.staff,
            )
            return self.render_to_response(self.get_context_data(form=form, question=question))
        except operations.UnableToAddContact as error:
            form.add_error("value", str(error))
            return self.form_invalid(form)
        return redirect("admin:parties_contacts", self.party.pk)


class MarkContact(_OfParty, View):
    """A person's word that a contact works or does not, or that its owner agrees to messages and
    calls or refuses them.
    """

    permission_required = "parties.change_contact"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write it down with its ground."""
        contact = get_object_or_404(self.party.contacts, pk=kwargs["contact"])
        form = MarkContactForm(request.POST)
        if form.is_valid():
            self._write(contact, form.cleaned_data)
        else:
            for errors in form.errors.values():
                messages.error(request, str(errors[0]))
        return redirect("admin:parties_contacts", self.party.pk)

    def _write(self, contact: Contact, said: dict[str, str]) -> None:
        ground = said["ground"]
        if said["works"]:
            operations.mark_contact(
                contact_id=contact.pk,
                works=said["works"] == "yes",
                ground=ground,
                by=self.staff,
            )
        for to in ("sms", "calls"):
            if said[to]:
                agrees = said[to] == "yes"
                today = staff.today()
                operations.record_consent(
                    contact_id=contact.pk,
                    to=to,
                    agrees=agrees,
                    ground=ground,
                    today=today,
                    by=self.staff,
                )
