"""An account is found by the number of its meter."""

from webapp.metering.models import Meter
from webapp.search import registry
from webapp.search.declarations import Source

registry.look_in(Source(Meter, "number", finds="account", by="account_id"))
