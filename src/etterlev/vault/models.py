"""What a line in the log was about, in full: sealed under the holder's key, proven by the line's commitment."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from etterlev.database.wall import Walled
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import SealedJSON


class LineDetail(Walled):
    """The details of one line. They vanish with the holder's key; the tree stays valid."""

    controller_id: UUID | models.UUIDField[UUID, UUID] = models.UUIDField()
    holder_id = models.UUIDField()
    entry_id = models.UUIDField(unique=True)
    detail = SealedJSON(RetentionClass.CASE)

    class Meta:
        indexes = [models.Index("controller_id", "holder_id", name="detail_of_holder")]
