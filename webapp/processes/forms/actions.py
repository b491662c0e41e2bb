"""What a person does to a case from its page."""

from datetime import date
from typing import Any

from django import forms

from webapp.processes.models import Case
from webapp.staff.models import User


class ActionForm(forms.Form):
    """An action on one case."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        """Keep the case that the action is about."""
        super().__init__(*args, **kwargs)
        self.case = case

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Do it."""
        raise NotImplementedError
