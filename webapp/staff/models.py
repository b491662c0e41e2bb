"""Staff members, what part of the customers they see, and the settings that bind everybody."""

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The department a person works in; each role is a Django group of the same name with its permissions."""

    LAWYER = "LAWYER", _("Lawyer")
    HEAD_OF_LEGAL = "HEAD_OF_LEGAL", _("Head of legal")
    CALL_CENTER = "CALL_CENTER", _("Call center")
    ACCOUNTANT = "ACCOUNTANT", _("Accountant")
    CREW = "CREW", _("Crew")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")


LOCK_DATE_CONSTRAINT = "staff_lock_date"


def lock_date_trigger(column: str, *, unless: str = "") -> pgtrigger.Trigger:
    """Return the trigger for ``Meta.triggers`` of any model: a row whose ``column`` lies before the lock date cannot be written.

    ``unless`` is a condition of SQL on ``OLD`` and ``NEW`` under which a write leaves the closed period as it was.

    PostgreSQL reports it as a check violation of ``staff_lock_date``; see ``staff.queries.breaks_lock_date``.
    """
    is_closed = f"(TG_OP <> 'DELETE' AND NEW.{column} < closed) OR (TG_OP <> 'INSERT' AND OLD.{column} < closed)"
    return pgtrigger.Trigger(
        name="lock_date",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("closed", "DATE")],
        func=f"""
            SELECT closed_before INTO closed FROM staff_lockdate WHERE id = 1;
            IF {f"({is_closed}) AND NOT COALESCE({unless}, FALSE)" if unless else is_closed} THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{LOCK_DATE_CONSTRAINT}',
                    MESSAGE = TG_TABLE_NAME || ': nothing dated before ' || closed || ' can be written';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login"],
)
class User(AbstractUser):
    """A staff member. Empty segment lists mean "everything": otherwise only these kinds of parties, only these districts."""

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

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class LockDate(models.Model):
    """One row: nothing dated before this day can be entered or changed (database triggers enforce it)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    closed_before = models.DateField(_("closed before"))

    class Meta:
        verbose_name = _("lock date")
        verbose_name_plural = _("lock date")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="staff_lockdate_single_row")
        ]


class BusinessClockSetting(models.Model):
    """One row, absent in production: business time runs from ``origin_business_at`` at ``rate`` since ``origin_real_at``."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    origin_real_at = models.DateTimeField()
    origin_business_at = models.DateTimeField()
    rate = models.FloatField(help_text="business seconds per real second; never used for money")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="staff_businessclock_single_row")
        ]
