"""Relations that end. Who it is and what was written is sealed; what is done shows without opening it."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from etterlev.database.wall import Walled
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import SealedJSON, SealedText


class Closing(Walled):
    """The end of one engagement or one employment at one controller."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    # The relation it comes from, when it was opened by the data; else the form it was written in.
    origin = models.UUIDField()
    person_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=12)
    name = SealedText(RetentionClass.CASE)
    email = SealedText(RetentionClass.CASE)
    language = models.CharField(max_length=2)
    ended_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    # By the code of the line: what became of it, by whom and when.
    settled = models.JSONField(default=dict)
    # By the code of the line: what was written.
    words = SealedJSON(RetentionClass.CASE, null=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller", "origin"], name="one_closing_per_origin")]

    @property
    def holder_id(self) -> UUID:
        """The person once known, the closing itself otherwise."""
        return self.person_id or self.id
