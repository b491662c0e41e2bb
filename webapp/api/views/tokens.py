"""Tokens on screen: those there are, giving one, taking one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from webapp.api import forms, queries
from webapp.api.models import Scope
from webapp.api.operations import tokens
from webapp.staff.views import StaffPage


@method_decorator(never_cache, name="dispatch")
class TokensPage(StaffPage, FormView):  # type: ignore[type-arg]
    """All tokens, and the form for the next one.

    Its secret is on the page that answers the form, and nowhere after that.
    """

    permission_required = "api.give_token"
    title = gettext_lazy("API tokens")
    template_name = "api/tokens.html"
    form_class = forms.TokenForm
    is_fullwidth = "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what stands and what stood."""
        scopes = dict(Scope.choices)
        rows = [
            (token, [scopes.get(scope, scope) for scope in token.scopes])
            for token in queries.tokens()
        ]
        return super().get_context_data(
            rows=rows,
            now=timezone.now(),
            **kwargs,
        )

    def form_valid(self, form: forms.TokenForm) -> HttpResponse:
        """Give it, or say why it cannot be given."""
        try:
            token, secret = tokens.give(
                by=self.staff,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except tokens.UnableToGive as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        context = self.get_context_data(
            form=forms.TokenForm(),
            token=token,
            secret=secret,
        )
        return self.render_to_response(context)


class RevokeToken(StaffPage, View):
    """Takes a token back."""

    permission_required = "api.give_token"

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Revoke it, or say why it cannot be."""
        try:
            token = tokens.revoke(
                token_id=pk,
                by=self.staff,
                now=timezone.now(),
            )
        except tokens.UnableToRevoke as error:
            messages.error(request, str(error))
        else:
            text = _("The token of “%(program)s” opens nothing any more.")
            messages.success(request, text % {"program": token.title})
        return redirect("admin:api_tokens")
