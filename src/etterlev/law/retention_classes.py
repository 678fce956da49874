"""The retention class of a stored value. The code is part of the ciphertext's authenticated header."""

from __future__ import annotations

from enum import IntEnum


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

    @property
    def word(self) -> str:
        """The class as it is written in rule packs: `consent-proof`."""
        return self.name.lower().replace("_", "-")

