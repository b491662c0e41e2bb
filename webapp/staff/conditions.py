"""Forms whose fields belong to the answers of one question."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

_EMPTY: tuple[Any, ...] = (None, "", [])


class ConditionalForm(forms.Form):
    """Only what the chosen answer needs is shown, demanded and kept.

    ``question_field`` is the field that asks. ``belongs`` names the answers that a field belongs
    to; one that is not in it belongs to all. ``needs`` are the fields without which an answer
    cannot do.
    """

    question_field = ""
    belongs: Mapping[str, tuple[str, ...]] = {}
    needs: Mapping[str, tuple[str, ...]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Tell each field when it is shown."""
        super().__init__(*args, **kwargs)
        for name, answers in self.belongs.items():
            if name not in self.fields:
                continue
            field: Any = self.fields[name]
            field.belongs = " ".join(answers)
            field.is_needed = self._is_needed(name)

    def _is_needed(self, name: str) -> bool:
        """Say whether no answer that a field belongs to can do without it."""
        for answer in self.belongs[name]:
            if name not in self.needs.get(answer, ()):
                return False
        return True

    def clean(self) -> dict[str, Any]:
        """Leave out what does not belong to the answer, and demand what it needs."""
        given: dict[str, Any] = super().clean() or {}
        answer = given.get(self.question_field, "")
        for name, answers in self.belongs.items():
            if answer and answer not in answers:
                given.pop(name, None)
                self.errors.pop(name, None)
        for name in self.needs.get(answer, ()):
            if name in self.errors:
                continue
            if given.get(name) in _EMPTY:
                self.add_error(name, _("Needed for this outcome."))
        return given
