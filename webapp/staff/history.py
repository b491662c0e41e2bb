"""What the database itself keeps, whoever writes to it.

Former versions of rows, and rows that nobody changes.
"""

from collections.abc import Callable
from typing import Any

import pghistory
import pgtrigger
from django.db import models

WRITTEN_ONCE = "written_once"
_DEPTH = " " * 28  # where the SQL of a model's `Meta.triggers` goes on: its text is hashed


def no_truncate() -> pgtrigger.Trigger:
    """Return the trigger that keeps a table from being emptied at once.

    Triggers of rows do not see that.
    """
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;",
    )


def violation(constraint: str, *, message: str) -> str:
    """Return the statement of a trigger that refuses a write as a violation of a constraint.

    The message is an expression of SQL.
    """
    return (
        f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{constraint}',\n"
        f"{_DEPTH}MESSAGE = {message};"
    )


def append_only() -> list[pgtrigger.Trigger]:
    """Return the triggers of a table to which rows are added and of which none is ever changed."""
    changes = pgtrigger.Update | pgtrigger.Delete
    return [pgtrigger.Protect(name="append_only", operation=changes), no_truncate()]


def written_once(*fields: str) -> list[pgtrigger.Trigger]:
    """Return the triggers of a table whose rows stay, and these fields of each as they were
    written.
    """
    return [
        pgtrigger.ReadOnly(name=WRITTEN_ONCE, fields=list(fields)),
        pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
        no_truncate(),
    ]


def settled(*columns: str, grows: str, when: str, becomes: str) -> list[pgtrigger.Trigger]:
    """Return the triggers of a table whose rows stay, and these columns of each once it is settled.

    ``grows`` is a column of JSON that may be added to; what it says already stays. ``when`` is a
    condition of SQL on the row as it was; its status may only become ``becomes``.
    """
    kept = [f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns]
    status = f"NEW.status NOT IN (OLD.status, '{becomes}')"
    changed = " OR ".join([*kept, status, f"NOT NEW.{grows} @> OLD.{grows}"])
    return [
        pgtrigger.Protect(
            name="settled",
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(f"{when} AND ({changed})"),
        ),
        pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
        no_truncate(),
    ]


def kept[M: type[models.Model]](*, exclude: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Return the decorator of a model whose former versions the database keeps, each with who
    replaced it.
    """
    return _kept(pghistory.UpdateEvent(row=pghistory.Old), exclude=list(exclude))


def links_kept[M: type[models.Model]]() -> Callable[[M], M]:
    """Return the decorator of a link between two rows.

    When it was made, when it was cut, and by whom.
    """
    return _kept(pghistory.InsertEvent(), obj_field=None)


def _kept(tracker: pghistory.RowEvent, **options: Any) -> Callable[[Any], Any]:
    def keep(model: Any) -> Any:
        tracked = pghistory.track(
            tracker,
            pghistory.DeleteEvent(),
            append_only=True,
            meta={"triggers": [no_truncate()]},
            **options,
        )(model)
        return pgtrigger.register(no_truncate())(tracked)

    return keep
