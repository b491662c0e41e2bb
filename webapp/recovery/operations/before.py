"""What stood in filings and writs before an event changed them: a mistaken event is taken back."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.recovery.models import CourtCase, CourtEvent, Writ

_OF_COURTS = (
    *("issued_on", "ruled_on", "in_force_on", "stayed_until", "appealed_on", "suspended_on"),
    *("awarded_claim", "awarded_penalty", "awarded_duty", "ruling", "number"),
)
_OF_WRITS = (
    *("opened_on", "proceeding_number", "ended_on", "end_reason", "collected", "is_fulfilled"),
)
_WRIT, _NEW = "writ:", "new:"


def keep(event: CourtEvent, courts: Iterable[CourtCase]) -> None:
    """Remember what the filings say."""
    for court in courts:
        event.before[str(court.pk)] = _said(court, _OF_COURTS)
    event.save(update_fields=["before"])


def keep_writ(event: CourtEvent, writ: Writ) -> None:
    """Remember what a writ says."""
    event.before[f"{_WRIT}{writ.pk}"] = _said(writ, _OF_WRITS)
    event.save(update_fields=["before"])


def keep_new(event: CourtEvent, writ: Writ) -> None:
    """Remember that a writ came with the event."""
    event.before[f"{_NEW}{writ.pk}"] = {}
    event.save(update_fields=["before"])


def courts_of(event: CourtEvent) -> list[CourtCase]:
    """Return the filings that an event has changed."""
    own = [key for key in event.before if key.isdigit()]
    return list(CourtCase.objects.filter(pk__in=own).select_related("case").order_by("id"))


def put_back(event: CourtEvent) -> None:
    """Let filings and writs say again what they said before an event."""
    for key, former in event.before.items():
        if key.startswith(_NEW):
            Writ.objects.filter(pk=key.removeprefix(_NEW)).delete()
        elif key.startswith(_WRIT):
            Writ.objects.filter(pk=key.removeprefix(_WRIT)).update(**_read(Writ, former))
        else:
            CourtCase.objects.filter(pk=key).update(**_read(CourtCase, former))


def _said(row: CourtCase | Writ, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, date | Decimal):
        return str(value)
    return value


def _read(model: type[CourtCase | Writ], former: dict[str, Any]) -> dict[str, Any]:
    """Read days and sums as the fields of a row have them."""
    found = {}
    for name, value in former.items():
        field: Any = model._meta.get_field(name)
        found[name] = field.to_python(value)
    return found
