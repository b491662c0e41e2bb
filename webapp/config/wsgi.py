"""The door of the web process."""

import os
import sys

from django.core import checks
from django.core.wsgi import get_wsgi_application

from webapp.config.reception import Reception

DESKS = 4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.config.settings")
_site = get_wsgi_application()
if wrong := checks.run_checks(tags=["istok"], include_deployment_checks=True):
    sys.exit("\n".join(str(error.msg) for error in wrong))
application = Reception(_site, desks=int(os.environ.get("WEB_DESKS", DESKS)))
