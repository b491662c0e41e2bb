"""How long the people of the office take over a task."""

from datetime import date, timedelta

# how many days after it was asked for a task is reported as done; of what is not named, on the day itself
TAKES_DAYS = {
    "deliver_by_post": 6,
    "approve": 1,
    "restriction": 3,
    "resumption": 1,
    "file_court_order": 2,
    "court_order_ruling": 8,
    "court_order_effect": 28,
    "file_lawsuit": 3,
    "judgment": 40,
    "register_writ": 3,
    "present_writ": 2,
    "enforcement_opened": 4,
    "enforcement_result": 30,
}


def reported_on(*, task: str, created_on: date) -> date:
    """Return the day on which people report a task."""
    return created_on + timedelta(days=TAKES_DAYS.get(task, 0))
