"""The retention class of a stored value. The code is part of the ciphertext's authenticated header."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class RetentionClass(IntEnum):
    """Append only: a code once used is in ciphertext that outlives this file, so none is ever changed or reused."""

    CONTACT = 1
    ENGAGEMENT = 2
    BOOKKEEPING = 3
    AML = 4
    PAYROLL = 5
    ABSENCE = 6
    APPLICANT = 7
    SEMINAR = 8
    MARKETING = 9
    ENQUIRY = 10
    CASE = 11
    INCIDENT = 12
    STAFF = 13
    CONSENT_PROOF = 14
    # How to reach another system: a secret of the house, not about a person, but sealed all the same.
    OPERATION = 15

    @property
    def word(self) -> str:
        """The class as it is written in rule packs: `consent-proof`."""
        return self.name.lower().replace("_", "-")


BY_WORD: Final = {each.word: each for each in RetentionClass}
