"""The group, its legal entities, their departments and privacy contacts. All of it is published."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class Controller(models.Model):
    """A legal entity that decides why and how personal data is processed (Article 4(7))."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(unique=True)
    legal_name = models.CharField(max_length=200)
    organisation_number = models.CharField(max_length=9, unique=True)
    postal_address = models.CharField(max_length=300)
    email = models.EmailField()
    phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=2, default="nb")
    is_group = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)
    established_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["is_group"], condition=models.Q(is_group=True), name="one_group_company"),
        ]


class Department(models.Model):
    """What a person calls the place they belong to. It belongs to one controller; a branch shares its company's."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey(Controller, on_delete=models.PROTECT, related_name="departments")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)


class PrivacyContact(models.Model):
    """Whom people may turn to at a controller: not a data protection officer unless one is appointed (Articles
    37–39).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.OneToOneField(Controller, on_delete=models.PROTECT, related_name="privacy_contact")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=32, blank=True)
    is_data_protection_officer = models.BooleanField(default=False)


class Group(models.Model):
    """The one group this installation serves."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    website = models.URLField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_group")]
