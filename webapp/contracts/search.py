"""Contracts and accounts are found by their numbers, by their customers and by the address."""

from webapp.contracts.models import Account, Contract
from webapp.search import registry
from webapp.search.declarations import Kind, Source

registry.find(Kind("contract", Contract, links={"party": "party_id"}, beside=("party__name",)))
registry.find(
    Kind(
        "account",
        Account,
        links={"party": "party_id", "premises": "premises_id", "contract": "contract_id"},
        beside=("party__name", "premises__address"),
    )
)
registry.look_in(
    Source(Contract, "number", finds="contract"),
    Source(Account, "number", finds="account"),
)
