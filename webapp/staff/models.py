"""Staff members, what part of the customers they see, and the settings that bind everybody."""

from collections.abc import Iterator

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


class Role(models.TextChoices):
    """The department a person works in.

    Each role is a Django group of the same name with its permissions.
    """

    LAWYER = "LAWYER", _("Lawyer")
    HEAD_OF_LEGAL = "HEAD_OF_LEGAL", _("Head of legal")
    CALL_CENTER = "CALL_CENTER", _("Call center")
    ACCOUNTANT = "ACCOUNTANT", _("Accountant")
    CREW = "CREW", _("Crew")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")


LOCK_DATE_CONSTRAINT = "staff_lock_date"
FUTURE_CONSTRAINT = "staff_lock_date_has_come"
_CLOSED = f"ERRCODE = 'check_violation', CONSTRAINT = '{LOCK_DATE_CONSTRAINT}'"
_NOTHING_BEFORE = "TG_TABLE_NAME || ': nothing dated before ' || closed || ' can be written'"
_HAS_NOT_COME = history.violation(
    FUTURE_CONSTRAINT,
    message="'the lock date ' || NEW.closed_before || ' has not come yet'",
)
_BUSINESS_MOMENT = "clock.origin_business_at + (moment - clock.origin_real_at) * clock.rate"


def lock_date_trigger(column: str, *, unless: str = "") -> pgtrigger.Trigger:
    """Return the trigger for ``Meta.triggers`` of any model.

    A row whose ``column`` lies before the lock date cannot be written.

    ``unless`` is a condition of SQL on ``OLD`` and ``NEW`` under which a write leaves the closed
    period as it was.

    PostgreSQL reports it as a check violation of ``staff_lock_date``; see
    ``staff.queries.breaks_lock_date``.
    """
    is_closed = (
        f"(TG_OP <> 'DELETE' AND NEW.{column} < closed) OR (TG_OP <> 'INSERT' AND OLD.{column} "
        "< closed)"
    )
    return pgtrigger.Trigger(
        name="lock_date",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("closed", "DATE")],
        func=f"""
            SELECT closed_before INTO closed FROM staff_lockdate WHERE id = 1;
            IF {f"({is_closed}) AND NOT COALESCE({unless}, FALSE)" if unless else is_closed} THEN
                RAISE EXCEPTION USING {_CLOSED},
                    MESSAGE = {_NOTHING_BEFORE};
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


@history.kept(exclude=("password", "last_login", "telephones_forgotten"))
class User(AbstractUser):
    """A staff member. Empty segment lists mean "everything".

    Otherwise only these kinds of parties, only these districts.
    """

    segment_party_kinds = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("sees parties of kinds"),
    )
    segment_districts = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("sees districts (codes)"),
    )
    patronymic = models.CharField(_("patronymic"), max_length=60, blank=True)
    position = models.CharField(_("position"), max_length=120, blank=True)
    phone = models.CharField(_("work telephone"), max_length=40, blank=True, db_default="")
    telephones_forgotten = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        """Return the name by which colleagues know a person, or the login of one without it."""
        return self.get_full_name() or self.get_username()

    def get_session_auth_hash(self) -> str:
        """Return what a session must know: it ends with the password, and with the telephone."""
        return self._with_telephone(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same under each former secret key."""
        yield from map(self._with_telephone, super().get_session_auth_fallback_hash())

    def _with_telephone(self, known: str) -> str:
        return f"{known}{self.telephones_forgotten or ''}"

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The codes of the roles held, read once, as the permissions are."""
        known = self.groups.filter(name__in=Role.values)
        return tuple(known.values_list("name", flat=True))


@history.links_kept()
class HeldRole(User.groups.through):  # type: ignore[name-defined,misc]
    """A role that a staff member holds."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("role of a staff member")
        verbose_name_plural = _("roles of staff members")


@history.links_kept()
class OwnRight(User.user_permissions.through):  # type: ignore[name-defined,misc]
    """A right given to one person, beside the roles."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("right of a staff member")
        verbose_name_plural = _("rights of staff members")


@history.links_kept()
class RoleRight(Group.permissions.through):  # type: ignore[name-defined,misc]
    """A right that a role has."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("right of a role")
        verbose_name_plural = _("rights of roles")


@history.kept()
class LockDate(models.Model):
    """One row: nothing dated before this day can be entered or changed (database triggers enforce
    it).

    The day itself has come: a day in the future would close what is being entered today. The row
    stays.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    closed_before = models.DateField(_("closed before"))

    class Meta:
        verbose_name = _("lock date")
        verbose_name_plural = _("lock date")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="staff_lockdate_single_row")
        ]
        triggers = [
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="has_come",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("clock", "RECORD"), ("moment", "TIMESTAMPTZ")],
                func=f"""
                    moment := clock_timestamp();
                    SELECT * INTO clock FROM staff_businessclocksetting WHERE id = 1;
                    IF FOUND THEN
                        moment := {_BUSINESS_MOMENT};
                    END IF;
                    IF NEW.closed_before > (moment AT TIME ZONE '{settings.TIME_ZONE}')::date THEN
                        {_HAS_NOT_COME}
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return f"{self.closed_before:%d.%m.%Y}"


class BusinessClockSetting(models.Model):
    """One row, absent in production.

    Business time runs from ``origin_business_at`` at ``rate`` since ``origin_real_at``.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    origin_real_at = models.DateTimeField()
    origin_business_at = models.DateTimeField()
    rate = models.FloatField(help_text="business seconds per real second; never used for money")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="staff_businessclock_single_row")
        ]


class LoginAttempt(models.Model):
    """Somebody tried a password or a code. ``TRIED`` is written before it is looked at.

    ``PASSED`` is written after it was right. ``device`` is a browser that was right before,
    ``KNOWN`` the first time it was; ``address`` is the visitor's. ``code_of`` is whose telephone's
    code was tried: only a right password leads there, so nobody else's guesses are counted with it.
    """

    class Outcome(models.TextChoices):
        """How far it went."""

        TRIED = "TRIED", _("Tried")
        PASSED = "PASSED", _("Passed")
        KNOWN = "KNOWN", _("Browser known")

    at = models.DateTimeField(_("when"), auto_now_add=True)
    login = models.CharField(_("login"), max_length=150)
    code_of = models.ForeignKey(
        User,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("code of"),
        db_constraint=False,
        db_index=False,
    )
    address = models.CharField(_("address"), max_length=60)
    device = models.CharField(_("device"), max_length=40, blank=True)
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices)

    class Meta:
        verbose_name = _("login attempt")
        verbose_name_plural = _("login attempts")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["login", "-at"], name="staff_loginattempt_login"),
            models.Index(fields=["address", "-at"], name="staff_loginattempt_address"),
            models.Index(
                fields=["code_of", "-at"],
                condition=models.Q(code_of__isnull=False),
                name="staff_loginattempt_code",
            ),
        ]
        triggers = history.append_only()

    def __str__(self) -> str:
        """Return the login."""
        return self.login


class SecondFactor(models.Model):
    """The secret that a person's telephone makes codes from, kept once its first code was right."""

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.PROTECT, related_name="second_factor"
    )
    secret = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0, help_text="a code is taken once")

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        default_permissions = ()


class RecoveryCode(models.Model):
    """A code that stands for the telephone once, when it is lost. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="staff_recoverycode_once")
        ]
