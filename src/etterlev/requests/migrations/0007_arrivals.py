"""What came by e-mail or letter, sealed as it came."""

import django.db.models.deletion
import etterlev.vault.fields
import uuid
from django.db import migrations, models

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):

    dependencies = [
        ('controllers', '0001_initial'),
        ('requests', '0006_manual_tasks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('department_slug', models.SlugField()),
                ('door', models.CharField(max_length=16)),
                ('kind', models.CharField(max_length=8)),
                ('name', etterlev.vault.fields.SealedText(retention_class=11)),
                ('content', etterlev.vault.fields.SealedField(null=True, retention_class=11)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('facts', etterlev.vault.fields.SealedJSON(null=True, retention_class=11)),
                ('reasons', etterlev.vault.fields.SealedText(null=True, retention_class=11)),
                ('arrived_at', models.DateTimeField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.UUIDField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='requests.case')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='controllers.controller')),
            ],
            options={
                'abstract': False,
            },
        ),
        WallRows("requests_arrival"),
    ]
