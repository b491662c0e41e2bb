"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplaceConfig(AppConfig):
    """The room ``webapp/workplace``."""

    name = "webapp.workplace"
    label = "workplace"
    verbose_name = _("Workplace")
    default_auto_field = "django.db.models.BigAutoField"
