
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('EMAIL', 'E-mail'), ('PHONE', 'Phone')], max_length=10, verbose_name='kind')),
                ('value', models.CharField(max_length=120, verbose_name='value')),
                ('is_valid', models.BooleanField(default=True, verbose_name='works')),
                ('takes_sms', models.BooleanField(default=True, verbose_name='takes SMS')),
                ('takes_calls', models.BooleanField(default=True, verbose_name='takes calls')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='consent or refusal of')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
            },
        ),
        migrations.CreateModel(
            name='PartyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('PERSON', 'Person'), ('SOLE_TRADER', 'Sole trader'), ('ORGANIZATION', 'Organization'), ('MANAGING_COMPANY', 'Managing company'), ('HOA', "Homeowners' association")], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=300, verbose_name='full name')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='last name')),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='first name')),
                ('patronymic', models.CharField(blank=True, max_length=80, verbose_name='patronymic')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('inn', models.CharField(blank=True, max_length=12, verbose_name='ИНН')),
                ('kpp', models.CharField(blank=True, max_length=9, verbose_name='КПП')),
                ('ogrn', models.CharField(blank=True, max_length=15, verbose_name='ОГРН')),
                ('address', models.CharField(blank=True, max_length=400, verbose_name='postal address')),
                ('language', models.CharField(choices=[('ru', 'Russian'), ('en', 'English')], default='ru', max_length=2, verbose_name='language of messages')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('PERSON', 'Person'), ('SOLE_TRADER', 'Sole trader'), ('ORGANIZATION', 'Organization'), ('MANAGING_COMPANY', 'Managing company'), ('HOA', "Homeowners' association")], max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=300, verbose_name='full name')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='last name')),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='first name')),
                ('patronymic', models.CharField(blank=True, max_length=80, verbose_name='patronymic')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='birth date')),
                ('inn', models.CharField(blank=True, max_length=12, verbose_name='ИНН')),
                ('kpp', models.CharField(blank=True, max_length=9, verbose_name='КПП')),
                ('ogrn', models.CharField(blank=True, max_length=15, verbose_name='ОГРН')),
                ('address', models.CharField(blank=True, max_length=400, verbose_name='postal address')),
                ('language', models.CharField(choices=[('ru', 'Russian'), ('en', 'English')], default='ru', max_length=2, verbose_name='language of messages')),
            ],
            options={
                'verbose_name': 'party',
                'verbose_name_plural': 'parties',
                'indexes': [models.Index(fields=['inn'], name='parties_party_inn'), models.Index(fields=['name'], name='parties_party_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('inn', ''), ('inn__regex', '^(\\d{10}|\\d{12})$'), _connector='OR'), name='parties_party_inn_digits'), models.CheckConstraint(condition=models.Q(('kpp', ''), ('kpp__regex', '^\\d{4}[\\dA-Z]{2}\\d{3}$'), _connector='OR'), name='parties_party_kpp_shape'), models.CheckConstraint(condition=models.Q(('ogrn', ''), ('ogrn__regex', '^(\\d{13}|\\d{15})$'), _connector='OR'), name='parties_party_ogrn_digits'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['ORGANIZATION', 'MANAGING_COMPANY', 'HOA']), _negated=True), ('birth_date', None), _connector='OR'), name='parties_party_organization_has_no_birth_date')],
            },
        ),
        migrations.CreateModel(
            name='ContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('EMAIL', 'E-mail'), ('PHONE', 'Phone')], max_length=10, verbose_name='kind')),
                ('value', models.CharField(max_length=120, verbose_name='value')),
                ('is_valid', models.BooleanField(default=True, verbose_name='works')),
                ('takes_sms', models.BooleanField(default=True, verbose_name='takes SMS')),
                ('takes_calls', models.BooleanField(default=True, verbose_name='takes calls')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='consent or refusal of')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.contact')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.party')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='contact',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='parties.party'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_partyevent" ("address", "birth_date", "first_name", "id", "inn", "kind", "kpp", "language", "last_name", "name", "ogrn", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."birth_date", OLD."first_name", OLD."id", OLD."inn", OLD."kind", OLD."kpp", OLD."language", OLD."last_name", OLD."name", OLD."ogrn", OLD."patronymic", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='c73dcea01d90a7e10ce8505b0ba12e4b95aa761f', operation='UPDATE', pgid='pgtrigger_update_update_db520', table='parties_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "parties_partyevent" ("address", "birth_date", "first_name", "id", "inn", "kind", "kpp", "language", "last_name", "name", "ogrn", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."birth_date", OLD."first_name", OLD."id", OLD."inn", OLD."kind", OLD."kpp", OLD."language", OLD."last_name", OLD."name", OLD."ogrn", OLD."patronymic", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='bd2f999cda69c30b596301e0f8650420911e9f38', operation='DELETE', pgid='pgtrigger_delete_delete_1c644', table='parties_party', when='AFTER')),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='parties.party'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('party', 'kind', 'value'), name='parties_contact_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "parties_contactevent" ("consent_on", "id", "is_valid", "kind", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "takes_calls", "takes_sms", "value") VALUES (OLD."consent_on", OLD."id", OLD."is_valid", OLD."kind", OLD."party_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."takes_calls", OLD."takes_sms", OLD."value"); RETURN NULL;', hash='631caa7c342971fda4dbddda91a7a6c9c3149184', operation='UPDATE', pgid='pgtrigger_update_update_6a448', table='parties_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "parties_contactevent" ("consent_on", "id", "is_valid", "kind", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "takes_calls", "takes_sms", "value") VALUES (OLD."consent_on", OLD."id", OLD."is_valid", OLD."kind", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."takes_calls", OLD."takes_sms", OLD."value"); RETURN NULL;', hash='86d45ef65dc5384b9c691a1c7ba00e84781b4c6d', operation='DELETE', pgid='pgtrigger_delete_delete_56496', table='parties_contact', when='AFTER')),
        ),
    ]
