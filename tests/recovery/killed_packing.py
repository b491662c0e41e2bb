"""An office to be killed: draws the package of the only filing, in a process of its own."""

import sys
from datetime import date

import django

django.setup()

from webapp.correspondence.models import Document  # noqa: E402  (models can be imported only now)
from webapp.recovery.operations import packages  # noqa: E402

if __name__ == "__main__":
    filing = Document.objects.get(kind="court_order_application")
    packages.pack(paper=filing, by=None, today=date.fromisoformat(sys.argv[1]))
