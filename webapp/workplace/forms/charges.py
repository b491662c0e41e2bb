"""Calculators of a charge.

By the meter, by the norm, by consumption ranges, for the common property.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.staff.forms import DayField, NumberField, WholeField
from webapp.workplace.forms.calculator import Answer, Calculator, day, money, number, roubles

_CHARGE = _("Charge")
_TARIFF_PLACES = 5
_VOLUME_PLACES = 6


class _Charge(Calculator):
    tab = _CHARGE

    def _texts(self, *names: str) -> dict[str, str]:
        """Return the numbers that were given, exactly as they were given."""
        return {
            name: str(self.cleaned_data[name])
            for name in names
            if self.cleaned_data.get(name) is not None
        }


class MeterForm(_Charge):
    """The difference of two readings, times the ratio and the tariff."""

    rule = "charge.meter"
    title = _("By the meter")
    previous = NumberField(label=_("Previous reading"))
    current = NumberField(label=_("Current reading"))
    digits = WholeField(
        label=_("Digits of the dial before the comma"), min_value=1, max_value=12, initial=5
    )
    ratio = NumberField(
        label=_("Transformation ratio"), min_value=Decimal("0.001"), initial=1, required=False
    )
    physical_most = NumberField(
        label=_("Most that may have passed, when the dial has turned"),
        min_value=Decimal(0),
        required=False,
    )
    tariff = NumberField(label=_("Tariff, ₽ per unit"), places=_TARIFF_PLACES)

    def request(self) -> dict[str, Any]:
        """Return the readings."""
        return self._texts("previous", "current", "ratio", "physical_most", "tariff") | {
            "digits": self.cleaned_data["digits"]
        }

    def read(self, found: dict[str, Any]) -> Answer:
        """Show the volume and what it costs."""
        if found.get("rolled_over"):
            turned = gettext(" (past zero of the dial)")
        else:
            turned = ""
        row = (
            number(found["volume"]) + turned,
            number(self.cleaned_data["tariff"]),
            money(found["amount"]),
        )
        headings = (gettext("Volume"), gettext("Tariff, ₽"), gettext("Sum, ₽"))
        return Answer(
            roubles(found["amount"]),
            gettext("Charge by the meter"),
            headings,
            (row,),
            found["act"],
        )


class NormForm(_Charge):
    """The norm a person and month, for part of a month by days; the multiplier stands apart."""

    rule = "charge.norm"
    title = _("By the norm")
    told_as: ClassVar[dict[str, str]] = {"from": "first_day", "to": "last_day"}
    norm = NumberField(label=_("Norm per person and month"), places=_VOLUME_PLACES)
    persons = WholeField(label=_("Persons"), min_value=1, max_value=9999, initial=1)
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day, inclusive"))
    tariff = NumberField(label=_("Tariff, ₽ per unit"), places=_TARIFF_PLACES)
    multiplier = NumberField(label=_("Raising coefficient"), initial=1, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        given = super().clean() or {}
        first = given.get("first_day")
        last = given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is earlier than the first."))
        return given

    def request(self) -> dict[str, Any]:
        """Return the days, of which the rules leave out the last."""
        given = self.cleaned_data
        days = {
            "from": given["first_day"].isoformat(),
            "to": (given["last_day"] + timedelta(days=1)).isoformat(),
        }
        return self._texts("norm", "tariff", "multiplier") | days | {"persons": given["persons"]}

    def read(self, found: dict[str, Any]) -> Answer:
        """Show a line a month, and one more for the multiplier."""
        parts = {"norm": gettext("by the norm"), "multiplier": gettext("raising coefficient")}
        rows = [
            (
                _days(line),
                str(line["days"]),
                parts[line["part"]],
                number(line["volume"]) if "volume" in line else "",
                money(line["amount"]),
            )
            for line in found["lines"]
        ]
        headings = (
            gettext("Period"),
            gettext("Days"),
            gettext("Part"),
            gettext("Volume"),
            gettext("Sum, ₽"),
        )
        total = (
            "",
            "",
            gettext("Total"),
            number(found["volume"]),
            money(found["amount"]),
        )
        return Answer(
            roubles(found["amount"]),
            gettext("Charge by the norm"),
            headings,
            (*rows, total),
            found["act"],
        )


class RangesForm(_Charge):
    """A volume cut into two or three ranges, each with its own tariff."""

    rule = "charge.ranges"
    title = _("By ranges")
    volume = NumberField(label=_("Volume"), places=_VOLUME_PLACES)
    bound_1 = NumberField(label=_("First range up to"))
    bound_2 = NumberField(label=_("Second range up to"), required=False)
    tariff_1 = NumberField(label=_("Tariff of the first range, ₽"), places=_TARIFF_PLACES)
    tariff_2 = NumberField(label=_("Tariff of the second range, ₽"), places=_TARIFF_PLACES)
    tariff_3 = NumberField(
        label=_("Tariff of the third range, ₽"), places=_TARIFF_PLACES, required=False
    )
    months = WholeField(label=_("Months"), min_value=1, max_value=120, initial=1, required=False)
    households = WholeField(
        label=_("Households"), min_value=1, max_value=9999, initial=1, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A third range needs its bound and its tariff, and no one of them alone."""
        given = super().clean() or {}
        for name, other in (("bound_2", "tariff_3"), ("tariff_3", "bound_2")):
            if (
                given.get(name) is not None
                and given.get(other) is None
                and other not in self.errors
            ):
                self.add_error(other, _("A third range needs both its bound and its tariff."))
        return given

    def request(self) -> dict[str, Any]:
        """Return the ranges that were given."""
        bounds = self._texts("bound_1", "bound_2")
        tariffs = self._texts("tariff_1", "tariff_2", "tariff_3")
        return self._texts("volume", "months", "households") | {
            "bounds": [*bounds.values()],
            "tariffs": [*tariffs.values()],
        }

    def read(self, found: dict[str, Any]) -> Answer:
        """Show the slices."""
        rows = tuple(
            (
                str(line["range"]),
                number(line["volume"]),
                number(line["tariff"]),
                money(line["amount"]),
            )
            for line in found["lines"]
        )
        headings = (
            gettext("Range"),
            gettext("Volume"),
            gettext("Tariff, ₽"),
            gettext("Sum, ₽"),
        )
        return Answer(
            roubles(found["amount"]),
            gettext("Charge by ranges"),
            headings,
            rows,
            found["act"],
        )


class CommonPropertyForm(_Charge):
    """The share of one premises in what the building used for its common property."""

    rule = "common_property"
    title = _("Common property")
    building_volume = NumberField(
        label=_("Building meter, volume"), places=_VOLUME_PLACES, required=False
    )
    premises_volume = NumberField(
        label=_("All premises, volume"), places=_VOLUME_PLACES, required=False
    )
    common_volume_norm = NumberField(
        label=_("Norm of the common property, volume"), places=_VOLUME_PLACES, required=False
    )
    area = NumberField(label=_("Area of the premises, m²"), min_value=Decimal("0.001"))
    total_area = NumberField(label=_("Area of all premises, m²"), min_value=Decimal("0.001"))
    tariff = NumberField(label=_("Tariff, ₽ per unit"), places=_TARIFF_PLACES)

    def clean(self) -> dict[str, Any]:
        """Demand the volume of the premises beside a building meter, and the norm where there is no
        such meter.
        """
        given = super().clean() or {}
        metered = given.get("building_volume") is not None or "building_volume" in self.errors
        if metered:
            needed = "premises_volume"
        else:
            needed = "common_volume_norm"
        if given.get(needed) is None and needed not in self.errors:
            with_meter = _("Needed beside the building meter.")
            without = _("Needed where the building has no meter.")
            self.add_error(needed, with_meter if metered else without)
        return given

    def request(self) -> dict[str, Any]:
        """Return the building and the premises."""
        return self._texts(*self.fields)

    def read(self, found: dict[str, Any]) -> Answer:
        """Show what is shared, what exceeds the norm and the share."""
        shared = {
            gettext("Remainder of the building"): "building_remainder",
            gettext("Above the norm, paid by the manager"): "excess",
        }
        rows = [
            (name, number(found[key]), "")
            for name, key in shared.items()
            if found.get(key) is not None
        ]
        share = (
            gettext("Share of the premises"),
            number(found["volume"]),
            money(found["amount"]),
        )
        headings = (gettext("Part"), gettext("Volume"), gettext("Sum, ₽"))
        return Answer(
            roubles(found["amount"]),
            gettext("Charge for the common property"),
            headings,
            (*rows, share),
            found["act"],
        )


def _days(line: dict[str, Any]) -> str:
    return f"{day(line['from'])} – {day(date.fromisoformat(line['to']) - timedelta(days=1))}"
