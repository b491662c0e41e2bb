"""Numbers without waiting: a sequence for each series and year, made when its first number is asked for."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION correspondence_next_number(series text, year integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    name text := 'correspondence_number_' || substr(md5(series), 1, 12) || '_' || year;
BEGIN
    IF to_regclass(name) IS NULL THEN
        -- one maker at a time: CREATE ... IF NOT EXISTS alone can fail when two come together
        PERFORM pg_advisory_xact_lock(hashtext(name));
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', name);
    END IF;
    RETURN nextval(name);
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION correspondence_next_number(text, integer)")]
