"""PostgreSQL learns to compare texts however they are spelled, and to find a part by an index."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# in a language that is not put in place of the call: its cost says that an index is cheaper than to
# spell every row
SPELLED = """
CREATE FUNCTION search_spelled(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS $$ BEGIN RETURN translate(lower(said), 'ё', 'е'); END $$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        migrations.RunSQL(SPELLED, "DROP FUNCTION search_spelled(text)"),
    ]
