"""The app's name for Django."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """The room ``webapp/staff``."""

    name = "webapp.staff"
    label = "staff"
    verbose_name = _("Staff")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the triggers from those who are not the owner of the tables.

        Let every app say what waits in it for people.
        """
        guard = import_module("webapp.staff.guard")
        post_migrate.connect(guard.keep, sender=self, dispatch_uid="staff_guard")
        autodiscover_modules("waiting")
