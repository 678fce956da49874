import uuid

import django.db.models.deletion
from django.db import migrations, models

from etterlev.database.migrations import WallRows


class Migration(migrations.Migration):
    dependencies = [("controllers", "0001_initial"), ("sources", "0003_looked_at")]

    operations = [
        migrations.CreateModel(
            name="LinkChoice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("link", models.CharField(max_length=600)),
                ("is_followed", models.BooleanField()),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.UUIDField()),
                (
                    "controller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="controllers.controller"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="sources.sourcerow"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("controller", "source", "link"), name="one_choice_per_link")
                ]
            },
        ),
        WallRows("sources_linkchoice"),
    ]
