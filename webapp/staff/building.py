"""Indexes that are built while people work, as steps of a migration that is not atomic."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently

# squawk takes every migration for one transaction; these run outside of one
_OUTSIDE = "-- squawk-ignore ban-concurrent-index-creation-in-transaction"


class BuildIndex(AddIndexConcurrently):
    """Build an index; rows are read and written meanwhile."""

    def database_forwards(self, app_label: str, schema_editor: Any, *states: Any) -> None:
        """Build it."""
        if schema_editor.collect_sql:
            schema_editor.collected_sql.append(_OUTSIDE)
        super().database_forwards(app_label, schema_editor, *states)

    def _ensure_not_in_transaction(self, schema_editor: Any) -> None:
        """Whoever only reads the statements may do so anywhere."""
        if not schema_editor.collect_sql:
            super()._ensure_not_in_transaction(schema_editor)  # type: ignore[misc]


class DropIndex(RemoveIndexConcurrently):
    """Drop an index that another has taken the place of."""

    def _ensure_not_in_transaction(self, schema_editor: Any) -> None:
        """Whoever only reads the statements may do so anywhere."""
        if not schema_editor.collect_sql:
            super()._ensure_not_in_transaction(schema_editor)  # type: ignore[misc]
