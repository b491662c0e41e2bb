"""Files that wait for their preview to be accepted, past loads, and what headers mean."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.uploads.tables import said
from webapp.uploads.tables.lines import Rejected, RowError


class Upload(models.Model):
    """A file between its preview and its loading: it waits for whoever brought it.

    Gone once it is loaded, or after a day: it is full of personal data.
    """

    kind = models.CharField(_("kind"), max_length=40)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("uploaded by"),
    )

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        default_permissions = ()
        indexes = [models.Index(fields=["uploaded_at"], name="uploads_upload_at")]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.file_name


class TableLoad(models.Model):
    """A table that was loaded.

    The file's fingerprint, what went in, what did not and why. The cells of ``rejected`` rows are
    kept for a month, to be corrected.
    """

    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_on = models.DateField(_("loaded on"), null=True, blank=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("loaded by"),
    )
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_loaded = models.PositiveIntegerField(_("loaded"), default=0)
    rows_unchanged = models.PositiveIntegerField(_("already there"), default=0)
    errors = models.JSONField(_("errors"), default=list)
    rejected = models.JSONField(
        _("rejected rows"), default=dict, db_default=models.Value({}, models.JSONField())
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.file_name

    @property
    def row_errors(self) -> list[RowError]:
        """Return why rows were left out."""
        return [
            RowError(
                row=error["row"],
                column=error["column"],
                value=error["value"],
                message=said.again(error.get("said", ()), error["message"]),
            )
            for error in self.errors
        ]

    @property
    def rejected_rows(self) -> Rejected | None:
        """Return the rows that were left out, while they are kept."""
        if self.rejected:
            return Rejected(**self.rejected)
        return None


class Load(TableLoad):
    """A load of a kind whose rows do not point at theirs."""

    kind = models.CharField(_("kind"), max_length=40)

    class Meta:
        verbose_name = _("loaded table")
        verbose_name_plural = _("loaded tables")
        default_permissions = ()
        indexes = [
            models.Index(fields=["kind", "-loaded_at"], name="uploads_load_at"),
            models.Index(fields=["kind", "sha256"], name="uploads_load_file"),
        ]


class ColumnMap(models.Model):
    """What a person has said of a header row: which column is which.

    ``keys`` are those of columns, by place; an empty one is not read. A file of the same kind with
    the same headers is understood by it.
    """

    kind = models.CharField(_("kind"), max_length=40)
    fingerprint = models.CharField(max_length=64)
    heading = models.JSONField(_("headers"))
    keys = models.JSONField(_("columns"))
    whose = models.CharField(_("whose files"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )

    class Meta:
        verbose_name = _("map of columns")
        verbose_name_plural = _("maps of columns")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="uploads_columnmap_once")
        ]

    def __str__(self) -> str:
        """Return whose files it is of."""
        return self.whose or self.fingerprint[:8]
