"""Texts are compared in letters that every server takes for letters, so that its index is used.

Where a server's own language is C, as it is in the cluster that comes with the program, the index
of parts knows Latin letters and digits only: of a Russian name it had nothing, and every row was
read. Capitals are free, as all is compared in small letters.
"""

from django.db import migrations

SPELLED = """
CREATE OR REPLACE FUNCTION search_spelled(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS $$ BEGIN
    RETURN translate(lower(said), 'ёабвгдежзийклмнопрстухчшыья', 'FABCDEFGHIJKLMNOPQRSTUVWXYZ');
END $$
"""
FORMER = """
CREATE OR REPLACE FUNCTION search_spelled(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS $$ BEGIN RETURN translate(lower(said), 'ё', 'е'); END $$
"""
REINDEX = """
DO $$ DECLARE found regclass; BEGIN
    FOR found IN SELECT indexrelid::regclass FROM pg_index
        WHERE pg_get_indexdef(indexrelid) LIKE '%search_spelled(%'
    LOOP EXECUTE 'REINDEX INDEX ' || found; END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_parts_of_words")]
    operations = [migrations.RunSQL([SPELLED, REINDEX], [FORMER, REINDEX])]
