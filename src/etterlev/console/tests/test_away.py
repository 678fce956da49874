"""The contact is away, and somebody stands in: with the role and the letters, for that time and no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from etterlev.access import queries as access
from etterlev.access.models import RoleGrant, User
from etterlev.console.tests.conftest import SignIn, page
from etterlev.controllers.actors import Role
from tests.cast import World


@pytest.fixture
def kari(world: World, signed_in: SignIn) -> UUID:
    """An accountant in Oslo with an account of her own."""
    signed_in(Role.ACCOUNTANT, world.oslo)
    return (
        User.objects.order_by("-invited_at", "-id")
        .values_list("id", flat=True)
        .filter(grants__role=Role.ACCOUNTANT, grants__controller_id=world.oslo)[0]
    )


def ask(siv: Client, deputy: object, first: int, last: int) -> Any:
    today = timezone.localdate()
    days = {"from_on": today + timedelta(days=first), "to_on": today + timedelta(days=last)}
    return siv.post("/konto/borte/", {"deputy": str(deputy), **{name: on.isoformat() for name, on in days.items()}})


def test_whoever_stands_in_has_the_role_for_those_days_and_no_other(world: World, siv: Client, kari: UUID) -> None:
    assert ask(siv, kari, 2, 9).status_code == 302
    today = timezone.localdate()
    held = {
        n: Role.PRIVACY_CONTACT in access.roles_of(kari, today + timedelta(days=n))[world.oslo] for n in (1, 2, 9, 10)
    }
    assert held == {1: False, 2: True, 9: True, 10: False}
    assert kari in {each.id for each in access.privacy_contacts(world.oslo, today + timedelta(days=5))}
    assert "står inn fra" in page(siv.get("/konto/"))


@pytest.mark.parametrize(("first", "last"), [(5, 4), (-9, -1), (0, 93)])
def test_a_time_that_is_none_gone_or_too_long_is_refused(siv: Client, kari: UUID, first: int, last: int) -> None:
    before = RoleGrant.objects.count()
    assert ask(siv, kari, first, last).status_code == 422
    assert RoleGrant.objects.count() == before


def test_only_a_contact_hands_on_and_only_to_a_colleague(
    world: World, siv: Client, kari: UUID, signed_in: SignIn
) -> None:
    elsewhere = signed_in(Role.PRIVACY_CONTACT, world.bergen)
    assert ask(elsewhere, kari, 0, 3).status_code == 422
    assert ask(signed_in(Role.ACCOUNTANT, world.oslo), kari, 0, 3).status_code == 422
    assert ask(siv, "ingen", 0, 3).status_code == 422
    assert Role.PRIVACY_CONTACT not in access.roles_of(kari, timezone.localdate())[world.oslo]
