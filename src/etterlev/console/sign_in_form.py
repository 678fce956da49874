"""The form of the sign-in page."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.core.validators import MaxLengthValidator

# RFC 5321 § 4.5.3.1.3: a path of 256 octets, without its brackets.
LONGEST_ADDRESS = 254


class SignInForm(LoginForm):
    """Takes an e-mail address. allauth would take only what is as short as the opaque name an account goes by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.validators = [
            MaxLengthValidator(LONGEST_ADDRESS) if isinstance(each, MaxLengthValidator) else each
            for each in login.validators
        ]
