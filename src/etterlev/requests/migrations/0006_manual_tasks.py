"""Tasks for people who search by hand, their links, and the files they find."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import etterlev.vault.fields
from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):
    dependencies = [
        ("controllers", "0001_initial"),
        ("requests", "0005_matters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("holder_id", models.UUIDField()),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "Asked"), ("done", "Done"), ("nothing", "Nothing"), ("cannot", "Cannot")],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("turn", models.CharField(max_length=12)),
                ("turn_at", models.DateTimeField()),
                ("days", models.PositiveSmallIntegerField()),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
                ("owner", etterlev.vault.fields.SealedJSON(retention_class=11)),
                ("substitute", etterlev.vault.fields.SealedJSON(null=True, retention_class=11)),
                ("asked_at", models.DateTimeField()),
                ("answers", models.PositiveSmallIntegerField(default=0)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_as", models.CharField(blank=True, max_length=12)),
                ("answered_by", models.UUIDField(null=True)),
                ("reasons", etterlev.vault.fields.SealedText(null=True, retention_class=11)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="requests.case"
                    ),
                ),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controllers.controller"
                    ),
                ),
                (
                    "search",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="task", to="requests.search"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaskFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("holder_id", models.UUIDField()),
                ("name", etterlev.vault.fields.SealedText(retention_class=11)),
                ("content", etterlev.vault.fields.SealedField(null=True, retention_class=11)),
                ("kind", models.CharField(max_length=8)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("position", models.PositiveSmallIntegerField()),
                ("added_at", models.DateTimeField()),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controllers.controller"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="requests.task"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaskLink",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("holder", models.CharField(max_length=12)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controllers.controller"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="requests.task"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(fields=("controller", "search"), name="one_task_per_search"),
        ),
        migrations.AddConstraint(
            model_name="taskfile",
            constraint=models.UniqueConstraint(fields=("controller", "task", "sha256"), name="one_row_per_file"),
        ),
        WallRows("requests_task"),
        WallRows("requests_tasklink"),
        WallRows("requests_taskfile"),
    ]
