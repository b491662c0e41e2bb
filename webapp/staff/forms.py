"""Fields as all our forms have them: what they let through can be kept, printed and counted with.

Days within what their meaning allows, numbers in figures, text without signs that nobody sees.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core import validators
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminOwnPasswordChangeForm

from webapp.staff import characters, operations, passwords, queries
from webapp.staff.models import LoginAttempt
from workflows.interfaces import days

DEVICE_COOKIE = "istok_device"
DEVICE_COOKIE_AGE_S = 180 * 24 * 60 * 60


def device_of(request: HttpRequest) -> str:
    """Return the name that we gave the visitor's browser, when it comes back with it."""
    return request.get_signed_cookie(DEVICE_COOKIE, default="", salt=DEVICE_COOKIE) or ""


_DIGITS_MAX = 15


class TextField(forms.CharField):
    """Words. Signs without width are dropped.

    Those that turn a line round or control a printer are refused.
    """

    def to_python(self, value: Any) -> Any:
        """Drop or refuse what cannot be seen."""
        return super().to_python(_visible(value) if isinstance(value, str) else value)


# how people, programs and our own pages write a day
_SPELLINGS = [
    *("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%Y", "%d%m%Y"),
    *("%d %b %Y", "%d %B %Y"),
]


class DayInput(forms.DateInput):
    """A day as the page writes days; the browser's picker would speak the browser's language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Let the page offer its own calendar."""
        super().__init__({"data-day": "", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Write the day in the language of the page; what was typed stays as it was."""
        if isinstance(value, date):
            return formats.date_format(value, "SHORT_DATE_FORMAT")
        return super().format_value(value)


class DayField(forms.DateField):
    """A day within the span of its meaning, typed or chosen from the calendar of the page."""

    widget = DayInput

    def __init__(self, *, span: days.Span = days.ANY, **kwargs: Any) -> None:
        """Understand the usual spellings, whatever the language."""
        super().__init__(**kwargs)
        self.input_formats = _SPELLINGS
        self.span = span

    def validate(self, value: Any) -> None:
        """Refuse a slip of the year, and the last day of the calendar that means none."""
        super().validate(value)
        if value is None:
            return
        if doubt := queries.doubt_about_day(value, span=self.span, today=queries.today()):
            raise ValidationError(doubt, code="unbelievable")


# a telephone's figures have no colon
_HOURS = ["%H:%M", "%H.%M", "%H %M", "%H%M", "%H:%M:%S"]


class HourField(forms.TimeField):
    """A time of day on a clock of 24 hours; a browser's own field would follow its language."""

    def __init__(self, **kwargs: Any) -> None:
        """Understand what people type on a telephone, too."""
        looks = {"inputmode": "numeric", "placeholder": _("hh:mm"), "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs=looks))
        super().__init__(**kwargs)
        self.input_formats = _HOURS


def day_of(text: str | None) -> date | None:
    """Return the day that somebody typed, in any usual spelling; nothing when it is none."""
    try:
        return DayField(required=False).clean(text)  # type: ignore[no-any-return]
    except ValidationError:
        return None


class FiguresField(forms.DecimalField):
    """A number in figures; spaces between thousands and a decimal comma are understood."""

    def __init__(self, **kwargs: Any) -> None:
        """Show the number as it will be read: no spinner, no grouping."""
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Take away spaces and turn the comma into a point."""
        if isinstance(value, str):
            value = self._figures(value)
        return super().to_python(value)

    def _figures(self, text: str) -> str:
        """Return the number as Python reads it; a minus of a typesetter is a minus."""
        plain = (
            "".join(_visible(text).split())
            .replace(",", ".")
            .replace(
                "\N{MINUS SIGN}",
                "-",
            )
        )
        if plain and not characters.FIGURES.fullmatch(plain):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return plain


class MoneyField(FiguresField):
    """Roubles and kopecks."""

    def __init__(self, **kwargs: Any) -> None:
        """Hold what a column of money holds."""
        super().__init__(
            max_digits=14,
            decimal_places=2,
            localize=False,
            **kwargs,
        )


class NumberField(FiguresField):
    """A reading, a volume, a norm or a tariff."""

    def __init__(self, *, places: int = 3, **kwargs: Any) -> None:
        """Hold what nature measures: nothing below zero."""
        kwargs.setdefault("min_value", Decimal(0))
        super().__init__(max_digits=15, decimal_places=places, **kwargs)


class WholeField(forms.IntegerField):
    """A whole number that a column of whole numbers holds."""

    def __init__(self, **kwargs: Any) -> None:
        """Bound it where the form does not."""
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", 10**_DIGITS_MAX)
        super().__init__(**kwargs)


def _visible(text: str) -> str:
    try:
        return characters.visible(text)
    except characters.UnreadableSigns as error:
        raise ValidationError(str(error), code="unseen") from error


class LoginForm(AdminAuthenticationForm):
    """Login and password, as often as the limits let them be tried."""

    wait_s = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Bound the password."""
        super().__init__(*args, **kwargs)
        _bound(self.fields["password"])

    def clean(self) -> Any:
        """Look at the password only when there is one and it may be tried."""
        if self.errors:
            return self.cleaned_data
        assert self.request is not None
        attempt = _begun(self, self.request, login=self.cleaned_data["username"])
        cleaned = super().clean()
        operations.pass_attempt(attempt=attempt)
        self.request.login_attempt = attempt  # type: ignore[attr-defined]
        return cleaned


class OwnPasswordForm(AdminOwnPasswordChangeForm):
    """Another password of one's own; the old one is tried as often as at the login."""

    wait_s = 0
    request: HttpRequest

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        """Know who asks, from where; bound what is typed."""
        super().__init__(*args, **kwargs)
        self.request = request
        for field in self.fields.values():
            _bound(field)

    def clean_old_password(self) -> str:
        """Look at the old password only when it may be tried."""
        attempt = _begun(self, self.request, login=self.user.get_username())
        password: str = super().clean_old_password()
        operations.pass_attempt(attempt=attempt)
        return password


def _bound(field: forms.Field) -> None:
    field.widget.attrs["maxlength"] = passwords.LENGTH_MAX
    field.validators.append(validators.MaxLengthValidator(passwords.LENGTH_MAX))


def _begun(form: LoginForm | OwnPasswordForm, request: HttpRequest, *, login: str) -> LoginAttempt:
    """Write the attempt down; a form that may not be tried says for how long."""
    try:
        return operations.begin_attempt(
            login=login,
            address=request.META["REMOTE_ADDR"],
            device=device_of(request),
        )
    except operations.UnableToTry as error:
        form.wait_s = error.wait_s
        raise forms.ValidationError(str(error)) from error


class CodeForm(forms.Form):
    """The code that the telephone shows, or one for a lost telephone."""

    code = TextField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )
