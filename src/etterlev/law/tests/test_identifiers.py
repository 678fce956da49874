"""Norwegian numbers: the vectors, an independent implementation, and what must never show."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as iban_oracle
from stdnum.no import fodselsnummer as identity_oracle
from stdnum.no import kontonr as account_oracle
from stdnum.no import orgnr as organisation_oracle

from etterlev.law import errors
from etterlev.law.identifiers import (
    CheckScheme,
    Identifier,
    IdentityNumberKind,
    Synthetic,
    individual_numbers,
    possible_identifiers,
    read_bank_account,
    read_iban,
    read_national_identity_number,
    read_organisation_number,
    recognise_bank_account,
    recognise_iban,
    recognise_national_identity_number,
    recognise_organisation_number,
)

TODAY = date(2026, 11, 22)
ELEVEN = st.text("0123456789", min_size=11, max_size=11)


def with_checks(nine: str, first_remainder: int = 0) -> str | None:
    """Nine digits completed so that the first check leaves `first_remainder`; apart from the code under test."""
    first = (first_remainder - sum(int(d) * w for d, w in zip(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2], strict=True))) % 11
    if first == 10:
        return None
    ten = f"{nine}{first}"
    second = -sum(int(d) * w for d, w in zip(ten, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], strict=True)) % 11
    return None if second == 10 else f"{ten}{second}"


# ------------------------------------------------------------------------------------------ national identity numbers


@pytest.mark.parametrize("digits", ["15108695088", "23079421936", "27034698436", "30011679680"])
def test_birth_numbers_are_recognised(digits: str) -> None:
    number = recognise_national_identity_number(digits, on=TODAY)
    assert number is not None
    assert (number.kind, number.synthetic, number.scheme) == (
        IdentityNumberKind.BIRTH,
        Synthetic.NO,
        CheckScheme.ORIGINAL,
    )


def test_a_synthetic_d_number_is_both() -> None:
    number = read_national_identity_number("47906701517", on=TODAY)
    assert (number.kind, number.synthetic) == (IdentityNumberKind.D, Synthetic.YES)


@pytest.mark.parametrize("digits", ["17029012345", "15108695077"])
def test_wrong_check_digits_are_not_recognised(digits: str) -> None:
    assert recognise_national_identity_number(digits) is None


@pytest.mark.parametrize(
    ("digits", "scheme"),
    [
        ("01813210084", CheckScheme.ORIGINAL),
        ("01813210092", CheckScheme.FROM_2032),
        ("01813210181", CheckScheme.FROM_2032),
        ("01813210009", CheckScheme.FROM_2032),
    ],
)
def test_the_check_rule_of_2032_is_accepted_beside_the_old(digits: str, scheme: CheckScheme) -> None:
    assert read_national_identity_number(digits).scheme is scheme
    # Synthetic ones are in use already, to test with.
    assert read_national_identity_number(digits, on=TODAY).scheme is scheme


@pytest.mark.parametrize("remainder", range(11))
def test_the_new_rule_accepts_remainders_up_to_three_and_no_more(remainder: int) -> None:
    digits = next(filter(None, (with_checks(f"010190{each:03}", remainder) for each in range(500))))
    assert (recognise_national_identity_number(digits) is not None) is (remainder <= 3)
    assert (recognise_national_identity_number(digits, on=date(2032, 1, 1)) is not None) is (remainder <= 3)
    assert (recognise_national_identity_number(digits, on=date(2031, 12, 31)) is not None) is (remainder == 0)


@pytest.mark.parametrize(
    ("start", "kind", "synthetic"),
    [
        ("150190", IdentityNumberKind.BIRTH, Synthetic.NO),
        ("550190", IdentityNumberKind.D, Synthetic.NO),
        ("154190", IdentityNumberKind.H, Synthetic.MAYBE),
        ("157790", IdentityNumberKind.BIRTH, Synthetic.YES),
        ("158190", IdentityNumberKind.BIRTH, Synthetic.YES),
        ("559290", IdentityNumberKind.D, Synthetic.YES),
        ("870190", IdentityNumberKind.FH, Synthetic.NO),
        ("990090", IdentityNumberKind.FH, Synthetic.NO),
    ],
)
def test_what_is_added_to_day_and_month_tells_the_kind(
    start: str, kind: IdentityNumberKind, synthetic: Synthetic
) -> None:
    digits = next(filter(None, (with_checks(f"{start}{each:03}") for each in range(100, 500))))
    number = read_national_identity_number(digits, on=TODAY)
    assert (number.kind, number.synthetic) == (kind, synthetic)


@pytest.mark.parametrize(
    "start",
    [
        *("000190", "320190", "310490", "300290", "400190", "720190"),
        *("010090", "011390", "015390", "016590", "018090"),
    ],
)
def test_a_date_no_calendar_has_is_not_recognised(start: str) -> None:
    completed = [number for each in range(500) if (number := with_checks(f"{start}{each:03}"))]
    assert not [number for number in completed if recognise_national_identity_number(number)]


def test_29_february_needs_a_leap_year_of_some_century() -> None:
    born_2000 = next(filter(None, (with_checks(f"290200{each:03}") for each in range(500, 1000))))
    claims_1900 = next(filter(None, (with_checks(f"290200{each:03}") for each in range(500))))
    born_1991 = next(filter(None, (with_checks(f"290291{each:03}") for each in range(500))))
    assert recognise_national_identity_number(born_2000, on=TODAY)
    assert not recognise_national_identity_number(claims_1900, on=TODAY)
    # After 2032 the century is no longer in the number.
    assert recognise_national_identity_number(claims_1900)
    assert not recognise_national_identity_number(born_1991)


@given(st.dates(date(1854, 1, 1), date(2025, 12, 31)), st.integers(0, 999), st.sampled_from([(0, 0), (40, 0), (0, 40)]))
def test_the_oracle_agrees_on_every_number_given_out_before_2032(
    born_on: date, individual: int, added: tuple[int, int]
) -> None:
    start = f"{born_on.day + added[0]:02}{born_on.month + added[1]:02}{born_on.year % 100:02}"
    digits = with_checks(f"{start}{individual:03}")
    if digits is not None and not _born_later_than_today(digits):
        assert (recognise_national_identity_number(digits, on=TODAY) is not None) is identity_oracle.is_valid(digits)


@given(ELEVEN)
def test_the_oracle_finds_none_that_we_do_not(digits: str) -> None:
    if identity_oracle.is_valid(digits):
        assert recognise_national_identity_number(digits, on=TODAY)


@pytest.mark.parametrize(
    ("year", "first", "last", "how_many"),
    [
        *(
            (1853, None, None, 0),
            (1854, 500, 749, 250),
            (1899, 500, 749, 250),
            (1900, 0, 499, 500),
            (1939, 0, 499, 500),
        ),
        *(
            (1940, 0, 999, 600),
            (1999, 0, 999, 600),
            (2000, 500, 999, 500),
            (2039, 500, 999, 500),
            (2040, None, None, 0),
        ),
    ],
)
def test_the_three_digits_after_the_date_tell_the_century_until_2032(
    year: int, first: int | None, last: int | None, how_many: int
) -> None:
    numbers = individual_numbers(year)
    assert (min(numbers, default=None), max(numbers, default=None), len(numbers)) == (first, last, how_many)


def _born_later_than_today(digits: str) -> bool:
    """The oracle reads a clock and refuses the unborn; we do not."""
    try:
        return identity_oracle.get_birth_date(digits) > date(2025, 12, 31)
    except identity_oracle.InvalidComponent:
        return False


@pytest.mark.parametrize("text", ["151086 95088", "15 10 86 950 88", "15108695088 ", "151086\u00a095088"])
def test_spaces_do_not_matter(text: str) -> None:
    assert read_national_identity_number(text).formatted == "151086 95088"


@pytest.mark.parametrize("text", ["", "1510869508", "151086950888", "15108695o88", "١٥١٠٨٦٩٥٠٨٨", "15108695088\n"])
def test_anything_else_is_not_recognised(text: str) -> None:
    assert recognise_national_identity_number(text) is None
    with pytest.raises(errors.NotANationalIdentityNumber):
        read_national_identity_number(text)


def test_the_digits_never_show_in_a_log_or_an_error() -> None:
    number = read_national_identity_number("15108695088")
    account = read_bank_account("86011117947")
    assert "15108695088" not in f"{number!r}{number}{[number]}"
    assert "86011117947" not in f"{account!r}{account}"
    with pytest.raises(errors.NotANationalIdentityNumber) as wrong:
        read_national_identity_number("17029012345")
    assert "17029012345" not in f"{wrong.value}{wrong.value!r}{wrong.value.facts}"


def test_neither_sex_nor_age_nor_birth_date_can_be_read_from_the_result() -> None:
    assert {name for name in dir(read_national_identity_number("15108695088")) if not name.startswith("_")} == {
        *("digits", "formatted", "kind", "scheme", "synthetic"),
    }


# ------------------------------------------------------------------------------------------------ accounts and IBAN


@pytest.mark.parametrize("text", ["86011117947", "8601 11 17947", "8601.11.17947", "8601-11-17947"])
def test_an_account_is_recognised_however_it_is_written(text: str) -> None:
    account = read_bank_account(text)
    assert (account.formatted, account.iban) == ("8601.11.17947", "NO9386011117947")


@pytest.mark.parametrize("text", ["86011117949", "8601111794", "860111179471", "8601,11,17947", "00000000000", ""])
def test_anything_else_is_no_account(text: str) -> None:
    with pytest.raises(errors.NotABankAccount):
        read_bank_account(text)


@given(ELEVEN.filter(lambda digits: not digits.startswith("0000")))
def test_the_oracle_agrees_on_accounts(digits: str) -> None:
    # The oracle reads 0000 as the former postal giro, which no longer exists.
    account = recognise_bank_account(digits)
    assert (account is not None) is account_oracle.is_valid(digits)
    if account is not None:
        assert iban_oracle.is_valid(account.iban)
        assert recognise_iban(account.iban) == account


@pytest.mark.parametrize("text", ["NO9386011117947", "NO93 8601 11 17947", "no93 8601 1117 947"])
def test_an_iban_is_its_account(text: str) -> None:
    assert read_iban(text).digits == "86011117947"


@pytest.mark.parametrize(
    "text",
    # Wrong check, another country, a wrong account behind right check digits, full stops, the account alone.
    ["NO9486011117947", "SE9386011117947", "NO3886011117949", "NO93 8601.11.17947", "86011117947", ""],
)
def test_anything_else_is_no_norwegian_iban(text: str) -> None:
    with pytest.raises(errors.NotAnIban):
        read_iban(text)


# ---------------------------------------------------------------------------------------------- organisation numbers


@pytest.mark.parametrize("text", ["988077917", "974 760 673", "NO 988 077 917 MVA", "no988077917mva"])
def test_an_organisation_number_is_recognised_however_it_is_written(text: str) -> None:
    assert read_organisation_number(text).formatted in {"988 077 917", "974 760 673"}


@pytest.mark.parametrize("text", ["988077918", "98807791", "9880779170", "188077917", "310000000", "988.077.917", ""])
def test_anything_else_is_no_organisation_number(text: str) -> None:
    with pytest.raises(errors.NotAnOrganisationNumber):
        read_organisation_number(text)


@given(st.integers(800_000_000, 999_999_999))
def test_the_oracle_agrees_on_organisation_numbers(number: int) -> None:
    assert (recognise_organisation_number(str(number)) is not None) is organisation_oracle.is_valid(str(number))


# ------------------------------------------------------------------------------------------------------- scanning


def test_eleven_digits_may_be_both_an_account_and_an_identity_number() -> None:
    assert possible_identifiers("86011117947", on=TODAY) == {Identifier.BANK_ACCOUNT}
    # Under the rule of 2032 this account could also be a help number of the health service.
    assert Identifier.NATIONAL_IDENTITY_NUMBER in possible_identifiers("86011117947")
    assert possible_identifiers("988077917") == {Identifier.ORGANISATION_NUMBER}
    assert possible_identifiers("12345678901") == frozenset()
    assert possible_identifiers("15108695088") == {Identifier.BANK_ACCOUNT, Identifier.NATIONAL_IDENTITY_NUMBER}
