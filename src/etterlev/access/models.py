"""Staff and their roles. The sign-in table stands outside the wall: it is read before anybody is known."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from etterlev.law.retention_classes import RetentionClass
from etterlev.vault.fields import SealedText


def opaque_name() -> str:
    return str(uuid4())


class StaffAccounts(BaseUserManager["User"]):
    """Looks accounts up by their opaque name."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A member of staff. The username is random; name and e-mail are sealed under the staff member's own key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    username = models.CharField(max_length=36, unique=True, default=opaque_name)
    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    name = SealedText(RetentionClass.STAFF)
    email = SealedText(RetentionClass.STAFF)
    language = models.CharField(max_length=2, default="nb")
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField()
    # Of the link to the calendar of deadlines; a new link spends the old one.
    calendar_digest = models.BinaryField(max_length=32, null=True, unique=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = StaffAccounts()

    @property
    def holder_id(self) -> UUID:
        return self.id

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.username

    def get_short_name(self) -> str:
        return self.username

    def has_perm(self, *_: Any) -> bool:
        """Django's own permissions are not used: roles per controller decide."""
        return False

    def has_module_perms(self, _: str) -> bool:
        return False


class RoleGrant(models.Model):
    """A role at a controller, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "user", "role", "from_on"], name="one_grant_per_role_and_start"
            )
        ]


class Invitation(models.Model):
    """A link that lets a member of staff choose a password, once. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    controller = models.ForeignKey("controllers.Controller", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    digest = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
