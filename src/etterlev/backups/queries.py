"""Reads about backups."""

from __future__ import annotations

from etterlev.backups.models import BackupSet


def written() -> list[BackupSet]:
    """The backups that were written whole, newest first."""
    return list(BackupSet.objects.order_by("-written_at"))
