"""What a password may be, beside what Django asks of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

LENGTH_MAX = 128


class MaximumLengthValidator:
    """Refuse a password that nobody types: it is work for the server, no better than a phrase."""

    def validate(self, password: str, _user: Any = None) -> None:
        """Refuse what is too long.

        :raises ValidationError: when it is
        """
        if len(password) > LENGTH_MAX:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """Return the rule."""
        return ngettext(
            "A password has no more than %(most)d character.",
            "A password has no more than %(most)d characters.",
            LENGTH_MAX,
        ) % {"most": LENGTH_MAX}
