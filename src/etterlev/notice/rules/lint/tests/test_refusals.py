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
        (
            errors.TextIsDanish,
            "Sidst ændret 1. maj 2025\nVi passer på dine data. Denne politik fortæller, hvordan Fjordbo "
            "Regnskab bruger personoplysninger om kunder efter gældende norsk lovgivning.\n1. Hvem er "
            "dataansvarlig\nTjenesterne leveres af følgende selskaber:\nFjordbo Regnskab "
            "AS\n- Org.nr.: NO 988 077 917\n- Daglig leder: Ola Li",
        ),
        (
            errors.TextIsDanish,
            "Persondata\n\nKlinik Solvang er dataansvarlig for de personoplysninger, vi har om dig.\nVi gemmer navn, "
            "adresse og cpr-nummer, når du bliver patient.\nOplysningerne slettes efter ti år.",
        ),
        (
            errors.TextIsSwedish,
            "Integritetspolicy\n\nStiftelsen Solvik är personuppgiftsansvarig. Här beskrivs hur vi samlar in uppgifter "
            "om givare och leverantörer enligt gällande lagstiftning, för vilka ändamål och på vilken laglig grund.",
        ),
        (
            errors.TextIsTerms,
            "Leie- og avbestillingsbetingelser\n\nAvtalen er bindende når bekreftelsen er sendt. Når du bestiller, må "
            "du oppgi navn, adresse og e-postadresse.\n\nAvbestilling\n\nAvbestilling er gratis til "
            "klokken 18 dagen før.",
        ),
        (
            errors.TextIsSomethingElse,
            "Personvernombod\n\nOmbodet si oppgåve er å gje råd om pliktene verksemda har etter personvernlova, og "
            "skal meldast inn til Datatilsynet, jf. artikkel 37.\n\nOmbodet skal rapportere til høgste leiarnivå.",
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


def test_the_few_lines_under_a_form_are_a_statement() -> None:
    text = (
        "Hvor lenge vil personopplysningene behandles\n\nI tre år\n\nHva som lagres\n\nDet som fylles inn i skjemaet, "
        "oppbevares i tre år.\n\nRettslig grunnlag\n\nBehandlingen bygger på samtykke fra den som svarer.\n"
    )
    assert {"N01", "N04", "N11a", "N13"} <= {each.id for each in on_text(text).findings("nb")}


@pytest.mark.parametrize("mark", ["\t", "\n"])
def test_a_list_of_cookies_in_english_makes_no_norwegian_statement_mixed(mark: str) -> None:
    cells = [
        ["Name", "Provider", "Purpose", "Expiry"],
        ["_kv", "Kvitral", "Registers a unique ID that is used to count how the visitor uses the website", "2 years"],
        ["_id", "Kvitral", "Stores the state of the visitor and is used to show the ads that are relevant", "1 day"],
        ["_ab", "Kvitral", "Used to check if the browser of the user supports the cookies of the website", "1 day"],
    ]
    table = "\n".join(mark.join(row) for row in cells)
    assert on_text(f"Personvern\n\n{BOKMAAL}\n\nInformasjonskapsler\n\n{table}\n").statement.language == "nb"


def test_where_terms_and_a_statement_share_a_page_goods_are_no_data() -> None:
    terms = (
        "Kjøpsvilkår og personvern\n\n1. Selger\n\nSelger er Fjordbu AS (org.nr. 988 077 917), post@fjordbu.example."
        "\n\n2. Reklamasjon\n\nKjøperen kan kreve retting, sletting av kravet eller prisavslag, og du må gi "
        "beskjed.\n\n3. Angrerett\n\nKjøperen har angrerett i fjorten dager.\n\n4. Personopplysninger\n\n"
    )
    report = on_text(f"{terms}{BOKMAAL.replace('retting', 'en kopi')}\n\n5. Verneting\n\nVerneting er Bergen.\n")
    assert {"N11b", "N11c", "N14", "N10"} <= {each.id for each in report.findings("nb")}
    assert [one["name"] for one in report.recognised["controllers"]] == ["Fjordbu AS"]
    assert [one["line"] for one in report.recognised["contacts"]] == [5]
