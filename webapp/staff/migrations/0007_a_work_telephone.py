"""The telephone by which an addressee of a paper reaches its clerk."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0006_sessions_end_with_the_telephone'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='user',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='user',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='user',
            name='phone',
            field=models.CharField(blank=True, db_default='', max_length=40, verbose_name='work telephone'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='phone',
            field=models.CharField(blank=True, db_default='', max_length=40, verbose_name='work telephone'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."patronymic" IS DISTINCT FROM (NEW."patronymic") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."segment_districts" IS DISTINCT FROM (NEW."segment_districts") OR OLD."segment_party_kinds" IS DISTINCT FROM (NEW."segment_party_kinds") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "staff_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "segment_districts", "segment_party_kinds", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."last_name", OLD."patronymic", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."position", OLD."segment_districts", OLD."segment_party_kinds", OLD."username"); RETURN NULL;', hash='fc818f78e8d36a4d18f22b00c690817fb3f71e75', operation='UPDATE', pgid='pgtrigger_update_update_8c3eb', table='staff_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "segment_districts", "segment_party_kinds", "username") VALUES (OLD."date_joined", OLD."email", OLD."first_name", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."last_name", OLD."patronymic", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."position", OLD."segment_districts", OLD."segment_party_kinds", OLD."username"); RETURN NULL;', hash='c77eb1806d1fea071c89ab9c83b1e8616c80224c', operation='DELETE', pgid='pgtrigger_delete_delete_4dad5', table='staff_user', when='AFTER')),
        ),
    ]
