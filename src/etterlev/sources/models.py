"""The sources of each controller, and the maps of them that people confirmed."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from etterlev.database.wall import Walled
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import SealedJSON


class SourceRow(Walled):
    """One outside system of one controller. How to reach it is sealed: it can hold a password."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    position = models.PositiveIntegerField(default=0)
    reach = SealedJSON(RetentionClass.OPERATION)
    added_at = models.DateTimeField()
    # When a program last tried to see its structure.
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "slug"], name="one_source_per_slug")]

    @property
    def holder_id(self) -> UUID:
        return self.id


class MapRow(Walled):
    """A map of a source as it was described, and who confirmed it. The newest confirmed one is in force."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="maps")
    # The driver's own text: the name of the algorithm may stand before the digest.
    fingerprint = models.CharField(max_length=100)
    description = models.JSONField()
    document = models.JSONField()
    described_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["controller", "source", "described_at"], name="one_map_per_look")
        ]


class LinkChoice(Walled):
    """What somebody said of a link the values propose, so that it is not asked again. `link` is `child.field
    parent.field`."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="choices")
    link = models.CharField(max_length=600)
    is_followed = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "source", "link"], name="one_choice_per_link")]
