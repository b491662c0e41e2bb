"""``istok seed_roles``: give every role the rights of the role table."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from webapp.staff import operations
from webapp.staff.models import Role


class Command(BaseCommand):
    help = (
        "Give every role (a Django group) exactly the rights of the role table; may be run "
        "again at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            operations.seed_roles()
        except operations.UnableToSeedRoles as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Roles: %(roles)s.") % {"roles": ", ".join(str(role.label) for role in Role)}
        )
