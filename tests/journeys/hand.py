"""A hand that counts: clicks, keys that are pressed, and fields that something is typed into."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page


@dataclass(frozen=True, slots=True)
class Cost:
    """What a job has cost."""

    clicks: int = 0
    keys: int = 0
    fields: int = 0


@dataclass
class Hand:
    """Does what a person does with mouse and keyboard, and counts it."""

    page: Page
    cost: Cost = Cost()

    def click(self, target: Locator) -> None:
        """Click something."""
        target.click()
        self._count(clicks=1)

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)
            self._count(keys=1)

    def type(self, target: Locator, text: str) -> None:
        """Type into a field; to go to it with Tab or the mouse is part of that."""
        target.fill(text)
        self._count(fields=1)

    def write(self, text: str) -> None:
        """Type where the cursor stands."""
        self.page.keyboard.type(text)
        self._count(fields=1)

    def lay(self, target: Locator, file: Any) -> None:
        """Choose a file: one click on the field, one on the file."""
        target.set_input_files(file)
        self._count(clicks=2)

    def begin(self) -> None:
        """Count from here."""
        self.cost = Cost()

    def _count(self, *, clicks: int = 0, keys: int = 0, fields: int = 0) -> None:
        before = self.cost
        self.cost = Cost(before.clicks + clicks, before.keys + keys, before.fields + fields)
