"""Provisions as people cite them."""

from __future__ import annotations

import pytest

from etterlev.languages import Language
from etterlev.notice.rules.citations import address, cite, cite_all, joined_words


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("A13-1-c", "nb", "artikkel 13 nr. 1 bokstav c"),
        ("A13-1-c", "en", "Article 13(1)(c)"),
        ("A77", "nn", "artikkel 77"),
        ("EKOM-3-15", "nb", "ekomloven § 3-15"),
        ("EKOM-3-15", "nn", "ekomlova § 3-15"),
        ("POL-12", "en", "section 12 of the Personal Data Act (personopplysningsloven)"),
    ],
)
def test_a_provision_is_cited_in_the_readers_language(code: str, language: Language, words: str) -> None:
    assert cite(code, language) == words


@pytest.mark.parametrize(
    ("codes", "language", "words"),
    [
        (("A12-2", "A12-5"), "nb", "personvernforordningen artikkel 12 nr. 2 og 5"),
        (("A17-1", "A17-3", "A19"), "nn", "personvernforordninga artikkel 17 nr. 1 og 3 og artikkel 19"),
        (("A5-1-f", "A32-4"), "nb", "personvernforordningen artikkel 5 nr. 1 bokstav f og artikkel 32 nr. 4"),
        (("A12-2", "A12-5"), "en", "Article 12(2) and (5) of the GDPR"),
        (("EKOM-3-15", "A6-1-a"), "nb", "ekomloven § 3-15 og personvernforordningen artikkel 6 nr. 1 bokstav a"),
        (("MFL-15",), "nn", "marknadsføringslova § 15"),
    ],
)
def test_several_provisions_are_cited_in_one_breath(codes: tuple[str, ...], language: Language, words: str) -> None:
    assert cite_all(codes, language) == words


def test_a_provision_has_an_address_where_it_can_be_read() -> None:
    assert address("A13-1-c").endswith("/2018-06-15-38/gdpr/a13")
    assert address("EKOM-3-15").endswith("/2024-12-13-76/§3-15")


def test_words_are_joined_as_they_are_said() -> None:
    assert joined_words([], "nb") == ""
    assert joined_words(["a"], "nb") == "a"
    assert joined_words(["a", "b", "c"], "en") == "a, b and c"
