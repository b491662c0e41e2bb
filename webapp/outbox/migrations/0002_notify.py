"""Writing a row rings the relay's bell, once per statement, when the transaction commits."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION outbox_ring() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
CREATE TRIGGER outbox_row_ring AFTER INSERT ON outbox_row FOR EACH STATEMENT EXECUTE FUNCTION outbox_ring();
"""
BACKWARD = "DROP TRIGGER outbox_row_ring ON outbox_row; DROP FUNCTION outbox_ring();"


class Migration(migrations.Migration):
    """See the module's docstring."""

    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
