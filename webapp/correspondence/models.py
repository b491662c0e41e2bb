"""Papers we made and messages we sent, each with its number, its key and its proof."""

from datetime import date

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from webapp.correspondence import proof
from webapp.correspondence.conversations import Call as Call
from webapp.correspondence.reasons import REASONS
from webapp.search import declarations as search
from webapp.staff import history

# as often a message is tried at short pauses, and altogether (with the long pauses that follow,
# about a day): then it is given up
TRIES_QUICK = 20
TRIES_MAX = 300


class NumberSeries(models.Model):
    """The last number of a series in a year.

    Its row is what takers of numbers wait for, one after the other.
    """

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"], name="correspondence_numberseries_once"
            )
        ]


class File(models.Model):
    """Bytes of a paper, kept once per content.

    In the database, so that a paper and its journal row appear together or not at all.
    """

    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256"], name="correspondence_file_once")]
        triggers = history.append_only()


class Template(models.Model):
    """A department's edition of the Word file that papers of a kind are made from.

    It never changes: a new file is a new edition. Papers of a kind without an edition in use are
    made from the template that comes with the program.
    """

    kind = models.CharField(_("kind"), max_length=40)
    version = models.PositiveIntegerField(_("edition"))
    file = models.ForeignKey("correspondence.File", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    is_in_use = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("paper template")
        verbose_name_plural = _("paper templates")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "version"], name="correspondence_template_version"
            ),
            models.UniqueConstraint(
                fields=["kind", "file"], name="correspondence_template_file_once"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(is_in_use=True),
                name="correspondence_template_one_in_use",
            ),
        ]
        triggers = history.written_once("kind", "version", "file", "file_name", "uploaded_by")

    def __str__(self) -> str:
        """Return kind and edition."""
        return f"{self.kind} {self.version}"


class Document(models.Model):
    """A numbered paper.

    ``context`` holds the exact facts printed on it, so that its sums can be checked and explained.
    """

    class Status(models.TextChoices):
        """Where the paper stands."""

        MADE = "MADE", pgettext_lazy("document", "Made")
        APPROVED = "APPROVED", pgettext_lazy("document", "Approved")
        ISSUED = "ISSUED", pgettext_lazy("document", "Issued")
        CANCELED = "CANCELLED", pgettext_lazy("document", "Cancelled")

        @property
        def tone(self) -> str:
            """How a screen colors it."""
            tones = {self.ISSUED: "ok", self.APPROVED: "pri", self.CANCELED: "bad"}
            return tones.get(self, "")

    kind = models.CharField(_("kind"), max_length=40)
    number = models.CharField(_("number"), max_length=40)
    dated = models.DateField(_("date"))
    subject = models.CharField(_("subject"), max_length=60)
    workflow_id = models.CharField(max_length=120, blank=True)
    step = models.CharField(max_length=80, blank=True)
    case = models.ForeignKey(
        "processes.Case",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("case"),
    )
    stage = models.PositiveSmallIntegerField(_("stage number"), null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.MADE
    )
    account = models.ForeignKey(
        "contracts.Account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("account"),
    )
    debt = models.DecimalField(_("debt"), max_digits=14, decimal_places=2, default=0)
    penalty = models.DecimalField(_("penalty"), max_digits=14, decimal_places=2, default=0)
    state_duty = models.DecimalField(_("state duty"), max_digits=14, decimal_places=2, default=0)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    docx = models.ForeignKey("correspondence.File", on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(
        "correspondence.File", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    template = models.ForeignKey(
        "correspondence.Template",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("paper template"),
        help_text="the edition it was made from; nothing when it was the built-in",
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], name="correspondence_document_number"
            ),
            models.UniqueConstraint(
                fields=["workflow_id", "step"],
                condition=~models.Q(workflow_id=""),
                name="correspondence_document_once_per_step",
            ),
            models.CheckConstraint(
                condition=models.Q(case=None)
                | models.Q(stage__isnull=False, attempt__isnull=False),
                name="correspondence_document_of_case_has_place",
            ),
        ]
        indexes = [
            models.Index(fields=["subject"], name="correspondence_document_subj"),
            search.index("number", name="correspondence_document_parts"),
            models.Index(fields=["case", "stage", "attempt"], name="correspondence_document_case"),
        ]
        triggers = history.written_once(
            *("kind", "number", "dated", "subject", "workflow_id", "step", "account"),
            *("case", "stage", "attempt"),
            *("debt", "penalty", "state_duty", "context", "docx", "template"),
        )

    def __str__(self) -> str:
        """Return kind and number."""
        return f"{self.kind} {self.number}"


class Message(models.Model):
    """One transmission by one channel: an intention first, then released, sent, delivered.

    One per (workflow, step).
    """

    class Status(models.TextChoices):
        """The closed vocabulary of a transmission's life."""

        PLANNED = "PLANNED", _("Planned")
        SENDING = "SENDING", _("Being sent")
        SENT = "SENT", _("Sent")
        ACCEPTED = "ACCEPTED", _("Accepted by the mail server")
        DELIVERED = "DELIVERED", pgettext_lazy("message", "Delivered")
        FAILED = "FAILED", _("Failed")
        NO_CONTACT = "NO_CONTACT", _("No contact")
        UNKNOWN = "UNKNOWN", _("Outcome unknown")
        CANCELED = "CANCELLED", _("Not sent")

        @property
        def tone(self) -> str:
            """How a screen colors it."""
            if self in {self.SENDING, self.SENT, self.ACCEPTED}:
                return "pri"
            bad = {self.FAILED, self.NO_CONTACT, self.UNKNOWN}
            if self in bad:
                return "bad"
            return "ok" if self == self.DELIVERED else ""

        @property
        def is_final(self) -> bool:
            """No further event is expected."""
            return self in {self.DELIVERED, self.FAILED, self.NO_CONTACT, self.CANCELED}

        @property
        def went_out(self) -> bool:
            """The provider took it: it may not be sent again."""
            return self in {self.SENT, self.ACCEPTED, self.DELIVERED}

    class Channel(models.TextChoices):
        """By what it goes."""

        EMAIL = "email", _("E-mail")
        SMS = "sms", _("SMS")
        VOICE = "voice", _("Voice call")

    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    workflow_id = models.CharField(max_length=120)
    step = models.CharField(max_length=80)
    case = models.ForeignKey(
        "processes.Case",
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="messages",
        verbose_name=_("case"),
    )
    stage = models.PositiveSmallIntegerField(_("stage number"), null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), null=True, blank=True)
    revision = models.PositiveSmallIntegerField(_("edition"), default=1, db_default=1)
    reference = models.UUIDField(_("our reference"))
    subject = models.CharField(_("subject"), max_length=60)
    account = models.ForeignKey(
        "contracts.Account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("account"),
    )
    document = models.ForeignKey(
        "correspondence.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="messages",
        verbose_name=_("document"),
    )
    recipient = models.CharField(_("recipient"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANNED
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    provider_id = models.CharField(_("provider's id"), max_length=120, blank=True)
    evidence = models.CharField(_("proof"), max_length=300, blank=True)
    sending_since = models.DateTimeField(
        null=True,
        blank=True,
        help_text="when the last attempt was released, by the database's clock",
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    planned_on = models.DateField(_("planned on"))
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["workflow_id", "step"], name="correspondence_message_once_per_step"
            ),
            models.UniqueConstraint(fields=["reference"], name="correspondence_message_reference"),
            models.CheckConstraint(
                condition=~models.Q(status__in=["SENT", "DELIVERED"])
                | ~models.Q(provider_id="", evidence=""),
                name="correspondence_message_sent_has_proof",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="ACCEPTED") | ~models.Q(evidence=""),
                name="correspondence_message_accepted_has_proof",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="SENDING") | models.Q(sending_since__isnull=False),
                name="correspondence_message_sending_since",
            ),
            models.CheckConstraint(
                condition=models.Q(status="NO_CONTACT") | ~models.Q(recipient=""),
                name="correspondence_message_has_recipient",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="DELIVERED") | models.Q(delivered_on__isnull=False),
                name="correspondence_message_delivered_on",
            ),
            models.CheckConstraint(
                condition=models.Q(case=None)
                | models.Q(stage__isnull=False, attempt__isnull=False),
                name="correspondence_message_of_case_has_place",
            ),
        ]
        indexes = [
            models.Index(fields=["subject"], name="correspondence_message_subject"),
            models.Index(fields=["case", "stage", "attempt"], name="correspondence_message_case"),
            models.Index(fields=["recipient", "channel"], name="correspondence_message_to"),
            models.Index(
                fields=["id"],
                condition=models.Q(status="UNKNOWN"),
                name="correspondence_message_doubt",
            ),
        ]
        permissions = [("settle_message", _("Can decide whether a message went out"))]
        triggers = proof.stays()

    @property
    def last_day(self) -> date:
        """Return the day of the last thing that happened to it, or is planned."""
        return self.delivered_on or self.sent_on or self.planned_on

    @property
    def reason_text(self) -> str:
        """Return why it is not sent: a known reason in words, a provider's own as it is."""
        reason = str(REASONS.get(self.reason, self.reason))
        if self.status == self.Status.FAILED and self.attempts >= TRIES_MAX:
            return _("Given up after %(tries)s tries. %(reason)s") % {
                "tries": self.attempts,
                "reason": reason,
            }
        return reason

    @property
    def proof_text(self) -> str:
        """Return what proves that it went out, in words."""
        return proof.in_words(self)

    def __str__(self) -> str:
        """Return channel and recipient."""
        return f"{self.get_channel_display()} {self.recipient}"
