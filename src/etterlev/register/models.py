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


class AgreementRow(Walled):
    """A processor agreement of one controller, with a supplier or with a client (Article 28)."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField()
    direction = models.CharField(max_length=10)
    party = models.CharField(max_length=120)
    systems = models.JSONField(default=list)
    owner = models.CharField(max_length=120)
    # Where the signed text lies.
    place = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    # By the letter of Article 28(3): whether it is there.
    points = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "form_key"], name="one_agreement_per_form")]
