"""The statement for machines, kept with each version."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notice", "0004_watched")]
    operations = [migrations.AddField("version", "linked", models.JSONField(null=True))]
