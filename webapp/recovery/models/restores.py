"""Restores of the database from a backup.

What happened in between is known to the world, and not to us.
"""

from django.db import models


class Restore(models.Model):
    """The database is that of the moment ``backup_of``.

    Between the business days ``lost_from`` and ``lost_until`` letters may have gone out that it
    does not know.
    """

    backup_of = models.DateTimeField()
    lost_from = models.DateField()
    lost_until = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["backup_of"], name="recovery_restore_once"),
            models.CheckConstraint(
                condition=models.Q(lost_until__gte=models.F("lost_from")),
                name="recovery_restore_order",
            ),
        ]
