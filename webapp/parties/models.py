"""Parties: persons, sole traders, organizations, managing companies, homeowners' associations.

And how to reach them.
"""

import phonenumbers
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from webapp.parties import spellings
from webapp.search import declarations as search
from webapp.staff import history

_TAKING_SMS = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


@history.kept()
class Party(models.Model):
    """A counterparty. ``name`` is the full legal name.

    Persons also carry its parts, which papers decline.
    """

    class Kind(models.TextChoices):
        """What the law calls them: it decides scheme, penalty scale and court."""

        PERSON = "PERSON", _("Person")
        SOLE_TRADER = "SOLE_TRADER", _("Sole trader")
        ORGANIZATION = "ORGANIZATION", _("Organization")
        MANAGING_COMPANY = "MANAGING_COMPANY", _("Managing company")
        HOA = "HOA", _("Homeowners' association")

        @property
        def is_citizen(self) -> bool:
            """A citizen buys for the household: the Housing Code and the Rules 354 apply."""
            return self == Party.Kind.PERSON

        @property
        def is_natural_person(self) -> bool:
            """Persons and sole traders have a patronymic and a birth date.

            Organizations have a КПП.
            """
            return self in {Party.Kind.PERSON, Party.Kind.SOLE_TRADER}

        @property
        def manages_buildings(self) -> bool:
            """They buy resources for the residents of an apartment building and pass on what these
            pay.
            """
            return self in {Party.Kind.MANAGING_COMPANY, Party.Kind.HOA}

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("full name"), max_length=300)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    inn = models.CharField(_("ИНН"), max_length=12, blank=True)
    kpp = models.CharField(_("КПП"), max_length=9, blank=True)
    ogrn = models.CharField(_("ОГРН"), max_length=15, blank=True)
    address = models.CharField(_("postal address"), max_length=400, blank=True)
    residence = models.CharField(
        _("registration address, of an organization by the state register"),
        max_length=400,
        blank=True,
        db_default="",
    )
    language = models.CharField(
        _("language of messages"),
        max_length=2,
        choices=[("ru", _("Russian")), ("en", _("English"))],
        default="ru",
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(inn="") | models.Q(inn__regex=r"^(\d{10}|\d{12})$"),
                name="parties_party_inn_digits",
            ),
            models.CheckConstraint(
                condition=models.Q(kpp="") | models.Q(kpp__regex=r"^\d{4}[\dA-Z]{2}\d{3}$"),
                name="parties_party_kpp_shape",
            ),
            models.CheckConstraint(
                condition=models.Q(ogrn="") | models.Q(ogrn__regex=r"^(\d{13}|\d{15})$"),
                name="parties_party_ogrn_digits",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["ORGANIZATION", "MANAGING_COMPANY", "HOA"])
                | models.Q(birth_date=None),
                name="parties_party_organization_has_no_birth_date",
            ),
        ]
        indexes = [
            models.Index(fields=["inn"], name="parties_party_inn"),
            models.Index(fields=["name"], name="parties_party_name"),
            models.Index(spellings.surname(), name="parties_party_surname"),
            models.Index(
                spellings.first_word(), condition=spellings.FIRMS, name="parties_party_firm"
            ),
            search.index("name", name="parties_party_name_parts"),
            search.index("inn", name="parties_party_inn_parts"),
        ]

    @property
    def mailing_address(self) -> str:
        """Where letters go: where the party asked for them, else where it is registered."""
        return self.address or self.residence

    def __str__(self) -> str:
        """Return the name, as lists show it."""
        return self.name


@history.kept()
class Contact(models.Model):
    """One way to reach a party.

    Invalid ones are kept, with ``is_valid`` off, so that nobody enters them again.
    """

    class Kind(models.TextChoices):
        """What the value is."""

        EMAIL = "EMAIL", _("E-mail")
        PHONE = "PHONE", _("Phone")

    party = models.ForeignKey("parties.Party", on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=120)
    is_valid = models.BooleanField(pgettext_lazy("contact", "works"), default=True)
    takes_sms = models.BooleanField(_("takes SMS"), default=True)
    takes_calls = models.BooleanField(_("takes calls"), default=True)
    is_contractual = models.BooleanField(
        _("named in the contract"), default=False, db_default=False
    )
    consent_on = models.DateField(_("consent or refusal of"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(fields=["party", "kind", "value"], name="parties_contact_once")
        ]
        indexes = [search.index("value", name="parties_contact_parts")]

    @property
    def is_phone(self) -> bool:
        """A telephone, which may take messages and calls."""
        return self.kind == self.Kind.PHONE

    @property
    def is_mobile(self) -> bool:
        """A number that short messages can reach.

        Of a landline, and where nobody knows, they cannot.
        """
        if not self.is_phone:
            return False
        try:
            number = phonenumbers.parse(self.value)
        except phonenumbers.NumberParseException:
            return False
        return phonenumbers.number_type(number) in _TAKING_SMS

    def __str__(self) -> str:
        """Return the address or number itself."""
        return self.value


@history.kept()
class Guardian(models.Model):
    """A parent or guardian who answers for a minor (ГК 26, 28) over ``[starts_on, ends_on)``."""

    child = models.ForeignKey(
        "parties.Party",
        on_delete=models.CASCADE,
        related_name="guardians",
        verbose_name=_("minor"),
    )
    party = models.ForeignKey(
        "parties.Party",
        on_delete=models.PROTECT,
        related_name="wards",
        verbose_name=_("parent or guardian"),
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    proof = models.CharField(_("paper that proves it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("parent or guardian")
        verbose_name_plural = _("parents and guardians")
        constraints = [
            models.UniqueConstraint(fields=["child", "party"], name="parties_guardian_once"),
            models.CheckConstraint(
                condition=~models.Q(child=models.F("party")), name="parties_guardian_is_another"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gt=models.F("starts_on")),
                name="parties_guardian_dates",
            ),
        ]

    def __str__(self) -> str:
        """Return the name of who answers."""
        return self.party.name


@history.kept()
class State(models.Model):
    """What has happened to a party that changes what may be asked of it, since a day.

    ``evidence`` names the paper it is known from. Without a last day it lasts.
    """

    class Kind(models.TextChoices):
        """What happened."""

        DEAD = "DEAD", _("Died")
        BANKRUPT = "BANKRUPT", _("Bankruptcy opened")
        STRUCK_OFF = "STRUCK_OFF", _("Struck off the register")
        NOT_TRADER = "NOT_TRADER", _("Ceased to be a sole trader")
        NO_PENALTY = "NO_PENALTY", _("Freed from penalty: family of who is called up")
        SERVING = "SERVING", _("Called up or in the military operation")

    party = models.ForeignKey("parties.Party", on_delete=models.CASCADE, related_name="states")
    kind = models.CharField(_("what has happened"), max_length=20, choices=Kind.choices)
    starts_on = models.DateField(_("since which day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    evidence = models.CharField(_("known from: ruling, certificate, extract"), max_length=200)

    class Meta:
        verbose_name = _("state of a party")
        verbose_name_plural = _("states of a party")
        constraints = [
            models.UniqueConstraint(
                fields=["party", "kind", "starts_on"], name="parties_state_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="parties_state_dates",
                violation_error_message=_("The last day is before the first: correct the days."),
            ),
        ]

    def __str__(self) -> str:
        """Return what happened."""
        return str(self.get_kind_display())
