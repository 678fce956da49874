"""Sign-in through allauth, with e-mail addresses it never sees: a blind index finds the account, the second factor is
sealed.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy, gettext_noop

from etterlev.access import queries as access
from etterlev.controllers import queries as controllers
from etterlev.law.retention_classes import RetentionClass
from etterlev.vault import keys
from etterlev.vault.errors import Tampered
from etterlev.vault.keys import Holding
from etterlev.vault.sealing import Place, seal, unseal

if TYPE_CHECKING:
    from etterlev.access.models import User

# The installation's own secrets hang on this holder at the group company.
INSTALLATION = UUID(int=0)
TOO_MANY = gettext_noop("Det er gjort for mange forsøk. Vent noen minutter, og prøv igjen.")


class StaffBackend:
    """An e-mail address and a password. Unknown addresses cost the same work as known ones."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> User | None:
        user = access.by_email(username)
        stored = user.password if user is not None else make_password(None)
        good = check_password(password, stored) if user is not None else _spend_time(password)
        return user if good else None

    def get_user(self, user_id: str) -> User | None:
        return access.by_id(user_id)


def _spend_time(password: str) -> bool:
    make_password(password)
    return False


class StaffAccounts(DefaultAccountAdapter):
    """Accounts are made by invitation, mails by our outbox, and no message carries a name."""

    # allauth says none of this in nynorsk; and what it says, names no way out.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "E-postadressen eller passordet er ikke riktig. Prøv igjen, eller be den som inviterte deg, om en ny lenke."
        ),
        "incorrect_password": gettext_lazy("Passordet er ikke riktig. Prøv igjen."),
        "too_many_login_attempts": gettext_lazy(TOO_MANY),
        "rate_limited": gettext_lazy(TOO_MANY),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # allauth's signature
        return False

    def pre_login(self, request: HttpRequest, user: Any, **login: Any) -> HttpResponse | None:
        """allauth notes the address somebody signed in with; our sessions do not keep it."""
        for note in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []):
            note.pop("username", None)
        request.session.modified = True
        return super().pre_login(request, user, **login)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """By the account's own password: allauth would look for the account by a name nobody types."""
        return check_password(password, user.password)

    def add_message(self, *_: Any, **__: Any) -> None:
        """allauth's flash texts can hold an address: pages say what happened instead."""

    def send_mail(self, *_: Any, **__: Any) -> None:
        """allauth sends no mail of its own."""


class SealedFactors(DefaultMFAAdapter):
    """The shared secret of a second factor is sealed like everything else."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Koden er ikke riktig. Vent til appen viser en ny, og prøv med den."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Koble til telefonen først. Da får du reservekoder med det samme."
        ),
    }

    def get_totp_label(self, user: Any) -> str:
        return controllers.controller(user.controller_id).legal_name

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Our own letters tell of changes to an account."""

    def encrypt(self, text: str) -> str:
        place = _place()
        key = keys.fetch_or_make([_holding()])[_holding()]
        return b64encode(seal(text.encode(), key, place)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        key = keys.fetch_or_make([_holding()])[_holding()]
        try:
            return unseal(b64decode(encrypted_text), key, _place()).decode()
        except InvalidTag as error:
            raise Tampered(table="mfa_authenticator") from error


def _holding() -> Holding:
    group = next(card.id for card in controllers.controllers() if card.is_group)
    return Holding(group, INSTALLATION, RetentionClass.STAFF)


def _place() -> Place:
    return Place(_holding().controller, INSTALLATION, RetentionClass.STAFF, "mfa_authenticator", "data", INSTALLATION)
