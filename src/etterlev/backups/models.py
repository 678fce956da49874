"""Which backups were written, and which were shown to restore. The files themselves say the rest."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class BackupSet(models.Model):
    """One backup that was written whole. It belongs to the installation, not to one controller."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller_id = models.UUIDField(null=True)
    level = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    size = models.BigIntegerField()
    manifest_sha256 = models.CharField(max_length=64)
    ledger_size = models.BigIntegerField()
