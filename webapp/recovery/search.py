"""Cases and their accounts are found by the numbers that courts and bailiffs give."""

from webapp.recovery.models import CourtCase, Writ
from webapp.search import registry
from webapp.search.declarations import Source

for _model, _column in ((CourtCase, "number"), (Writ, "number"), (Writ, "proceeding_number")):
    registry.look_in(
        Source(_model, _column, finds="case", by="case_id"),
        Source(_model, _column, finds="account", by="case__account_id"),
    )
