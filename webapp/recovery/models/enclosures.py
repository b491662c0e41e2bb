"""Files that go with filings: kept with whom they are about, and what is filed without."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webapp.staff import history

HOLDERS = ("case", "party", "account", "contract", "power", "supplier")


def _holder(to: str, name: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        to,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=name,
    )


def _one_holder() -> Q:
    """Return the condition that exactly one of the holders is named."""
    found = Q()
    for holder in HOLDERS:
        found |= Q(
            **{f"{each}__isnull": each != holder for each in HOLDERS},
        )
    return found


class Enclosure(models.Model):
    """A file that is enclosed with filings: an extract, a contract, a receipt. A PDF.

    It is kept with its holder and found again for the next filing. ``code`` is the kind of line it
    stands for, ``title`` the line itself. What belongs to one filing names its kind of paper and,
    in ``whose``, against whom that goes. A file that was wrong is put aside and stays.
    """

    code = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("what it is"), max_length=300)
    paper_kind = models.CharField(_("kind of paper"), max_length=40, blank=True)
    whose = models.CharField(_("against whom"), max_length=300, blank=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    file = models.ForeignKey("correspondence.File", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    pages = models.PositiveSmallIntegerField(_("pages"))
    case = _holder("processes.Case", _("case"))
    party = _holder("parties.Party", _("party"))
    account = _holder("contracts.Account", _("account"))
    contract = _holder("contracts.Contract", _("contract"))
    power = _holder("contracts.PowerOfAttorney", _("power of attorney"))
    supplier = _holder("contracts.Supplier", _("supplier"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by whom"),
    )
    on = models.DateField(_("brought on"))
    put_aside_on = models.DateField(_("put aside on"), null=True, blank=True)
    put_aside_because = models.CharField(_("why it was put aside"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=_one_holder(), name="recovery_enclosure_one_holder"),
            models.CheckConstraint(
                condition=Q(put_aside_on=None) | ~Q(put_aside_because=""),
                name="recovery_enclosure_put_aside_has_reason",
            ),
        ]
        triggers = history.written_once(
            *("code", "title", "paper_kind", "whose", "issued_on", "file", "name", "pages"),
            *HOLDERS,
            *("by", "on"),
        )

    def __str__(self) -> str:
        """Return what it is."""
        return self.title


class FiledWithout(models.Model):
    """A lawyer has decided that a paper is filed without what it names, and why."""

    document = models.ForeignKey(
        "correspondence.Document",
        on_delete=models.PROTECT,
        related_name="filed_without",
        verbose_name=_("document"),
    )
    title = models.CharField(_("what is lacking"), max_length=300)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by whom"),
    )
    on = models.DateField(_("decided on"))

    class Meta:
        verbose_name = _("filing without an enclosure")
        verbose_name_plural = _("filings without an enclosure")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["document", "title"], name="recovery_filedwithout_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="recovery_filedwithout_has_reason"
            ),
        ]
        triggers = history.append_only()
