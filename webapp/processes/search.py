"""Cases are found by their numbers, their parties, accounts and contracts; tasks by their titles,
and by what they are about.
"""

from webapp.processes.models import Case
from webapp.search import registry
from webapp.search.declarations import Kind, Source
from webapp.tasks.models import Task

registry.find(
    Kind(
        "case",
        Case,
        links={"party": "party_id", "account": "account_id", "contract": "contract_id"},
        beside=("party__name", "account__premises__address"),
    )
)
registry.find(
    Kind(
        "task",
        Task,
        links={"case": "case_id", "account": "account_id", "party": "party_id"},
        beside=(
            *("title", "party__name", "account__party__name", "account__premises__address"),
            *("case__party__name", "case__account__premises__address"),
        ),
    )
)
registry.look_in(
    Source(Case, "number", finds="case"),
    Source(Task, "title", finds="task"),
)
