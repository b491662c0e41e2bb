"""Numbers without gaps: a row for each series and year, going on behind the last number of its sequence."""

from importlib import import_module

from django.db import migrations, models

before = import_module("webapp.correspondence.migrations.0002_numbers")

# the names of the old sequences do not tell the series: these are all that any release has numbered
KNOWN = "unnest('{ПИР,УВ,ПР,ПО,АО,ПВ,ПРЕТ,СЗ,ЗСП,ИСК,РИД}'::text[]) AS known (series)"
NAME = "'correspondence_number_' || substr(md5(series), 1, 12) || '_'"
CARRY_OVER = f"""
INSERT INTO correspondence_numberseries (series, year, last)
SELECT known.series, right(found.sequencename, 4)::smallint, found.last_value
FROM {KNOWN} JOIN pg_sequences AS found ON found.sequencename ~ ('^' || {NAME} || '[0-9]{{4}}$')
WHERE found.last_value IS NOT NULL AND found.schemaname = current_schema()
"""
# a process of the release before, still running, numbers from the same rows; dropped a release later
FUNCTION = """
CREATE OR REPLACE FUNCTION correspondence_next_number(series text, year integer) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO correspondence_numberseries AS known (series, year, last) VALUES ($1, $2, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = known.last + 1
    RETURNING last
$$
"""
FUNCTION_BEFORE = before.FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
DROP_SEQUENCES = """
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT sequencename FROM pg_sequences
        WHERE sequencename ~ '^correspondence_number_' AND schemaname = current_schema()
    LOOP
        EXECUTE format('DROP SEQUENCE %I', name);
    END LOOP;
END
$$
"""
MAKE_SEQUENCES = f"""
DO $$
DECLARE
    taken correspondence_numberseries;
BEGIN
    FOR taken IN SELECT * FROM correspondence_numberseries WHERE last > 0
    LOOP
        EXECUTE format('CREATE SEQUENCE %I', {NAME.replace("series", "taken.series")} || taken.year);
        EXECUTE format('SELECT setval(%L, %s)', {NAME.replace("series", "taken.series")} || taken.year, taken.last);
    END LOOP;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0002_numbers")]
    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveBigIntegerField(db_default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("series", "year"), name="correspondence_numberseries_once"
                    )
                ]
            },
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.RunSQL(DROP_SEQUENCES, MAKE_SEQUENCES),
        migrations.RunSQL(FUNCTION, FUNCTION_BEFORE),
    ]
