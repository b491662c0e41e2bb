import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contracts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sha256',), name='correspondence_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('version', models.PositiveIntegerField(verbose_name='edition')),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('is_in_use', models.BooleanField(default=False, verbose_name='in use')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.file')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'paper template',
                'verbose_name_plural': 'paper templates',
                'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='correspondence_template_version'), models.UniqueConstraint(fields=('kind', 'file'), name='correspondence_template_file_once'), models.UniqueConstraint(condition=models.Q(('is_in_use', True)), fields=('kind',), name='correspondence_template_one_in_use')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('dated', models.DateField(verbose_name='date')),
                ('subject', models.CharField(max_length=60, verbose_name='subject')),
                ('workflow_id', models.CharField(blank=True, max_length=120)),
                ('step', models.CharField(blank=True, max_length=80)),
                ('status', models.CharField(choices=[('MADE', 'Made'), ('APPROVED', 'Approved'), ('ISSUED', 'Issued'), ('CANCELLED', 'Cancelled')], default='MADE', max_length=10, verbose_name='status')),
                ('debt', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='debt')),
                ('penalty', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='penalty')),
                ('state_duty', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='state duty')),
                ('context', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='contracts.account', verbose_name='account')),
                ('docx', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.file')),
                ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.file')),
                ('template', models.ForeignKey(blank=True, help_text='the edition it was made from; nothing when it was the built-in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.template', verbose_name='paper template')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('sms', 'SMS'), ('voice', 'Voice call')], max_length=10, verbose_name='channel')),
                ('workflow_id', models.CharField(max_length=120)),
                ('step', models.CharField(max_length=80)),
                ('reference', models.UUIDField(verbose_name='our reference')),
                ('subject', models.CharField(max_length=60, verbose_name='subject')),
                ('recipient', models.CharField(blank=True, max_length=120, verbose_name='recipient')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('status', models.CharField(choices=[('PLANNED', 'Planned'), ('SENDING', 'Being sent'), ('SENT', 'Sent'), ('DELIVERED', 'Delivered'), ('FAILED', 'Failed'), ('NO_CONTACT', 'No contact'), ('UNKNOWN', 'Outcome unknown'), ('CANCELLED', 'Not sent')], default='PLANNED', max_length=10, verbose_name='status')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('provider_id', models.CharField(blank=True, max_length=120, verbose_name="provider's id")),
                ('evidence', models.CharField(blank=True, max_length=300, verbose_name='proof')),
                ('sending_since', models.DateTimeField(blank=True, help_text="when the last attempt was released, by the database's clock", null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('planned_on', models.DateField(verbose_name='planned on')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent on')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered on')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='contracts.account', verbose_name='account')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='correspondence.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'permissions': [('settle_message', 'Can decide whether a message went out')],
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['subject'], name='correspondence_document_subj'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('kind', 'number'), name='correspondence_document_number'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('workflow_id', ''), _negated=True), fields=('workflow_id', 'step'), name='correspondence_document_once_per_step'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['subject'], name='correspondence_message_subject'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['recipient', 'channel'], name='correspondence_message_to'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('status', 'UNKNOWN')), fields=['id'], name='correspondence_message_doubt'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('workflow_id', 'step'), name='correspondence_message_once_per_step'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('reference',), name='correspondence_message_reference'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['SENT', 'DELIVERED']), _negated=True), models.Q(('evidence', ''), ('provider_id', ''), _negated=True), _connector='OR'), name='correspondence_message_sent_has_proof'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'SENDING'), _negated=True), ('sending_since__isnull', False), _connector='OR'), name='correspondence_message_sending_since'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'NO_CONTACT'), models.Q(('recipient', ''), _negated=True), _connector='OR'), name='correspondence_message_has_recipient'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'DELIVERED'), _negated=True), ('delivered_on__isnull', False), _connector='OR'), name='correspondence_message_delivered_on'),
        ),
    ]
