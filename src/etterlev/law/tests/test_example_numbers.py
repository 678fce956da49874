"""Example numbers: valid, repeatable, and never a living person's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import kontonr as account_oracle
from stdnum.no import orgnr as organisation_oracle

from etterlev.law import errors
from etterlev.law.example_numbers import bank_account, organisation_number, synthetic_national_identity_number
from etterlev.law.identifiers import (
    CheckScheme,
    IdentityNumberKind,
    Synthetic,
    recognise_bank_account,
    recognise_organisation_number,
)

BIRTH_DATES = st.dates(date(1854, 1, 1), date(2039, 12, 31))


@given(BIRTH_DATES, st.integers(0, 150))
def test_an_identity_number_is_synthetic_and_passes_as_what_it_is(born_on: date, serial: int) -> None:
    number = synthetic_national_identity_number(born_on, serial)
    assert (number.kind, number.synthetic, number.scheme) == (
        IdentityNumberKind.BIRTH,
        Synthetic.YES,
        CheckScheme.ORIGINAL,
    )
    assert number.digits.startswith(f"{born_on.day:02}{born_on.month + 80}{born_on.year % 100:02}")
    assert number == synthetic_national_identity_number(born_on, serial)


def test_all_numbers_of_a_date_are_different_and_then_there_are_no_more() -> None:
    born_on = date(1990, 2, 28)
    with pytest.raises(errors.NoSuchSerial) as ended:
        synthetic_national_identity_number(born_on, 1000)
    last = int(str(ended.value.facts["last"]))
    numbers = {synthetic_national_identity_number(born_on, serial).digits for serial in range(last + 1)}
    assert len(numbers) == last + 1 > 400
    with pytest.raises(errors.NoSuchSerial):
        synthetic_national_identity_number(born_on, last + 1)


def test_a_year_without_numbers_and_a_negative_serial_are_refused() -> None:
    for year in (1853, 2040):
        with pytest.raises(errors.NoSuchYear):
            synthetic_national_identity_number(date(year, 1, 1), 0)
    for attempt in (organisation_number, bank_account):
        with pytest.raises(errors.NoSuchSerial):
            attempt(-1)


def test_ten_thousand_organisations_and_accounts_are_all_different_and_valid() -> None:
    organisations = [organisation_number(serial) for serial in range(10_000)]
    accounts = [bank_account(serial) for serial in range(10_000)]
    assert len(set(organisations)) == len(set(accounts)) == 10_000
    assert all(organisation_oracle.is_valid(each.digits) for each in organisations)
    assert all(account_oracle.is_valid(each.digits) for each in accounts)
    assert all(recognise_organisation_number(each.formatted) == each for each in organisations)
    assert all(recognise_bank_account(each.formatted) == each for each in accounts)


def test_the_last_serial_exists_and_the_next_does_not() -> None:
    assert recognise_organisation_number(organisation_number(89_999).digits)
    assert recognise_bank_account(bank_account(899_999).digits)
    with pytest.raises(errors.NoSuchSerial):
        organisation_number(90_000)
    with pytest.raises(errors.NoSuchSerial):
        bank_account(900_000)
