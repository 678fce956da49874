"""What a supplier changed: what matters is found with both quotes, and what only looks changed gives nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etterlev.notice.rules.durations import hours_in
from etterlev.notice.rules.lint import Report, judge
from etterlev.notice.rules.supplier_changes import ChangeKind, Comparison, Weight, as_json
from etterlev.notice.rules.watch import compare
from etterlev.sources.text import read_content

LINES = {
    "nb": [
        "# Personvernerklæring for Lønnskyen AS",
        "Lønnskyen AS er databehandler for kundene våre, og kunden er behandlingsansvarlig.",
        "Vi behandler navn, adresse og lønnsopplysninger for å levere lønnssystemet.",
        "Vi bruker Visma som underleverandør til drift av løsningen.",
        "Opplysningene slettes etter 12 måneder.",
        "Opplysninger overføres til USA på grunnlag av EUs standardkontrakter.",
        "Vi varsler kunden innen 24 timer ved brudd på personopplysningssikkerheten.",
        "Du har rett til innsyn, retting og sletting.",
        "Spørsmål om personvern kan sendes til post@lonnskyen.no.",
    ],
    "nn": [
        "# Personvernerklæring for Lønsskya AS",
        "Lønsskya AS er databehandlar for kundane våre, og kunden er behandlingsansvarleg.",
        "Vi behandlar namn, adresse og lønsopplysningar for å levere lønssystemet.",
        "Vi bruker Visma som underleverandør til drift av løysinga.",
        "Opplysningane blir sletta etter 12 månader.",
        "Opplysningar blir overførte til USA på grunnlag av standardkontraktane til EU.",
        "Vi varslar kunden innan 24 timar ved brot på personopplysningstryggleiken.",
        "Du har rett til innsyn, retting og sletting.",
        "Spørsmål om personvern kan sendast til post@lonsskya.no.",
    ],
    "en": [
        "# Privacy statement of Paycloud AS",
        "Paycloud AS is a data processor for our customers, and the customer is the data controller.",
        "We process names, addresses and salary details in order to deliver the payroll system.",
        "We use Visma as a sub-processor to run the service.",
        "The personal data are deleted after 12 months.",
        "Personal data are transferred to the USA on the basis of the EU standard contractual clauses.",
        "We notify the customer within 24 hours of a personal data breach.",
        "You have the right of access, rectification and erasure.",
        "Questions about privacy can be sent to post@paycloud.no.",
    ],
}
# Language, words in the old version, the same place in the new one, what it is.
PAIRS = [
    ("nb", "Vi bruker Visma som", "Vi bruker Visma og Zendesk som", ChangeKind.RECIPIENT_NEW),
    ("nn", "Vi bruker Visma som", "Vi bruker Visma og Zendesk som", ChangeKind.RECIPIENT_NEW),
    ("en", "We use Visma as", "We use Visma and Zendesk as", ChangeKind.RECIPIENT_NEW),
    ("nb", "overføres til USA på", "overføres til USA og India på", ChangeKind.COUNTRY_NEW),
    ("nn", "overførte til USA på", "overførte til USA og India på", ChangeKind.COUNTRY_NEW),
    ("en", "to the USA on", "to the USA and India on", ChangeKind.COUNTRY_NEW),
    ("nb", " på grunnlag av EUs standardkontrakter", "", ChangeKind.TRANSFER_GROUND_LOST),
    ("nn", " på grunnlag av standardkontraktane til EU", "", ChangeKind.TRANSFER_GROUND_LOST),
    ("en", " on the basis of the EU standard contractual clauses", "", ChangeKind.TRANSFER_GROUND_LOST),
    ("nb", "etter 12 måneder", "etter 5 år", ChangeKind.RETENTION_LONGER),
    ("nn", "etter 12 månader", "etter fem år", ChangeKind.RETENTION_LONGER),
    ("en", "after 12 months", "after five years", ChangeKind.RETENTION_LONGER),
    ("nb", "etter 12 måneder", "etter tre måneder", ChangeKind.RETENTION_SHORTER),
    ("nb", "innen 24 timer", "innen 72 timer", ChangeKind.BREACH_SLOWER),
    ("nn", "innan 24 timar", "innan tre dagar", ChangeKind.BREACH_SLOWER),
    ("en", "within 24 hours", "within 72 hours", ChangeKind.BREACH_SLOWER),
    ("en", "within 24 hours", "within 12 hours", ChangeKind.BREACH_FASTER),
    ("nb", "innsyn, retting og sletting", "innsyn og retting", ChangeKind.RIGHT_GONE),
    ("nn", "innsyn, retting og sletting", "innsyn og retting", ChangeKind.RIGHT_GONE),
    ("en", "access, rectification and erasure", "access and rectification", ChangeKind.RIGHT_GONE),
    ("nb", "Lønnskyen AS er databehandler for kundene våre, og kunden er", "Vi er", ChangeKind.ROLE_CONTROLLER_NEW),
    ("nn", "Lønsskya AS er databehandlar for kundane våre, og kunden er", "Vi er", ChangeKind.ROLE_CONTROLLER_NEW),
    (
        "en",
        "Paycloud AS is a data processor for our customers, and the customer is",
        "We are",
        ChangeKind.ROLE_CONTROLLER_NEW,
    ),
    ("nb", "Lønnskyen AS er databehandler for kundene våre, og kunden er", "Vi er", ChangeKind.ROLE_PROCESSOR_GONE),
    ("nb", "post@lonnskyen.no", "hjelp@lonnskyen.no", ChangeKind.CONTACT_CHANGED),
    ("nb", "navn, adresse og", "navn, adresse, helseopplysninger og", ChangeKind.SPECIAL_CATEGORY_NEW),
    ("en", "names, addresses and", "names, addresses, health data and", ChangeKind.SPECIAL_CATEGORY_NEW),
    ("nb", "levere lønnssystemet", "levere lønnssystemet og for markedsføring", ChangeKind.PURPOSE_NEW),
    ("nn", "levere lønssystemet", "levere lønssystemet og for marknadsføring", ChangeKind.PURPOSE_NEW),
    ("en", "deliver the payroll system", "deliver the payroll system and for marketing", ChangeKind.PURPOSE_NEW),
]


def report(lines: list[str]) -> Report:
    return judge(read_content("\n\n".join(lines).encode(), "statement.md").blocks, "statement.md")


def changed(language: str, before: str, after: str) -> Comparison:
    old = LINES[language]
    new = [line.replace(before, after) for line in old]
    assert new != old
    return compare(report(old), report(new))


@pytest.mark.parametrize(("language", "before", "after", "kind"), PAIRS)
def test_a_change_is_told_with_the_sentence_before_and_after(
    language: str, before: str, after: str, kind: ChangeKind
) -> None:
    found = changed(language, before, after)
    [change, *_] = [each for each in found.changes if each.kind is kind]
    quotes = " ".join(quote.text for quote in (change.before, change.after) if quote is not None)
    assert before.strip() in quotes
    assert after.strip() in quotes


@pytest.mark.parametrize(("language", "before", "after", "kind"), PAIRS)
def test_nothing_else_that_matters_is_said(language: str, before: str, after: str, kind: ChangeKind) -> None:
    matters = {each.kind for each in changed(language, before, after).changes if each.weight is Weight.MATTERS}
    roles = {ChangeKind.ROLE_CONTROLLER_NEW, ChangeKind.ROLE_PROCESSOR_GONE}
    assert matters <= (roles if kind in roles else {kind})


@pytest.mark.parametrize("language", LINES)
@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_what_only_moved_is_no_change(language: str, seed: int) -> None:
    title, *rest = LINES[language]
    random.Random(seed).shuffle(rest)
    assert compare(report(LINES[language]), report([title, *rest])) == Comparison(True)


@pytest.mark.parametrize("language", LINES)
def test_spaces_capitals_and_dates_are_no_change(language: str) -> None:
    dated = {"nb": "Sist oppdatert {}.", "nn": "Sist oppdatert {}.", "en": "Last updated {}."}[language]
    old = [*LINES[language], dated.format("1. mars 2025" if language != "en" else "1 March 2025")]
    new = [line.replace(" ", "  ") for line in LINES[language]]
    new.append(dated.format("4. mai 2026" if language != "en" else "4 May 2026"))
    assert compare(report(old), report(new)) == Comparison(True)


def test_two_languages_cannot_be_compared_and_that_is_not_called_unchanged() -> None:
    found = compare(report(LINES["nb"]), report(LINES["en"]))
    assert not found.is_comparable
    assert found.changes == ()


def test_other_words_for_the_same_are_wording_and_wait_for_nobody() -> None:
    found = changed("nb", "Spørsmål om personvern kan sendes til", "Har du spørsmål om personvern, skriv til")
    assert [each.weight for each in found.changes] == [Weight.WORDING]
    assert not found.matters


def test_what_matters_stands_first_and_machines_get_both_quotes() -> None:
    old = LINES["nb"]
    new = [*[line.replace("12 måneder", "fem år") for line in old[:-1]], "Skriv til hjelp@lonnskyen.no om personvern."]
    value = as_json(compare(report(old), report(new)))
    assert value["changes"][0]["kind"] == "retention_longer"
    assert value["changes"][0]["before"]["quote"] == "Opplysningene slettes etter 12 måneder."
    assert value["changes"][0]["after"] == {"quote": "Opplysningene slettes etter fem år.", "line": 9}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("innen 72 timer", (72,)),
        ("etter tre månader", (3 * 30 * 24,)),
        ("for two years, or 10 business days", (2 * 365 * 24, 240)),
        ("i 2026", ()),
        ("så lenge det er nødvendig", ()),
    ],
)
def test_lengths_of_time_are_read_in_three_languages(text: str, hours: tuple[int, ...]) -> None:
    assert hours_in(text) == hours
