"""The door of the web process."""

import os
import sys

from django.core import checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.config.settings")
_site = get_wsgi_application()
if wrong := checks.run_checks(tags=["istok"], include_deployment_checks=True):
    sys.exit("\n".join(str(error.msg) for error in wrong))
application = _site
