import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0002_the_database_keeps'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recovery code',
                'verbose_name_plural': 'recovery codes',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='second_factor', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('secret', models.CharField(max_length=64)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('last_step', models.BigIntegerField(default=0, help_text='a code is taken once')),
            ],
            options={
                'verbose_name': 'second factor',
                'verbose_name_plural': 'second factors',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LoginAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('login', models.CharField(max_length=150, verbose_name='login')),
                ('address', models.CharField(max_length=60, verbose_name='address')),
                ('device', models.CharField(blank=True, max_length=40, verbose_name='device')),
                ('outcome', models.CharField(choices=[('TRIED', 'Tried'), ('PASSED', 'Passed'), ('KNOWN', 'Browser known')], max_length=6, verbose_name='outcome')),
            ],
            options={
                'verbose_name': 'login attempt',
                'verbose_name_plural': 'login attempts',
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['login', '-at'], name='staff_loginattempt_login'), models.Index(fields=['address', '-at'], name='staff_loginattempt_address')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loginattempt',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='20047ab280f56d2524266b4613e31956116f371c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cff23', table='staff_loginattempt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loginattempt',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate table %', TG_TABLE_NAME;", hash='0ea57f96792e0c81ff6738ead71338c2d793c4db', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_3b9fb', table='staff_loginattempt', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='recoverycode',
            constraint=models.UniqueConstraint(fields=('user', 'digest'), name='staff_recoverycode_once'),
        ),
    ]
