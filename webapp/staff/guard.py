"""Who may get round what the database keeps: the owner of its tables, and nobody else.

The library of our triggers lets any session name those that it wants ignored, and a session may
lay tables of its own over ours. After each migration both are taken from all but the owner.
"""

from typing import Any

from django.db import connection, connections, transaction
from psycopg import sql

_SHOULD_IGNORE = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    asked text := pg_catalog.current_setting('pgtrigger.ignore', true);
BEGIN
    IF asked IS NULL OR asked OPERATOR(pg_catalog.=) '' THEN
        RETURN false;
    END IF;
    RETURN trigger_name::text OPERATOR(pg_catalog.=) ANY (asked::text[]) AND pg_catalog.pg_has_role(
        current_user,
        (SELECT proowner FROM pg_catalog.pg_proc
         WHERE oid = 'public._pgtrigger_should_ignore(name)'::pg_catalog.regprocedure),
        'USAGE'
    );
END;
$$
"""
# a temporary table is found before ours unless the place of temporary tables is named last
_OUR_TABLES = """
DO $$
DECLARE
    of_trigger regprocedure;
BEGIN
    FOR of_trigger IN
        SELECT DISTINCT function.oid FROM pg_catalog.pg_trigger AS trigger
        JOIN pg_catalog.pg_proc AS function ON function.oid = trigger.tgfoid
        WHERE NOT trigger.tgisinternal AND function.proconfig IS NULL
            AND function.pronamespace = 'public'::regnamespace
    LOOP
        EXECUTE 'ALTER FUNCTION ' || of_trigger::text || ' SET search_path TO public, pg_temp';
    END LOOP;
END;
$$
"""


def keep(*, using: str, **_sent: Any) -> None:
    """Let the triggers of ours be got round by the owner only; done after each migration."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('istok:guard', 0))")
        cursor.execute(_SHOULD_IGNORE)
        cursor.execute(_OUR_TABLES)


def let_work(*, role: str) -> None:
    """Let a role of the database read and write rows; what it owns is its own affair."""
    may = (
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {}",
    )
    with connection.cursor() as cursor:
        for grant in may:
            cursor.execute(sql.SQL(grant).format(sql.Identifier(role)))
