"""Each row of a journal is linked to the one before; rows of before stay without a number."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('correspondence', '0013_calls_are_recorded'),
        ('processes', '0012_notes_found_by_parts'),
        ('tasks', '0014_reports_are_corrected'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='step',
            name='digest',
            field=models.CharField(db_default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='step',
            name='number',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='linked', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE last_number INTEGER; last_digest TEXT;', func='\n    PERFORM 1 FROM processes_case WHERE id = NEW.case_id FOR NO KEY UPDATE;\n    SELECT number, digest INTO last_number, last_digest FROM processes_step\n        WHERE case_id = NEW.case_id AND number IS NOT NULL ORDER BY number DESC LIMIT 1;\n    NEW.number := COALESCE(last_number, 0) + 1;\n    NEW.digest := encode(sha256(convert_to(COALESCE(last_digest, \'\') || jsonb_build_array(extract(epoch FROM NEW.at), NEW.id, NEW.case_id, NEW.number, NEW.key, NEW.stage, NEW.attempt, NEW.deed, NEW.name, NEW.revision, NEW.is_answer, NEW.outcome, NEW."on", NEW.term_ends_on, NEW.debt, NEW.basis, NEW.by_id, NEW.ground, NEW.document_id, NEW.message_id, NEW.task_id, NEW.details)::text, \'UTF8\')), \'hex\');\n    RETURN NEW;\n', hash='b8a3408faf1fedef5b6e87b166583cddf9069ce3', operation='INSERT', pgid='pgtrigger_linked_e07ef', table='processes_step', when='BEFORE')),
        ),
    ]
