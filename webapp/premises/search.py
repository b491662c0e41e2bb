"""Flats and houses are found by their addresses."""

from webapp.premises.models import Premises
from webapp.search import registry
from webapp.search.declarations import Kind, Source

registry.find(Kind("premises", Premises, beside=("address",)))
registry.look_in(Source(Premises, "address", finds="premises"))
