"""Cases are found by their numbers, their parties, accounts and contracts."""

from webapp.processes.models import Case
from webapp.search import registry
from webapp.search.declarations import Kind, Source

registry.find(
    Kind(
        "case",
        Case,
        links={"party": "party_id", "account": "account_id", "contract": "contract_id"},
        beside=("party__name", "account__premises__address"),
    )
)
registry.look_in(Source(Case, "number", finds="case"))
