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


class ActivityChange(Walled):
    """What became of an activity that somebody changed by hand: before, after, who, when and why."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.CharField(max_length=500)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()

    class Meta:
        indexes = [models.Index("controller", "code", name="change_by_activity")]
