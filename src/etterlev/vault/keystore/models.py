"""Wrapped keys, blind index tokens and log pseudonyms. What is deleted here is erased everywhere else."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class WrappedKey(models.Model):
    """A holder's key for one retention class, wrapped by the controller's key of `epoch`."""

    id = models.BigAutoField(primary_key=True)
    controller_id = models.UUIDField()
    holder_id = models.UUIDField()
    retention_class = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller_id", "holder_id", "retention_class", "version"], name="one_key_per_holder_and_class"
            )
        ]


class IndexKey(models.Model):
    """The HMAC key of one blind index: one controller, one field, so that departments cannot compare."""

    id = models.BigAutoField(primary_key=True)
    controller_id = models.UUIDField()
    field = models.CharField(max_length=32)
    epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller_id", "field", "epoch"], name="one_index_key_per_field_and_epoch"
            )
        ]


class BlindToken(models.Model):
    """That a holder has some value in a field, without the value."""

    id = models.BigAutoField(primary_key=True)
    controller_id = models.UUIDField()
    field = models.CharField(max_length=32)
    token = models.BinaryField(max_length=16)
    holder_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller_id", "field", "token", "holder_id"], name="one_token_per_value_and_holder"
            )
        ]
        indexes = [models.Index("controller_id", "holder_id", name="tokens_of_holder")]


class LogPseudonym(models.Model):
    """The random name by which the log knows a holder; once this row is gone, nobody can tell whom a line was about."""

    id = models.BigAutoField(primary_key=True)
    controller_id = models.UUIDField()
    holder_id = models.UUIDField()
    pseudonym = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["controller_id", "holder_id"], name="one_pseudonym_per_holder")]
