"""The app's name for Django, which finds the ``worker`` command here."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """The outermost ring."""

    name = "activities"
    label = "activities"
