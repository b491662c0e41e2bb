"""For which days one debtor owes no penalty because of what has happened to him.

Called up or in the military operation: none on housing payments (58-FZ of 14.03.2022 art. 2, since
07.10.2022). Bankrupt: none on what was owed before the ruling, from its day on (127-FZ arts. 63,
213.11); on what came later it runs (art. 5).
"""

from dataclasses import dataclass, replace
from datetime import date

from tariffs.penalty_options import Exempt, Options


@dataclass(frozen=True, slots=True)
class Exemptions:
    """The days of a debtor: those for all he owes, and since when nothing on his former debt."""

    freed: tuple[Exempt, ...] = ()
    ruled_on: date | None = None

    def is_former(self, period: date) -> bool:
        """Say whether a month was owed before the ruling.

        >>> Exemptions(ruled_on=date(2026, 5, 20)).is_former(date(2026, 4, 1))
        True
        >>> Exemptions(ruled_on=date(2026, 5, 20)).is_former(date(2026, 5, 1))
        False
        """
        return self.ruled_on is not None and period < self.ruled_on.replace(day=1)

    def options(self, read: Options, *, is_former: bool) -> Options:
        """Return how the law is read for what was owed before the ruling, or after it."""
        exempt = self.freed
        if is_former and self.ruled_on:
            exempt = (*exempt, Exempt(self.ruled_on))
        return replace(
            read,
            exempt=exempt,
        )


NONE = Exemptions()
