"""Suppliers' statements: what each said on a day stays, and so does what was decided about it."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from etterlev.database.migrations import OnlyGrows

ID = ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False))
CONTROLLER = ("controller_id", models.UUIDField(null=True))


class Migration(migrations.Migration):
    dependencies = [("notice", "0003_told")]
    operations = [
        migrations.CreateModel(
            name="WatchedStatement",
            fields=[
                ID,
                CONTROLLER,
                ("supplier", models.CharField(max_length=120, unique=True)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("added_by", models.UUIDField()),
                ("added_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=200)),
                ("etag", models.CharField(blank=True, max_length=500)),
                ("last_modified", models.CharField(blank=True, max_length=100)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="WatchedVersion",
            fields=[
                ID,
                CONTROLLER,
                ("number", models.PositiveIntegerField()),
                ("read_at", models.DateTimeField()),
                ("file", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("language", models.CharField(max_length=2)),
                ("comparison", models.JSONField(null=True)),
                (
                    "watched",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="notice.watchedstatement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("watched", "number"), name="one_of_each_number_per_supplier")
                ]
            },
        ),
        migrations.CreateModel(
            name="WatchedDecision",
            fields=[
                ID,
                CONTROLLER,
                ("choice", models.CharField(max_length=16)),
                ("reasons", models.TextField()),
                ("person", models.CharField(max_length=120)),
                ("decided_by", models.UUIDField()),
                ("decided_at", models.DateTimeField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="notice.watchedversion"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        OnlyGrows("notice_watchedversion"),
        OnlyGrows("notice_watcheddecision"),
    ]
