"""Persons, their identifiers and their relations."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from etterlev.database.wall import Walled
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import SealedText


class Person(Walled):
    """A data subject of one controller."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    name = SealedText(RetentionClass.CONTACT)
    language = models.CharField(max_length=2, default="nb")
    recorded_at = models.DateTimeField()
    restricted_at = models.DateTimeField(null=True)

    @property
    def holder_id(self) -> UUID:
        return self.id


class Identifier(Walled):
    """Something by which a person can be recognised, and where we know it from."""

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=24)
    value = SealedText(RetentionClass.CONTACT)
    recorded_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)

    @property
    def holder_id(self) -> UUID:
        return self.person_id


class Relation(Walled):
    """What a person is to the controller. A person may be several things, each with its source activity in the
    register.
    """

    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    category = models.CharField(max_length=40)
    activity_code = models.CharField(max_length=60)
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "person", "category", "since_on"], name="one_relation_per_category_and_start"
            )
        ]
