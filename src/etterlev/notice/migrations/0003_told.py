"""Who was told of a new version, and what was decided about telling."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):
    dependencies = [("notice", "0002_grows"), ("controllers", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("controller_id", models.UUIDField(null=True)),
                ("tells", models.BooleanField()),
                ("was_advised", models.BooleanField()),
                ("reasons", models.TextField(blank=True)),
                ("decided_by", models.UUIDField()),
                ("decided_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="notice.version"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "controller_id"), name="one_telling_per_controller")
                ]
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                ("letter_id", models.UUIDField()),
                ("told_at", models.DateTimeField()),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controllers.controller"
                    ),
                ),
                (
                    "telling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="notice.telling"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("telling", "person_id"), name="nobody_told_twice")]
            },
        ),
        WallRows("notice_told"),
    ]
