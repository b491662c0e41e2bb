"""The second factor: teach a telephone, then show its code at each login."""

import time
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from webapp.audit import operations as audit
from webapp.staff import operations, queries, totp
from webapp.staff.forms import CodeForm, device_of
from webapp.staff.views import SECOND_FACTOR_SHOWN, StaffPage

_ISSUER = "Istok"
_OFFER = "second_factor_offer"
OFFER_S = 10 * 60
"""How long a telephone may take to learn a secret; then the page shows another."""


class SecondFactorPage(StaffPage, FormView):  # type: ignore[type-arg]
    """Ask for the code; to whoever has no telephone yet, show first what it must learn."""

    permission_required = ()
    title = gettext_lazy("Second factor")
    template_name = "workplace/second_factor.html"
    form_class = CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the secret only while no code of the person has been right."""
        if "codes" not in kwargs and not queries.has_second_factor(user=self.staff):
            secret = self._offered() or self._offer()
            said = totp.address(secret, login=self.staff.get_username(), issuer=_ISSUER)
            kwargs |= {
                "secret": secret,
                "square": segno.make(said).svg_data_uri(scale=5),
                "is_demanded": queries.needs_second_factor(user=self.staff),
            }
        return super().get_context_data(next=self._next(), **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Look at the code as often as the limits allow."""
        device = device_of(self.request)
        try:
            attempt = operations.begin_code_attempt(
                user=self.staff,
                address=self.request.META["REMOTE_ADDR"],
                device=device,
            )
            codes = self._look_at(form.cleaned_data["code"])
        except (operations.UnableToTry, operations.UnableToConfirm) as error:
            form.add_error("code", str(error))
            return self.form_invalid(form)
        operations.pass_attempt(attempt=attempt)
        operations.know_device(attempt=attempt, device=device)
        self._let_in()
        if codes:
            return self.render_to_response(self.get_context_data(form=form, codes=codes))
        return redirect(self._next())

    def _look_at(self, code: str) -> list[str]:
        """Take the code of a known telephone, or learn another: then return codes for its loss."""
        if queries.has_second_factor(user=self.staff):
            operations.show_code(user=self.staff, code=code)
            return []
        secret = self._offered()
        if not secret:
            raise operations.UnableToConfirm(
                _("This square is too old: let the telephone read the new one.")
            )
        return audit.learn_telephone(
            user=self.staff,
            secret=secret,
            code=code,
        )

    def _let_in(self) -> None:
        session = self.request.session
        session.pop(_OFFER, None)
        session.cycle_key()
        session[SECOND_FACTOR_SHOWN] = True

    def _offered(self) -> str:
        """Return the secret that this session was shown, unless that is too long ago."""
        offer = self.request.session.get(_OFFER, {"secret": "", "at_s": 0})
        if time.time() - offer["at_s"] > OFFER_S:
            return ""
        return str(offer["secret"])

    def _offer(self) -> str:
        """Return a new secret, which this session alone may confirm."""
        secret = totp.new_secret()
        self.request.session[_OFFER] = {"secret": secret, "at_s": time.time()}
        return secret

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask nobody twice."""
        if request.session.get(SECOND_FACTOR_SHOWN):
            return redirect(self._next())
        return super().get(request, *args, **kwargs)

    def _next(self) -> str:
        wanted = self.request.GET.get("next", "")
        here = {self.request.get_host()}
        is_ours = url_has_allowed_host_and_scheme(wanted, here, self.request.is_secure())
        if is_ours:
            return wanted
        return reverse("admin:index")
