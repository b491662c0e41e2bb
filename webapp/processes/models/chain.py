"""The journal of a case as a chain: each row is hashed together with the digest of the one before.

Whoever changes, takes out or slips in a row behind the program's back breaks the chain from there
on. The database counts; nobody who writes a row knows of it.
"""

import pgtrigger

# the order of what is hashed: a new column is added at no place of it, or every chain would break
_HASHED = (
    *("id", "case_id", "number", "key", "stage", "attempt", "deed", "name", "revision"),
    *("is_answer", "outcome", '"on"', "term_ends_on", "debt", "basis", "by_id", "ground"),
    *("document_id", "message_id", "task_id", "details"),
)
_COLUMNS = ", ".join(f"{{row}}.{column}" for column in _HASHED)
# the moment is told in seconds: its text would follow the time zone of whoever asks
DIGEST = (
    "encode(sha256(convert_to({before} || jsonb_build_array("
    f"extract(epoch FROM {{row}}.at), {_COLUMNS}"
    ")::text, 'UTF8')), 'hex')"
)
_LINK = f"""
    PERFORM 1 FROM processes_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
    SELECT number, digest INTO last_number, last_digest FROM processes_step
        WHERE case_id = NEW.case_id AND number IS NOT NULL ORDER BY number DESC LIMIT 1;
    NEW.number := COALESCE(last_number, 0) + 1;
    NEW.digest := {DIGEST.format(row="NEW", before="COALESCE(last_digest, '')")};
    RETURN NEW;
"""


def linked() -> pgtrigger.Trigger:
    """Return the trigger that numbers a new row in its case and links it to the one before.

    Two that write into one case wait for each other, so that neither takes the other's place.
    """
    return pgtrigger.Trigger(
        name="linked",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("last_number", "INTEGER"), ("last_digest", "TEXT")],
        func=_LINK,
    )
