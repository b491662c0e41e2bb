"""The tables of tasks."""

from webapp.tasks.models.absences import Absence
from webapp.tasks.models.comments import TaskComment
from webapp.tasks.models.files import TaskFile, TaskPhoto
from webapp.tasks.models.reminders import Reminder
from webapp.tasks.models.tasks import Task

__all__ = [
    "Absence",
    "Reminder",
    "Task",
    "TaskComment",
    "TaskFile",
    "TaskPhoto",
]
