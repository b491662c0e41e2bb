"""The door of the web process."""

import gc
import os
import sys

from django.core import checks
from django.core.wsgi import get_wsgi_application

from webapp.config import doors, intake
from webapp.config.reception import Reception

DESKS = 4
BODIES = 24
BODIES_OF_ONE = 8
OBJECTS_BETWEEN_SWEEPS = 50_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.config.settings")
_site = get_wsgi_application()
if wrong := checks.run_checks(tags=["istok"], include_deployment_checks=True):
    sys.exit("\n".join(str(error.msg) for error in wrong))
application = Reception(
    _site,
    doors.house(),
    desks=int(os.environ.get("WEB_DESKS", DESKS)),
    room=intake.Room(
        places=int(os.environ.get("WEB_BODIES", BODIES)),
        of_one=int(os.environ.get("WEB_BODIES_OF_ONE", BODIES_OF_ONE)),
    ),
)
# what was loaded stays: a sweep that looks at it again costs a page a twentieth of its time
gc.freeze()
gc.set_threshold(OBJECTS_BETWEEN_SWEEPS, 20, 50)
