"""Django's names for the project itself and for the staff site."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

OLDEST_POSTGRES = 16


class StaffAdminConfig(admin_apps.AdminConfig):
    """The admin, with our own site that collects every app's pages."""

    default = False
    default_site = "webapp.config.admin_site.StaffSite"


class ConfigConfig(AppConfig):
    """The project room itself: it holds the commands of the ``istok`` program."""

    default = True
    name = "webapp.config"
    label = "config"

    def ready(self) -> None:
        """Look at every server that a connection is made to, and know what is asked of the
        settings.
        """
        import_module("webapp.config.checks")
        connection_created.connect(refuse_old_postgres, dispatch_uid="refuse_old_postgres")


def refuse_old_postgres(*, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Let nothing begin on a server that lacks what the migrations and queries use.

    :raises ImproperlyConfigured: when PostgreSQL is too old
    """
    version = connection.connection.info.server_version
    if version < OLDEST_POSTGRES * 10_000:
        raise ImproperlyConfigured(
            f"PostgreSQL {version // 10_000}.{version % 10_000} is too old:"
            f" Istok needs {OLDEST_POSTGRES} or later"
        )
