"""Four tables that only grow: entries, their leaves, the tree's inner tiles and its signed heads."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Entry(models.Model):
    """One thing that was done. No foreign key leaves this table: the evidence outlives what it is about."""

    id = models.BigAutoField(primary_key=True)
    entry_id = models.UUIDField(unique=True, default=uuid4)
    at = models.DateTimeField()
    controller_id = models.UUIDField(null=True)
    event = models.CharField(max_length=64)
    actor = models.UUIDField()
    subject = models.UUIDField(null=True)
    about = models.UUIDField(null=True)
    rule = models.CharField(max_length=32, blank=True)
    commitment = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = [
            models.Index("controller_id", "about", name="ledger_about"),
            models.Index("controller_id", "subject", name="ledger_subject"),
        ]


class Leaf(models.Model):
    """An entry's place in the tree. Readers and cursors follow `position`, never the row id, which a late commit can
    overtake.
    """

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    entry_row = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)


class SignedHead(models.Model):
    """The tree after one run of the sequencer: what it needs in order to grow, and the note that others may keep."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()
