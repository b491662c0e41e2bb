"""Which district a row belongs to: the one it names, else its street's, else its settlement's."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import Row
from webapp.premises import addresses
from webapp.premises.models import District, Street
from webapp.uploads.tables.cells import plain


class Districts:
    """The districts that the database knows, by every name that a registry may give them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._names: dict[str, int] = {}
        self._settlements: dict[str, int] = {}
        # the oldest of two with one name is the one that a load takes
        for district in District.objects.order_by("-id"):
            for word in (district.code, district.name):
                self._names[plain(word)] = district.pk
                self._settlements[_settlement(word)] = district.pk
        self._of_roads = _of_roads({_road(row) for row in rows if not row.district})

    def id_of(self, row: Row) -> int | None:
        """Return the district of a row; nothing when the load would make it."""
        if row.district:
            return self._names.get(plain(row.district))
        of_street = self._of_roads.get(_road(row), {})
        if len(of_street) == 1:
            return next(iter(of_street))
        return self._settlements.get(_settlement(row.address.settlement))

    def fault(self, row: Row) -> str:
        """Return why the district of a row cannot be told, in words; nothing when it can."""
        of_street = self._of_roads.get(_road(row), {})
        if row.district or len(of_street) < 2:
            return ""
        message = _("The street is in several districts: %(names)s. Write which of them.")
        return message % {"names": ", ".join(sorted(of_street.values()))}


def named(row: Row) -> str:
    """Return the name of the district that a row makes when there is none yet."""
    return row.district or row.address.settlement


def _of_roads(roads: set[str]) -> dict[str, dict[int, str]]:
    found: dict[str, dict[int, str]] = defaultdict(dict)
    streets = Street.objects.filter(key__in=roads).values_list(
        "key",
        "district_id",
        "district__name",
    )
    for key, district_id, name in streets:
        found[key][district_id] = name
    return found


def _road(row: Row) -> str:
    return addresses.road_key(settlement=row.address.settlement, street=row.address.street)


def _settlement(name: str) -> str:
    return " ".join(addresses.settlement_key(name))
