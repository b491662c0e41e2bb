"""An office to be killed: enters that the order of the only case was cancelled, in a process of its own."""

import django

django.setup()

from tests.recovery.living import START  # noqa: E402  (models can be imported only now)
from webapp.processes.models import Case  # noqa: E402
from webapp.recovery.models import CourtEvent  # noqa: E402
from webapp.recovery.operations import court_events  # noqa: E402
from webapp.recovery.queries.court_events import Told  # noqa: E402

if __name__ == "__main__":
    told = Told(kind=CourtEvent.Kind.ORDER_CANCELED, happened_on=START)
    court_events.enter(case_id=Case.objects.get().pk, told=told, by=None, today=START)
