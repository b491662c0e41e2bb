"""Where in its case a paper was made is written once, as all that is printed on it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0008_case_is_looked_up")]
    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="document", name="written_once"),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."dated" IS DISTINCT FROM (NEW."dated") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."workflow_id" IS DISTINCT FROM (NEW."workflow_id") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."attempt" IS DISTINCT FROM (NEW."attempt") OR OLD."debt" IS DISTINCT FROM (NEW."debt") OR OLD."penalty" IS DISTINCT FROM (NEW."penalty") OR OLD."state_duty" IS DISTINCT FROM (NEW."state_duty") OR OLD."context" IS DISTINCT FROM (NEW."context") OR OLD."docx_id" IS DISTINCT FROM (NEW."docx_id") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='98247b6ef39f32828f54a053d9c0baea2e871228', operation='UPDATE', pgid='pgtrigger_written_once_35a8a', table='correspondence_document', when='BEFORE')),
        ),
    ]
