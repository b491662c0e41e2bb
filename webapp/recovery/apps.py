"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecoveryConfig(AppConfig):
    """The room ``webapp/recovery``."""

    name = "webapp.recovery"
    label = "recovery"
    verbose_name = _("Recovery")
    default_auto_field = "django.db.models.BigAutoField"
