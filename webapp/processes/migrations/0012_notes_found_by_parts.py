"""What was written down is found by a part of it, by an index."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations

from webapp.search.declarations import Spelled

INDEXES = (
    ("note", "text", "processes_note_parts"),
)
# the migration runs outside a transaction
INDEX = """
-- squawk-ignore ban-concurrent-index-creation-in-transaction
CREATE INDEX CONCURRENTLY {name} ON processes_{model}
    USING gin (search_spelled({column}) gin_trgm_ops)
"""
NO_INDEX = "DROP INDEX CONCURRENTLY {name}"


def built(model: str, column: str, name: str) -> migrations.SeparateDatabaseAndState:
    sql = INDEX.format(model=model, column=column, name=name)
    index = GinIndex(OpClass(Spelled(column), name="gin_trgm_ops"), name=name)
    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunSQL(sql, NO_INDEX.format(name=name))],
        state_operations=[migrations.AddIndex(model_name=model, index=index)],
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("processes", "0011_found_by_parts"),
        ("search", "0001_parts_of_words"),
    ]
    operations = [built(*index) for index in INDEXES]
