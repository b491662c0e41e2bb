"""What people write down about a case or an account: notes, calls, and the files laid to them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.search import declarations as search
from webapp.staff import history

_ABOUT_SAME = """
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM processes_note WHERE id = NEW.corrects_id
        AND (case_id, account_id) IS NOT DISTINCT FROM (NEW.case_id, NEW.account_id)
    ) THEN
        RAISE EXCEPTION 'note % is about something else', NEW.corrects_id;
    END IF;
    RETURN NEW;
"""


class Note(models.Model):
    """Words about a case or an account, or a call that was made. They stay as they were written.

    Who was wrong writes another that ``corrects`` the former: both stay. ``key`` is given by the
    form: sent twice, it is one note. ``person`` is with whom a call was, ``phone`` by which number.
    """

    class Kind(models.TextChoices):
        """What is written down."""

        NOTE = "NOTE", _("Written note")
        CALL_OUT = "CALL_OUT", _("Call to the customer")
        CALL_IN = "CALL_IN", _("Call from the customer")

    class Outcome(models.TextChoices):
        """What came of a call."""

        TALKED = "TALKED", _("talked")
        PROMISED = "PROMISED", _("promised to pay")
        REFUSED = "REFUSED", _("refused to talk")
        NO_ANSWER = "NO_ANSWER", _("no answer")
        WRONG_NUMBER = "WRONG_NUMBER", _("wrong number")

        @property
        def tone(self) -> str:
            """How a screen colors it."""
            if self == self.PROMISED:
                return "ok"
            return "" if self == self.TALKED else "warn"

    key = models.UUIDField()
    case = models.ForeignKey(
        "processes.Case",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notes",
        verbose_name=_("case"),
    )
    account = models.ForeignKey(
        "contracts.Account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notes",
        verbose_name=_("account"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(_("text"), blank=True)
    person = models.CharField(_("with whom"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    corrects = models.OneToOneField(
        "processes.Note",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by whom"),
    )
    on = models.DateField(_("date"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("written note")
        verbose_name_plural = _("written notes")
        default_permissions = ("add",)
        constraints = [
            models.UniqueConstraint(fields=["key"], name="processes_note_once"),
            models.CheckConstraint(
                condition=models.Q(case=None) ^ models.Q(account=None),
                name="processes_note_about_one",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="NOTE", outcome="")
                | ~models.Q(kind="NOTE") & ~models.Q(outcome=""),
                name="processes_note_call_has_outcome",
            ),
        ]
        indexes = [search.index("text", name="processes_note_parts")]
        triggers = [
            *history.append_only(),
            pgtrigger.Trigger(
                name="corrects_the_same",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_ABOUT_SAME,
            ),
        ]

    def __str__(self) -> str:
        """Return what was written."""
        return self.text

    @property
    def tone(self) -> str:
        """How a screen colors what came of a call."""
        return self.Outcome(self.outcome).tone if self.outcome else ""

    @property
    def is_call(self) -> bool:
        """Say whether it tells of a call."""
        return self.kind != self.Kind.NOTE


class NoteFile(models.Model):
    """A file laid to a note: the scan of a ruling, a power of attorney, a letter."""

    note = models.ForeignKey("processes.Note", on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("file"), max_length=200)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField(_("size"))

    class Meta:
        verbose_name = _("file of a note")
        verbose_name_plural = _("files of notes")
        default_permissions = ()
        triggers = history.append_only()

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name
