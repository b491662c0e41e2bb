"""The explanations on the page of a case: one that cannot be computed is named, the rest stands."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from webapp.processes.declarations import Panel, Sight

# what a rule does with facts that nobody foresaw; a database that fails is another matter and
# fails the page
_BROKEN_RULES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_log = logging.getLogger(__name__)


class Explanations:
    """What is read for the page of a case, and the names of what could not be."""

    def __init__(self, sight: Sight) -> None:
        """Begin with none failed."""
        self.failed: list[str] = []
        self._sight = sight

    def show[T](self, name: str, explanation: Callable[[], T]) -> T | None:
        """Return an explanation.

        Nothing when a rule breaks on the facts of the case, which the log then tells.
        """
        try:
            return explanation()
        except _BROKEN_RULES:
            _log.exception("case %s: an explanation cannot be computed", self._sight.case.pk)
            self.failed.append(name)
            return None

    def read(self, panels: Iterable[Panel]) -> dict[str, Any]:
        """Return what the templates of the panels name."""
        found: dict[str, Any] = {}
        for panel in panels:
            found |= self._read(panel)
        return found

    def _read(self, panel: Panel) -> dict[str, Any]:
        if panel.name is None:
            return {**panel.read(self._sight)}
        name = str(panel.name)
        shown = self.show(name, lambda: panel.read(self._sight))
        if shown is not None:
            return {**shown}
        if panel.instead is None:
            return {}
        return {**panel.instead(self._sight)}
