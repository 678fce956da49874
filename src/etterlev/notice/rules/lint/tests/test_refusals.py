"""What is no statement in a language we know gets one clear sentence, never findings."""

from __future__ import annotations

import pytest

from etterlev.errors import EtterlevError
from etterlev.notice.rules.lint import errors
from etterlev.notice.rules.lint.tests.corpus import on_text

BOKMAAL = (
    "Vi behandler personopplysninger om kundene våre for å levere varer og tjenester. Du har rett til innsyn i "
    "opplysningene vi har om deg, og du kan be om retting."
)
ENGLISH = (
    "We process personal data about our customers in order to deliver goods. You have the right of access to the data "
    "we hold about you, and you may ask for rectification."
)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (errors.TextTooShort, "Personvern"),
        (errors.TextTooShort, "Vi tar personvern på alvor!"),
        (
            errors.TextIsMenu,
            "Hjem\nOm oss\nTjenester\nKontakt\nPersonvern\nLogg inn\nPriser\nBlogg\nKurs\nPresse\nHus",
        ),
        (
            errors.TextIsDanish,
            "Privatlivspolitik\n\nVi behandler dine personoplysninger, når du bruger vores hjemmeside. Du har ret til "
            "indsigt i de oplysninger, vi har om dig, og du kan klage til Datatilsynet, hvis du ikke er tilfreds.",
        ),
        (
            errors.TextIsSwedish,
            "Integritetspolicy\n\nVi behandlar dina personuppgifter när du använder vår webbplats. Du har rätt till "
            "tillgång till de uppgifter som vi har om dig, och uppgifterna lagras i fem år från avtalets slut.",
        ),
        (
            errors.LanguageNotKnown,
            "Datenschutzerklärung\n\nWir verarbeiten Ihre personenbezogenen Daten, wenn Sie unsere Website nutzen. Sie "
            "haben das Recht auf Auskunft über die Daten, die wir über Sie gespeichert haben.",
        ),
        (
            errors.LanguageNotKnown,
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et "
            "dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi.",
        ),
        (errors.LanguagesMixed, f"Personvern\n\n{BOKMAAL}\n\nPrivacy\n\n{ENGLISH}"),
        (
            errors.TextIsTerms,
            "Salgsvilkår\n\nVilkårene gjelder alle kjøp, og selgeren er Fjordbu AS.\n\nKjøperen har angrerett i to "
            "uker.\n\nLeveringstiden er normalt tre dager.\n\nVed mislighold påløper renter.\n\nReklamasjonsfristen "
            "er fem år, og ansvarsbegrensningen følger av loven.\n\nVerneting er Bergen.",
        ),
        (
            errors.TextIsJobAdvert,
            "Regnskapsmedarbeider\n\nVi søker en ny kollega i Bergen.\n\nArbeidsoppgaver: bokføring og lønn for kunder."
            "\n\nKvalifikasjoner: utdanning innen økonomi.\n\nVi tilbyr et godt miljø og lønn etter avtale.\n\n"
            "Søknadsfrist er 1. mai, og du sender søknad og CV til oss.",
        ),
        (
            errors.TextIsSomethingElse,
            "I går vant laget hjemme, og publikum var fornøyd. Kampen var jevn, og det var først etter pause at målene "
            "kom. Treneren sa at laget hadde vist hva det er godt for, og neste kamp spilles på søndag.",
        ),
    ],
)
def test_what_is_no_statement_is_refused_in_one_sentence(error: type[EtterlevError], text: str) -> None:
    with pytest.raises(error) as caught:
        on_text(text, "fil.txt")
    for language in ("nb", "nn", "en"):
        said = caught.value.sentence(language)
        assert "fil.txt" in said
        assert "\n" not in said


def test_names_in_capitals_do_not_make_a_norwegian_text_english() -> None:
    text = "IT REGNSKAP AS\n\n" + BOKMAAL.replace("Vi", "IT REGNSKAP AS")
    assert on_text(text).statement.language == "nb"


def test_a_page_that_mixes_bokmaal_and_nynorsk_is_read() -> None:
    text = BOKMAAL + "\n\nDu kan krevje at vi rettar eller slettar opplysningane dine, og du kan klage."
    assert on_text(text).statement.language in ("nb", "nn")


@pytest.mark.parametrize(("text", "language"), [(BOKMAAL, "nb"), (ENGLISH, "en")])
def test_the_language_of_a_statement_is_recognised(text: str, language: str) -> None:
    assert on_text(text).statement.language == language


def test_an_accounting_firm_s_statement_full_of_terms_is_still_a_statement() -> None:
    text = BOKMAAL + "\n\nVed mislighold og oppsigelse av avtalen slettes opplysningene.\n\n" + BOKMAAL
    assert on_text(text).findings("nb")
