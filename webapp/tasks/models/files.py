"""What is kept with a task: pictures of its report, files that tell what is wanted."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history

_STAYS_WITH_ITS_REPORT = """
    IF (SELECT status FROM tasks_task WHERE id = OLD.task_id) IN ('DONE', 'CORRECTED') THEN
        RAISE EXCEPTION 'photo % belongs to a report', OLD.id;
    END IF;
    RETURN NEW;
"""


class TaskPhoto(models.Model):
    """A picture a crew attached to its report."""

    task = models.ForeignKey("tasks.Task", on_delete=models.CASCADE, related_name="photos")
    name = models.CharField(_("file"), max_length=200)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        triggers = [
            *history.written_once("name", "content_type", "content"),
            # a late report may answer another task than the one its photos were sent with
            pgtrigger.Trigger(
                name="stays_with_its_report",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__task__df=pgtrigger.F("new__task")),
                func=_STAYS_WITH_ITS_REPORT,
            ),
        ]


class TaskFile(models.Model):
    """A file that somebody laid to a task: what it is about, or what came of it."""

    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("file"), max_length=200)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField(_("size"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by whom"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("file of a task")
        verbose_name_plural = _("files of tasks")
        default_permissions = ()
        triggers = history.append_only()

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name
