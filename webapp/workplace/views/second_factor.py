"""The second factor: teach a telephone, then show its code at each login."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from webapp.audit import operations as audit
from webapp.staff import operations, queries, totp
from webapp.staff.forms import CodeForm
from webapp.staff.views import SECOND_FACTOR_SHOWN, StaffPage

_ISSUER = "Istok"


class SecondFactorPage(StaffPage, FormView):  # type: ignore[type-arg]
    """Ask for the code; to whoever has no telephone yet, show first what it must learn."""

    permission_required = ()
    title = gettext_lazy("Second factor")
    template_name = "workplace/second_factor.html"
    form_class = CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the secret only while no code of it has been right."""
        if "codes" not in kwargs and not queries.has_second_factor(user=self.staff):
            secret = operations.begin_second_factor(user=self.staff).secret
            said = totp.address(secret, login=self.staff.get_username(), issuer=_ISSUER)
            kwargs |= {"secret": secret, "square": segno.make(said).svg_data_uri(scale=5)}
        return super().get_context_data(next=self._next(), **kwargs)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Look at the code as often as the limits allow."""
        code = form.cleaned_data["code"]
        codes = []
        try:
            attempt = operations.begin_attempt(
                login=f"code:{self.staff.get_username()}",
                address=self.request.META["REMOTE_ADDR"],
                device="",
            )
            if queries.has_second_factor(user=self.staff):
                operations.show_code(user=self.staff, code=code)
            else:
                codes = audit.learn_telephone(user=self.staff, code=code)
        except (operations.UnableToTry, operations.UnableToConfirm) as error:
            form.add_error("code", str(error))
            return self.form_invalid(form)
        operations.pass_attempt(attempt=attempt)
        self.request.session.cycle_key()
        self.request.session[SECOND_FACTOR_SHOWN] = True
        if codes:
            return self.render_to_response(self.get_context_data(form=form, codes=codes))
        return redirect(self._next())

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
