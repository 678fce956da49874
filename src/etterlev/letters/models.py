"""Letters on their way out."""

from __future__ import annotations

from django.db import models

from etterlev.database.wall import Walled
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import SealedText


class Letter(Walled):
    """One letter to one address. Sent letters keep who and when, not what: the body is emptied after delivery."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        REFUSED = "refused"

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    holder_id = models.UUIDField()
    about = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    message_id = models.CharField(max_length=120, unique=True)
    to = SealedText(RetentionClass.CASE)
    subject = models.CharField(max_length=200)
    body = SealedText(RetentionClass.CASE, null=True)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("state", "queued_at", name="outbox_by_state")]
