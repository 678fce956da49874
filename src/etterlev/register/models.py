"""The register's rows, one per controller, so that each department's record stands on its own."""

from __future__ import annotations

from django.db import models

from etterlev.database.wall import Walled


class ActivityRow(Walled):
    """A processing activity of one controller, as the document describes it."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    document = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "code"], name="one_activity_per_code")]


class SystemRow(Walled):
    """A system one controller uses."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    document = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "slug"], name="one_system_per_slug")]
