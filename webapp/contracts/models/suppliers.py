"""Who supplies: suppliers, who signs for them, services."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


@history.kept()
class Supplier(models.Model):
    """The claimant: a supplier with the requisites that letterheads, claims and payment QR codes
    print.
    """

    name = models.CharField(_("full name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=120)
    inn = models.CharField(_("ИНН"), max_length=12)
    kpp = models.CharField(_("КПП"), max_length=9, blank=True)
    ogrn = models.CharField(_("ОГРН"), max_length=15, blank=True)
    address = models.CharField(_("address"), max_length=400)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    bank_name = models.CharField(_("bank"), max_length=120)
    bik = models.CharField(_("БИК"), max_length=9)
    settlement_account = models.CharField(_("settlement account"), max_length=20)
    correspondent_account = models.CharField(_("correspondent account"), max_length=20)
    director = models.CharField(_("director"), max_length=120)
    director_position = models.CharField(
        _("director's position"), max_length=120, default="Генеральный директор"
    )

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        constraints = [
            models.UniqueConstraint(fields=["inn", "kpp"], name="contracts_supplier_requisites"),
            models.CheckConstraint(
                condition=models.Q(inn__regex=r"^(\d{10}|\d{12})$"),
                name="contracts_supplier_inn_digits",
            ),
            models.CheckConstraint(
                condition=models.Q(bik__regex=r"^\d{9}$"), name="contracts_supplier_bik_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    settlement_account__regex=r"^\d{20}$", correspondent_account__regex=r"^\d{20}$"
                ),
                name="contracts_supplier_account_digits",
            ),
        ]

    def __str__(self) -> str:
        """Return the short name."""
        return self.short_name


@history.kept()
class PowerOfAttorney(models.Model):
    """Who may sign and speak for a supplier before courts and bailiffs, until a day (ГК 185, 186).

    ``law_degree`` names the diploma without which arbitration courts hear nobody (АПК 59).
    """

    supplier = models.ForeignKey(
        "contracts.Supplier", on_delete=models.CASCADE, related_name="powers"
    )
    name = models.CharField(_("representative"), max_length=120)
    number = models.CharField(_("number"), max_length=40)
    issued_on = models.DateField(_("given on"))
    expires_on = models.DateField(_("last day"))
    law_degree = models.CharField(
        _("diploma of law: number, date, university"), max_length=200, blank=True
    )

    class Meta:
        verbose_name = _("power of attorney")
        verbose_name_plural = _("powers of attorney")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "number", "issued_on"], name="contracts_power_once"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("issued_on")),
                name="contracts_power_dates",
                violation_error_message=_(
                    "The last day is before the day of issue: correct the days."
                ),
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


@history.kept()
class ReconnectionPrice(models.Model):
    """What it costs a supplier to restrict a service and to bring it back, since ``starts_on``.

    The actual costs by a calculation (``ground``), with VAT: a customer who is restricted pays no
    more of them than the law allows (ПП 354 п. 121(1)).
    """

    supplier = models.ForeignKey(
        "contracts.Supplier", on_delete=models.CASCADE, related_name="reconnection_prices"
    )
    service = models.ForeignKey(
        "contracts.Service", on_delete=models.PROTECT, verbose_name=_("service")
    )
    amount = models.DecimalField(
        _("actual costs with VAT, ₽"),
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    starts_on = models.DateField(_("from"))
    ground = models.CharField(_("calculation: document, its number and date"), max_length=150)

    class Meta:
        verbose_name = _("costs of a restriction")
        verbose_name_plural = _("costs of restrictions")
        ordering = ("service", "starts_on")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "service", "starts_on"], name="contracts_reconnection_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="contracts_reconnection_positive"
            ),
        ]

    def __str__(self) -> str:
        """Return the sum and since when."""
        return f"{self.amount} ₽, {self.starts_on:%d.%m.%Y}"


class Service(models.Model):
    """A utility service; an account is charged for it once a month."""

    class Code(models.TextChoices):
        """Kinds of service that are charged apart."""

        ELECTRICITY = "electricity", _("Electricity")
        HEAT = "heat", _("Heat")
        WATER = "water", _("Water")
        HOT_WATER = "hot_water", _("Hot water")
        WASTEWATER = "wastewater", _("Wastewater")
        WASTE = "waste", _("Waste handling")

        @property
        def penalty_service(self) -> str:
            """Return the service whose law of payment this one follows.

            Hot water is sold as water is (416-ФЗ ст. 7, 13).
            """
            return {"hot_water": "water"}.get(self.value, self.value)

    code = models.CharField(_("code"), max_length=20, choices=Code.choices)
    name = models.CharField(_("name of the service"), max_length=120)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [models.UniqueConstraint(fields=["code"], name="contracts_service_code")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
