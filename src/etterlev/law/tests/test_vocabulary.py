"""The words of registers and statements."""

from collections.abc import Callable, Mapping

import pytest

from etterlev.law import errors, vocabulary
from etterlev.law.packs import Entry
from etterlev.law.retention_classes import RetentionClass
from etterlev.law.tests import dpv_terms
from etterlev.law.vocabulary import (
    Sensitivity,
    Word,
    data_categories,
    data_category,
    operations,
    purpose,
    purposes,
    read_word,
    recipient_categories,
    subject_categories,
)


@pytest.mark.parametrize(
    ("read", "prefix", "known"),
    [
        (subject_categories, "dpv", dpv_terms.DATA_SUBJECTS),
        (purposes, "dpv", dpv_terms.PURPOSES),
        (recipient_categories, "dpv", dpv_terms.RECIPIENTS),
        (operations, "dpv", dpv_terms.PROCESSING),
    ],
)
def test_every_term_exists_in_the_vocabulary(read: Callable[[], Mapping[str, Word]], prefix: str, known: str) -> None:
    assert {word.dpv for word in read().values()} <= {f"{prefix}:{term}" for term in known.split()}


def test_every_category_of_data_exists_in_the_vocabulary() -> None:
    known = {f"pd:{term}" for term in dpv_terms.PERSONAL_DATA.split()} | {"dpv:SpecialCategoryPersonalData"}
    assert {word.dpv for word in data_categories().values()} <= known


def test_what_the_vocabulary_calls_special_is_special_here() -> None:
    special = {f"pd:{term}" for term in dpv_terms.SPECIAL.split()} | {"dpv:SpecialCategoryPersonalData"}
    for category in data_categories().values():
        assert category.is_special is (category.dpv in special), category.id


@pytest.mark.parametrize(
    ("category", "sensitivity", "retention_class"),
    [
        ("name", Sensitivity.ORDINARY, RetentionClass.CONTACT),
        ("national-identity-number", Sensitivity.ORDINARY, RetentionClass.PAYROLL),
        ("sickness-absence", Sensitivity.SPECIAL, RetentionClass.ABSENCE),
        ("allergies", Sensitivity.SPECIAL, RetentionClass.SEMINAR),
        ("trade-union", Sensitivity.SPECIAL, RetentionClass.PAYROLL),
        ("criminal-offences", Sensitivity.CRIMINAL, RetentionClass.AML),
        ("cv", Sensitivity.ORDINARY, RetentionClass.APPLICANT),
        ("consent", Sensitivity.ORDINARY, RetentionClass.CONSENT_PROOF),
    ],
)
def test_the_categories_that_need_care_have_it(
    category: str, sensitivity: Sensitivity, retention_class: RetentionClass
) -> None:
    found = data_category(category)
    assert (found.sensitivity, found.retention_class) == (sensitivity, retention_class)


def test_what_an_accounting_group_meets_is_there() -> None:
    assert len(data_categories()) >= 45
    assert set(data_categories()) >= {
        *("email", "phone", "address", "bank-account", "birth-date", "job-title", "salary", "leave", "references"),
        *("education", "recording", "photo", "ip-address", "cookie-identifier", "correspondence", "invoices"),
        *("payments", "customer-number", "employee-number", "ownership", "identity-document", "signature", "language"),
        *("login", "access-log", "political-exposure", "travel-claims", "working-hours", "tax-card", "pension"),
        *("next-of-kin", "free-text"),
    }
    assert set(subject_categories()) >= {
        *("customer", "customer-contact", "supplier", "partner", "employee", "applicant", "seminar-guest"),
        *("newsletter-reader", "website-visitor", "customer-employee", "referee", "next-of-kin", "beneficial-owner"),
    }


def test_the_seed_statements_categories_have_the_words_it_uses() -> None:
    assert data_category("national-identity-number").name.nb.startswith("fødselsnummer")
    assert [data_category(each).name.nb for each in ("name", "phone", "bank-account", "sickness-absence")] == [
        *("navn", "telefonnummer", "kontonummer", "sykefravær"),
    ]


def test_the_operations_are_those_of_article_4_in_its_order() -> None:
    assert [each.name.en for each in operations().values()] == [
        *("collection", "recording", "organisation", "structuring", "storage", "adaptation", "alteration", "retrieval"),
        *("consultation", "use", "disclosure by transmission", "dissemination", "otherwise making available"),
        *("alignment", "combination", "restriction", "erasure", "destruction"),
    ]


def test_a_purpose_fits_in_a_sentence_in_each_language() -> None:
    for each in purposes().values():
        assert each.clause.nb.startswith("å ")
        assert each.clause.nn.startswith("å ")
        assert each.clause.en.startswith("to ")
        assert not each.clause.nb.endswith(".")
    assert purpose("client-bookkeeping").clause.nn == "å føre rekneskapen til kundane våre"


def test_names_can_stand_in_the_middle_of_a_sentence() -> None:
    # «De», «Skatteetaten» and the like keep their capitals; everything else begins small.
    own_names = (
        "CV",
        "IP",
        "Skatteetaten",
        "Nav",
        "Altinn",
        "Brønnøysund",
        "Statist",
        "Finanstilsynet",
        "Datatilsynet",
    )
    for read in (data_categories, subject_categories, purposes, recipient_categories, operations):
        for word in read().values():
            for text in (word.name.nb, word.name.nn, word.name.en):
                assert text[0].islower() or text.startswith((*own_names, "IT ")), text
                assert not text.endswith(".")


@pytest.mark.parametrize("dpv", ["Name", "pd:name", "eu:Name", "pd:Name ", "https://w3id.org/dpv/pd#Name"])
def test_an_address_outside_the_vocabulary_is_refused(dpv: str) -> None:
    with pytest.raises(errors.ValueRefused):
        read_word(Entry("operations", "x", {"dpv": dpv}))


def test_the_whole_address_of_a_term() -> None:
    assert data_category("name").iri == "https://w3id.org/dpv/pd#Name"
    assert purpose("payroll").iri == "https://w3id.org/dpv#PersonnelPayment"


@pytest.mark.parametrize("read", ["data_category", "subject_category", "purpose", "recipient_category", "operation"])
def test_an_unknown_word_is_an_error(read: str) -> None:
    with pytest.raises(errors.UnknownEntry):
        getattr(vocabulary, read)("no-such-word")
