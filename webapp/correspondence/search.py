"""Papers are found by their numbers."""

from webapp.correspondence.models import Document
from webapp.search import registry
from webapp.search.declarations import Kind, Source

registry.find(Kind("paper", Document))
registry.look_in(Source(Document, "number", finds="paper"))
