"""The tables of processes."""

from webapp.processes.models.cases import Case, Pause, Restore, Step
from webapp.processes.models.limits import Limit, Wish
from webapp.processes.models.notes import Note, NoteFile

__all__ = ["Case", "Limit", "Note", "NoteFile", "Pause", "Restore", "Step", "Wish"]
