"""Questions that stop the clock, and cases that are no right."""

import django.db.models.deletion
import etterlev.vault.fields
import uuid
from django.db import migrations, models

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):

    dependencies = [
        ('controllers', '0001_initial'),
        ('requests', '0003_case_warned'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='case',
            name='right',
            field=models.CharField(max_length=12),
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('holder_id', models.UUIDField()),
                ('ground', models.CharField(max_length=16)),
                ('question', etterlev.vault.fields.SealedText(retention_class=11)),
                ('answer', etterlev.vault.fields.SealedText(null=True, retention_class=11)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.UUIDField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='requests.case')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='controllers.controller')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('controller', 'case'), name='one_open_question')],
            },
        ),
        WallRows("requests_pause"),
    ]
