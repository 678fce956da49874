"""One matter over several cases, cases that somebody else answers, and cases opened again."""

import django.db.models.deletion
import etterlev.vault.fields
import uuid
from django.db import migrations, models

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):

    dependencies = [
        ('controllers', '0001_initial'),
        ('requests', '0004_pauses_and_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forwarding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('client', etterlev.vault.fields.SealedText(retention_class=11)),
                ('client_email', etterlev.vault.fields.SealedText(retention_class=11)),
                ('words', etterlev.vault.fields.SealedText(retention_class=11)),
                ('link_digest', models.BinaryField(max_length=32, unique=True)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='case',
            name='matter',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='passed_to',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='case',
            name='reopened_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='case',
            name='reference',
            field=models.CharField(max_length=16),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('awaiting_code', 'Awaiting Code'), ('searching', 'Searching'), ('review', 'Review'), ('ready', 'Ready'), ('answered', 'Answered'), ('refused', 'Refused'), ('moved', 'Moved'), ('joined', 'Joined'), ('forwarded', 'Forwarded')], default='awaiting_code', max_length=16),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(models.F('controller'), models.F('matter'), name='case_by_matter'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('controller', 'reference'), name='one_case_per_reference'),
        ),
        migrations.AddField(
            model_name='forwarding',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='forwarding', to='requests.case'),
        ),
        migrations.AddField(
            model_name='forwarding',
            name='controller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='controllers.controller'),
        ),
        WallRows("requests_forwarding"),
    ]
