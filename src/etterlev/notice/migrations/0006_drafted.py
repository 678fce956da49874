"""Drafts of a register, read out of a statement."""

from __future__ import annotations

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notice", "0005_linked")]
    operations = [
        migrations.CreateModel(
            name="RegisterDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("controller_id", models.UUIDField(null=True)),
                ("file", models.CharField(max_length=200)),
                ("rows", models.JSONField()),
                ("claims", models.JSONField()),
                ("made_by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
            ],
            options={"abstract": False},
        ),
    ]
