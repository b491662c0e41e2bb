"""Courts and bailiffs: what was asked of them and what they answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.search import declarations as search
from webapp.staff import history


@history.kept()
class CourtCase(models.Model):
    """What went to a court.

    An application for an order or a statement of claim, and what the court did with it. ``debtor``
    is against whom it goes: where several owe, each has a filing of his own. ``stayed_until``: the
    court has left it without motion and waits for what it lacks. ``appealed_on``: an appeal lies
    before a court above. ``suspended_on``: a court above has suspended its enforcement.
    """

    class Track(models.TextChoices):
        """The procedure."""

        ORDER = "ORDER", _("Court order")
        LAWSUIT = "LAWSUIT", _("Lawsuit")

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="court_cases")
    track = models.CharField(_("track"), max_length=10, choices=Track.choices)
    court = models.CharField(_("court"), max_length=200)
    number = models.CharField(_("case number"), max_length=60, blank=True)
    debtor = models.CharField(_("against whom"), max_length=300, blank=True, db_default="")
    filed_on = models.DateField(_("filed on"))
    claim = models.DecimalField(_("claim"), max_digits=14, decimal_places=2)
    penalty = models.DecimalField(_("penalty"), max_digits=14, decimal_places=2, default=0)
    state_duty = models.DecimalField(_("state duty"), max_digits=14, decimal_places=2)
    issued_on = models.DateField(_("order issued on"), null=True, blank=True)
    ruled_on = models.DateField(_("ruled on"), null=True, blank=True)
    ruling = models.CharField(_("ruling"), max_length=40, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    awarded_claim = models.DecimalField(
        _("claim awarded"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    awarded_penalty = models.DecimalField(
        _("penalty awarded"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    awarded_duty = models.DecimalField(
        _("duty awarded"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    stayed_until = models.DateField(_("without motion until"), null=True, blank=True)
    appealed_on = models.DateField(_("appeal lodged on"), null=True, blank=True)
    suspended_on = models.DateField(_("enforcement suspended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("court case")
        verbose_name_plural = _("court cases")
        indexes = [search.index("number", name="recovery_courtcase_parts")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "track", "filed_on", "debtor"], name="recovery_courtcase_once"
            )
        ]

    @property
    def has_award(self) -> bool:
        """Say whether a judgment in force has awarded something by this claim."""
        return self.track == self.Track.LAWSUIT and self.in_force_on is not None


@history.kept()
class Writ(models.Model):
    """A writ of execution or an order in force, and its life with the bailiffs.

    ``debtor`` is that of its filing. Where several owe together each has a writ for all of it:
    ``against`` is the one of them whom it names first (ГПК 429 ч. 3). ``is_fulfilled``: the
    bailiffs have collected it; nobody presents it again.
    """

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="writs")
    number = models.CharField(_("number"), max_length=60)
    debtor = models.CharField(_("against whom"), max_length=300, blank=True, db_default="")
    against = models.CharField(_("one of several"), max_length=300, blank=True, db_default="")
    issued_on = models.DateField(_("issued on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    presented_on = models.DateField(_("presented on"), null=True, blank=True)
    bailiff_office = models.CharField(_("bailiffs' office"), max_length=200, blank=True)
    proceeding_number = models.CharField(_("proceeding"), max_length=60, blank=True)
    opened_on = models.DateField(_("proceeding opened on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("ended because"), max_length=200, blank=True)
    collected = models.DecimalField(
        _("collected"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    is_fulfilled = models.BooleanField(_("fulfilled"), default=False, db_default=False)

    class Meta:
        verbose_name = _("writ of execution")
        verbose_name_plural = _("writs of execution")
        indexes = [
            search.index("number", name="recovery_writ_parts"),
            search.index("proceeding_number", name="recovery_proceeding_parts"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="recovery_writ_number_of_case")
        ]


class Authority(models.Model):
    """A court or a bailiffs' office that serves a district (every district when none is named).

    A section of a magistrate with territories serves those houses alone.
    """

    class Kind(models.TextChoices):
        """What it is."""

        MAGISTRATE = "MAGISTRATE", _("Magistrate")
        DISTRICT_COURT = "DISTRICT_COURT", _("District court")
        ARBITRATION = "ARBITRATION", _("Arbitration court")
        BAILIFFS = "BAILIFFS", _("Bailiffs' office")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    district = models.ForeignKey(
        "premises.District",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("district"),
    )
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=400)

    class Meta:
        verbose_name = _("court or bailiffs")
        verbose_name_plural = _("courts and bailiffs")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "district", "name"],
                nulls_distinct=False,
                name="recovery_authority_once",
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


@history.kept()
class Territory(models.Model):
    """Houses that a magistrate's section serves (188-ФЗ ст. 4).

    A street, a side or a range of it, or one ``house`` by its key.
    """

    class Parity(models.TextChoices):
        """Which side of a street."""

        ALL = "ALL", _("all houses")
        ODD = "ODD", _("odd houses")
        EVEN = "EVEN", _("even houses")

    authority = models.ForeignKey(
        "recovery.Authority", on_delete=models.CASCADE, related_name="territories"
    )
    settlement = models.CharField(_("settlement"), max_length=120)
    street = models.CharField(_("street"), max_length=120, blank=True)
    key = models.CharField(max_length=400, editable=False)
    parity = models.CharField(_("side"), max_length=4, choices=Parity.choices, default=Parity.ALL)
    first = models.PositiveIntegerField(_("from house"), null=True, blank=True)
    last = models.PositiveIntegerField(_("to house"), null=True, blank=True)
    house = models.CharField(_("one house"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("houses of a section")
        verbose_name_plural = _("houses of sections")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "key", "parity", "first", "last", "house"],
                nulls_distinct=False,
                name="recovery_territory_once",
            )
        ]
        indexes = [models.Index(fields=["key"], name="recovery_territory_road")]


@history.kept()
class CourtEvent(models.Model):
    """What a court or bailiffs did, as a person or a file told it.

    A task that awaits it is completed with it at once; otherwise the event is kept until the
    process asks for such a task. ``principal`` is the sum collected where bailiffs collect. Money
    itself comes with bank statements. ``debtor`` is whom of several it is about, all of them when
    empty; ``until`` the day that a court has set, ``schedule`` the parts of a settlement.
    ``before`` is what stood in the filings that it changed, by their ids.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ORDER_ISSUED = "ORDER_ISSUED", _("Court order issued")
        ORDER_REFUSED = "ORDER_REFUSED", _("Court order refused")
        ORDER_RETURNED = "ORDER_RETURNED", _("Application for an order returned")
        ORDER_IN_FORCE = "ORDER_IN_FORCE", _("Court order in force")
        ORDER_CANCELED = "ORDER_CANCELLED", _("Court order cancelled")
        CLAIM_ACCEPTED = "CLAIM_ACCEPTED", _("Claim accepted")
        CLAIM_STAYED = "CLAIM_STAYED", _("Claim left without motion")
        CLAIM_RETURNED = "CLAIM_RETURNED", _("Claim returned")
        CLAIM_UNEXAMINED = "CLAIM_UNEXAMINED", _("Claim left without examination")
        CLAIM_TERMINATED = "CLAIM_TERMINATED", _("Proceedings terminated by the court")
        SETTLEMENT_APPROVED = "SETTLEMENT_APPROVED", _("Settlement approved by the court")
        HEARING = "HEARING", _("Hearing held or appointed")
        JUDGMENT_GRANTED = "JUDGMENT_GRANTED", _("Claim granted")
        JUDGMENT_PARTIAL = "JUDGMENT_PARTIAL", _("Claim granted in part")
        JUDGMENT_DENIED = "JUDGMENT_DENIED", _("Claim denied by the court")
        JUDGMENT_IN_FORCE = "JUDGMENT_IN_FORCE", _("Judgment in force")
        APPEAL_LODGED = "APPEAL_LODGED", _("Appeal lodged")
        JUDGMENT_UPHELD = "JUDGMENT_UPHELD", _("Judgment upheld on appeal")
        JUDGMENT_CHANGED = "JUDGMENT_CHANGED", _("Judgment changed on appeal")
        JUDGMENT_REVERSED = "JUDGMENT_REVERSED", _("Judgment reversed, claim denied")
        ENFORCEMENT_STAYED = "ENFORCEMENT_STAYED", _("Enforcement suspended by the court")
        ENFORCEMENT_RESUMED = "ENFORCEMENT_RESUMED", _("Suspension of enforcement lifted")
        REVERSAL_ORDERED = "REVERSAL_ORDERED", _("Reversal of enforcement ordered")
        WRIT_ISSUED = "WRIT_ISSUED", _("Writ of execution issued")
        PROCEEDING_OPENED = "PROCEEDING_OPENED", _("Enforcement proceeding opened")
        PROCEEDING_REFUSED = "PROCEEDING_REFUSED", _("Opening of a proceeding refused")
        COLLECTED = "COLLECTED", _("Sum collected by the bailiffs")
        PROCEEDING_PAID = "PROCEEDING_PAID", _("Proceeding ended: collected")
        PROCEEDING_ENDED = "PROCEEDING_ENDED", _("Proceeding ended without collection")

        @property
        def is_informational(self) -> bool:
            """Say whether no task ever waits for it.

            It is written into the journal and changes nothing.
            """
            return self in {self.CLAIM_ACCEPTED, self.HEARING, self.COLLECTED}

        @property
        def is_direct(self) -> bool:
            """Say whether it changes a filing at once, and no task waits for it."""
            return self in {
                self.CLAIM_STAYED,
                self.APPEAL_LODGED,
                self.ENFORCEMENT_STAYED,
                self.ENFORCEMENT_RESUMED,
                self.REVERSAL_ORDERED,
            }

        @property
        def may_be_ahead(self) -> bool:
            """Say whether it is told before its day has come: a court appoints hearings."""
            return self == self.HEARING

    case = models.ForeignKey(
        "processes.Case",
        on_delete=models.CASCADE,
        related_name="court_events",
        verbose_name=_("case"),
    )
    kind = models.CharField(_("event"), max_length=20, choices=Kind.choices)
    happened_on = models.DateField(_("happened on"))
    debtor = models.CharField(_("against whom"), max_length=300, blank=True, db_default="")
    until = models.DateField(_("until"), null=True, blank=True)
    schedule = models.CharField(_("schedule"), max_length=1000, blank=True, db_default="")
    number = models.CharField(_("number"), max_length=60, blank=True)
    principal = models.DecimalField(
        _("principal"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    penalty = models.DecimalField(
        _("penalty"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    duty = models.DecimalField(_("duty"), max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    file_row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    entered_by = models.ForeignKey(
        "staff.User",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_on = models.DateField(_("entered on"))
    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    trouble = models.CharField(_("why it is not applied"), max_length=300, blank=True)
    before = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), editable=False
    )
    task = models.ForeignKey(
        "tasks.Task",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("task"),
    )

    class Meta:
        verbose_name = _("court or bailiff event")
        verbose_name_plural = _("court and bailiff events")
        default_permissions = ()
        permissions = [("enter_court_event", _("Can enter and import court and bailiff events"))]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "happened_on", "debtor"],
                condition=~models.Q(kind="COLLECTED"),
                name="recovery_courtevent_once",
            ),
            models.UniqueConstraint(
                fields=["case", "happened_on", "principal", "number", "debtor"],
                condition=models.Q(kind="COLLECTED"),
                name="recovery_courtevent_collected_once",
            ),
            models.CheckConstraint(
                condition=models.Q(applied_on=None, outcome="")
                | models.Q(applied_on__isnull=False) & ~models.Q(outcome=""),
                name="recovery_courtevent_applied_has_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case"],
                condition=models.Q(applied_on=None),
                name="recovery_courtevent_kept",
            )
        ]

    @property
    def may_be_withdrawn(self) -> bool:
        """Say whether it has changed nothing, or what it changed is known and can be put back."""
        if self.applied_on is None or self.outcome == "NOTED":
            return True
        return self.outcome == "WRITTEN" and self.task_id is None
