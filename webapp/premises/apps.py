"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PremisesConfig(AppConfig):
    """The room ``webapp/premises``."""

    name = "webapp.premises"
    label = "premises"
    verbose_name = _("Premises")
    default_auto_field = "django.db.models.BigAutoField"
