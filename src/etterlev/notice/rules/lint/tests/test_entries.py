"""What a text is recognised to say, by kind of entry, and what it only seems to say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etterlev.notice.rules.lint.kind import Kind
from etterlev.notice.rules.lint.tests.corpus import ids, on_text
from etterlev.notice.rules.lint.tests.test_single_sentences import PREMISES

ENTRIES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("entries.toml").read_text(encoding="utf-8"))[
    "entry"
]
COOKIES = {
    "nb": "Informasjonskapsler\n\nNettsiden bruker cookies. Vi bruker informasjonskapsler for å analysere trafikken og "
    "målrette annonser. Les mer om hva vi ber om samtykke til i personvernerklæringen vår.\n\nCookies er små "
    "tekstfiler. Filene lagres i nettleseren på PC-en eller mobilenheten din, og du kan avvise eller slette dem.",
    "nn": "Informasjonskapslar\n\nNettsida nyttar cookies. Me nyttar informasjonskapslar for å analysera trafikken og "
    "målretta annonsar. Les meir om kva me ber om samtykke til i personvernerklæringa vår.\n\nCookies er små "
    "tekstfiler. Filene vert lagra i nettlesaren på PC-en eller mobileininga di, og du kan avvisa eller sletta dei.",
    "en": "Cookies\n\nThis site uses cookies. We use cookies to analyse traffic and target advertising. Read what we "
    "ask your consent for in our privacy notice.\n\nCookies are small text files. The files are stored by the browser "
    "on your computer or mobile device, and you can refuse or delete them.",
}


@pytest.mark.parametrize("each", ENTRIES, ids=lambda one: f"{one['kind']}-{one['words'][:40]}")
def test_a_text_is_recognised_to_say_what_it_says_and_no_more(each: dict[str, Any]) -> None:
    entries = on_text(f"{PREMISES[each['language']]}\n\n{each['words']}\n").recognised[each["kind"]]
    found = [one.get("name") or one["id"] for one in entries]
    assert set(each["has"]) - set(found) == set()
    assert set(each["lacks"]) & set(found) == set()
    assert len(found) == len(set(found)) or each["kind"] != "controllers"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_cookie_policy_that_leaves_the_rest_to_a_statement_is_judged_for_its_cookies(language: str) -> None:
    report = on_text(COOKIES[language])
    assert report.kind is Kind.COOKIES
    assert not ids(report) & {"N01", "N10", "N11b", "N13", "N14"}
    assert [one["id"] for one in report.recognised["rights"]] == []
    assert [one["id"] for one in report.recognised["data_categories"]] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Behandlingsansvarlig er Tun borettslag ved styreleder Kari Nes. Organisasjonsnummer 988 077 917."),
        ("nn", "Behandlingsansvarleg er Tun borettslag ved styreleiar Kari Nes. Organisasjonsnummer: 988 077 917."),
        ("en", "The data controller is Tun borettslag, by its chair Kari Nes. Organisation number 988 077 917."),
        ("nb", "Tun borettslag er behandlingsansvarlig.\n\nOrg.nr.: 988 077 917"),
        ("nb", "Eier av Tun barnehage er behandlingsansvarlig. Organisasjonsnr.: 988 07 7917"),
        (
            "nb",
            "Vi i Tun og Lie AS («ToL») følger loven. ToL er behandlingsansvarlig. Org.nr. 988 077 917",
        ),
        (
            "nb",
            "Tun borettslag er behandlingsansvarlig. Tun borettslag (org.nr. 988 077 917) er også ansvarlig for siden.",
        ),
        (
            "nb",
            "Havsule AS er behandlingsansvarlig. Havsule AS (org.nr. 988 077 917) er ansvarlig for personopplysninger.",
        ),
        (
            "en",
            "Havsule AS is the controller. Havsule AS (organisation number 988 077 917) is the controller of the site.",
        ),
    ],
)
def test_a_controller_is_one_entry_with_its_number_wherever_the_number_stands(language: str, words: str) -> None:
    found = on_text(f"{PREMISES[language]}\n\n{words}\n").recognised["controllers"]
    assert [one["organisation_number"] for one in found] == ["988077917"]


def test_a_number_that_stands_with_somebody_else_is_not_the_controllers() -> None:
    words = "Havsule AS er behandlingsansvarlig. Regnskapet føres av Bergtal AS, org.nr. 988 077 917."
    found = on_text(f"{PREMISES['nb']}\n\n{words}\n").recognised["controllers"]
    assert [one["organisation_number"] for one in found if one["name"] == "Havsule AS"] == [None]
