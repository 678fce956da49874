"""The ways people write a number or an address: what is the same must be found however it is written."""

from __future__ import annotations

from typing import Final

_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "á": "a", "é": "e", "ü": "u", "š": "s", " ": "."})


def slug(text: str) -> str:
    """Lower case, ASCII letters and digits, hyphens."""
    plain = text.lower().translate(_LETTERS).replace(".", "-")
    return "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter == "-"))


def local_part(name: str) -> str:
    """«Åse Lie-Bø» as `ase.lie-bo`."""
    return name.lower().translate(_LETTERS)


def phone(digits: str, variant: int) -> str:
    """Eight digits, in one of six ways."""
    two = f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"
    three = f"{digits[:3]} {digits[3:5]} {digits[5:]}"
    return (f"+47{digits}", three, digits, f"+47 {three}", two, f"0047{digits}")[variant % 6]


def email(address: str, variant: int) -> str:
    """As it is, with capitals as a person types it, or in capitals only."""
    local, _, domain = address.partition("@")
    typed = "".join(part.capitalize() if part.isalpha() else part for part in _parts(local))
    return (address, address, f"{typed}@{domain}", address.upper())[variant % 4]


def account(digits: str, variant: int) -> str:
    """Eleven digits of a bank account, in one of three ways."""
    four, two, five = digits[:4], digits[4:6], digits[6:]
    return (f"{four}.{two}.{five}", digits, f"{four} {two} {five}")[variant % 3]


def identity_number(digits: str, variant: int) -> str:
    """Eleven digits of an identity number, with or without the space."""
    return (digits, f"{digits[:6]} {digits[6:]}")[variant % 2]


def _parts(local: str) -> list[str]:
    parts, word = [], ""
    for letter in local:
        if letter in ".-":
            parts += [word, letter]
            word = ""
        else:
            word += letter
    return [*parts, word]
