"""The deed of reminding people of their tasks."""

from temporalio import activity

from webapp.audit import operations as audit
from webapp.staff import queries as staff
from webapp.tasks.operations import reminders
from workflows.interfaces import task_reminders as words


@activity.defn(name="task_reminders.remind")
def remind() -> words.RemindResult:
    """Tell everybody what is to be told today; forget what has been kept for its term."""
    audit.forget_looks()
    return words.RemindResult(told=reminders.remind(today=staff.today()))
