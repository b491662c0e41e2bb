"""What a person does to a case from its page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.staff import answers
from webapp.staff.models import User


class ActionForm(forms.Form):
    """An action on one case.

    What ``is_grave`` is shown once more, with all that follows, before it is done.
    """

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        """Keep the case that the action is about."""
        super().__init__(*args, **kwargs)
        self.case = case

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Do it."""
        raise NotImplementedError

    @property
    def is_grave(self) -> bool:
        """Say whether it decides much."""
        return False

    def supposed(self, _today: date) -> Mapping[str, Any] | None:
        """Return answers that show what usually follows; nothing where that depends on them."""
        return None

    def rests_until(self) -> date | None:
        """Return the last day of what would let the case rest."""
        return None

    def foresee(self) -> str:
        """Return what would come of it for this case, where that differs from case to case."""
        return ""

    def done(self) -> str:
        """Return what the person is told when it is done."""
        return _("It is done.")

    def answers(self) -> list[tuple[str, str]]:
        """Return what was answered, as the person reads it."""
        return answers.given(self)
