
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('business_date', models.DateField(verbose_name='business date')),
                ('name', models.CharField(max_length=80, verbose_name='deed')),
                ('subject', models.CharField(max_length=60, verbose_name='subject')),
                ('ground', models.CharField(blank=True, max_length=300, verbose_name='ground')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'journal entry',
                'verbose_name_plural': 'journal',
                'indexes': [models.Index(fields=['subject', '-at'], name='audit_entry_subject'), models.Index(fields=['-at'], name='audit_entry_at')],
            },
        ),
    ]
