"""Who acts, and how far: plain values that every query and action takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID

from etterlev.controllers.errors import RoleMissing
from etterlev.database.store import both_stores
from etterlev.database.wall import behind_wall

P = ParamSpec("P")
T = TypeVar("T")

SYSTEM_REF: Final = UUID(int=1)
STRANGER_REF: Final = UUID(int=2)
OPERATOR_REF: Final = UUID(int=3)


class Role(StrEnum):
    """What a member of staff may do for a controller."""

    PRIVACY_CONTACT = "privacy_contact"
    GROUP_LEAD = "group_lead"
    ACCOUNTANT = "accountant"
    WEB_EDITOR = "web_editor"
    OPERATOR = "operator"
    AUDITOR = "auditor"


class Reason(StrEnum):
    """Why something is read. Some reasons reach a restricted person (Article 18(2)), most do not."""

    CASE = "case"
    ENGAGEMENT = "engagement"
    MESSAGE = "message"
    EVIDENCE = "evidence"
    SELF = "self"

    @property
    def reaches_restricted(self) -> bool:
        """Storage, the person's own request and proof go on under restriction; use does not."""
        return self in (Reason.CASE, Reason.EVIDENCE, Reason.SELF)


@dataclass(frozen=True)
class Actor:
    """Whoever acts: known to the log by `ref`, bound to some controllers, with roles there."""

    ref: UUID
    controllers: frozenset[UUID]
    roles: Mapping[UUID, frozenset[Role]] = field(default_factory=dict)

    def has(self, controller: UUID, *roles: Role) -> bool:
        """Whether the actor has one of these roles at the controller."""
        return bool(self.roles.get(controller, frozenset()) & set(roles))

    def require(self, controller: UUID, *roles: Role) -> None:
        """Raises RoleMissing unless the actor has one of these roles at the controller."""
        if not self.has(controller, *roles):
            raise RoleMissing

    def scope(self, reason: Reason, controllers: Iterable[UUID] | None = None) -> Scope:
        """A scope over the actor's own controllers, or some of them; never over others."""
        wanted = self.controllers if controllers is None else frozenset(controllers)
        return Scope(self, wanted & self.controllers, reason)


@dataclass(frozen=True)
class Scope:
    """How far a reading reaches, and why."""

    actor: Actor
    controllers: frozenset[UUID]
    reason: Reason


def system(controllers: Iterable[UUID]) -> Actor:
    """The installation's own due work, over these controllers."""
    return Actor(SYSTEM_REF, frozenset(controllers))


def operator(controllers: Iterable[UUID]) -> Actor:
    """Whoever runs the `etterlev` command on the host."""
    every = frozenset(controllers)
    return Actor(OPERATOR_REF, every, {controller: frozenset({Role.OPERATOR}) for controller in every})


def stranger(controller: UUID) -> Actor:
    """Somebody on the portal whom we do not know, talking to one controller."""
    return Actor(STRANGER_REF, frozenset({controller}))


def action(function: Callable[P, T]) -> Callable[P, T]:
    """An action: behind the wall of its `by`, in one transaction per store."""

    @wraps(function)
    def acting(*args: P.args, **kwargs: P.kwargs) -> T:
        by: Any = kwargs["by"]
        # Where the wall has begun a transaction of its own for this call, one more savepoint would undo nothing else.
        with behind_wall(by.controllers) as is_begun, both_stores(savepoint=not is_begun):
            return function(*args, **kwargs)

    return acting


def query(function: Callable[Concatenate[Scope, P], T]) -> Callable[Concatenate[Scope, P], T]:
    """A query: its first argument says who asks, how far and why."""

    @wraps(function)
    def asking(scope: Scope, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with behind_wall(scope.controllers):
            return function(scope, *args, **kwargs)

    return asking
