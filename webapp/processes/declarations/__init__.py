"""How a process is declared: what it is, and what people see of it.

The first is written in an app's ``process.py``, over its operations; the second in its
``pages.py``, over its forms.
"""

from webapp.processes.declarations.conduct import (
    Conduct,
    Draft,
    Hooks,
    Limited,
    Messages,
    Papers,
    Process,
    UnableToMake,
)
from webapp.processes.declarations.pages import (
    Action,
    Beside,
    Branch,
    CaseList,
    MenuEntry,
    Pages,
    Panel,
    Place,
    Read,
    Sight,
    Sketch,
    TaskPage,
    Wording,
    Words,
)
from webapp.processes.declarations.pauses import PauseKind, PausePage
from webapp.processes.declarations.tasks import (
    Awaited,
    Earliest,
    Effect,
    TaskKind,
    Undo,
)

__all__ = [
    "Action",
    "Awaited",
    "Beside",
    "Branch",
    "CaseList",
    "Conduct",
    "Draft",
    "Earliest",
    "Effect",
    "Hooks",
    "Limited",
    "MenuEntry",
    "Messages",
    "Pages",
    "Panel",
    "Papers",
    "PauseKind",
    "PausePage",
    "Place",
    "Process",
    "Read",
    "Sight",
    "Sketch",
    "TaskKind",
    "TaskPage",
    "UnableToMake",
    "Undo",
    "Wording",
    "Words",
]
