"""What is said of each rule in the reader's language, from `texts/*.toml`: message, fix, authority, name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from etterlev.languages import LANGUAGES, Language
from etterlev.law import packs
from etterlev.notice.rules.citations import cite_all
from etterlev.notice.rules.lint.lines import read_lines, strings
from etterlev.notice.rules.lint.outcome import Amiss, Finding, Met, Satisfied, Severity, Verdict

FOLDER: Final = Path(__file__).parent / "texts"
_WORDS: Final = "words"
# Lists of the law room whose entries the linter recognises, and what they are called there.
_LAW: Final = {
    "subject": ("subject_categories", "category"),
    "data": ("data_categories", "category"),
    "purpose": ("purposes", "purpose"),
    "recipient": ("recipients", "recipient"),
}


def finding(item: str, amiss: Amiss, language: Language) -> Finding:
    """What is amiss, in words. Raises KeyError for a rule or variant nobody wrote words for."""
    texts = rules()[item][amiss.variant]
    sentence = amiss.sentence
    return Finding(
        id=item,
        severity=Severity(texts["severity"]),
        verdict=Verdict(texts["verdict"]),
        line=sentence.line if sentence else None,
        quote=sentence.text if sentence else None,
        message=texts["message"][language].format(**_blanks(amiss.blanks, language)),
        fix=texts["fix"][language],
        authority=authority(item, language),
        variant=amiss.variant,
    )


def satisfied(item: str, met: Met) -> Satisfied:
    """Where a rule is met."""
    sentence = met.sentence
    return Satisfied(item, sentence.line if sentence else None, sentence.text if sentence else None)


def title(item: str, language: Language) -> str:
    """What a rule is about: «lagringstid»."""
    named: str = rules()[item]["name"][language]
    return named


def authority(item: str, language: Language) -> str:
    """The provisions a rule comes from."""
    rule = rules()[item]
    return "; ".join((cite_all(strings(rule, "authority"), language), *strings(rule, "source")))


def variants(item: str) -> tuple[str, ...]:
    """The ways in which a rule can be found not to be met."""
    return tuple(name for name, value in rules()[item].items() if isinstance(value, dict) and "severity" in value)


def word(group: str, name: str, language: Language) -> str:
    """The name of something recognised: `word("subject", "member", "nn")`. What has no name is its own."""
    named: Mapping[str, str] = _named(group).get(name, {})
    return named.get(language, name.removeprefix("own-").replace("-", " "))


def is_named(group: str, name: str) -> bool:
    """Whether it has a name in all three languages."""
    return set(_named(group).get(name, {})) == set(LANGUAGES)


def _blanks(blanks: Mapping[str, str], language: Language) -> dict[str, str]:
    """Codes in the blanks become words."""
    filled = dict(blanks)
    if groups := filled.get("groups"):
        filled["groups"] = ", ".join(word("subject", each, language) for each in groups.split(","))
    if basis := filled.get("basis"):
        filled["basis"] = word("basis", basis, language)
    return filled


@cache
def rules() -> Mapping[str, dict[str, Any]]:
    """Every rule's texts by its id."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem != _WORDS:
            found |= read_lines(path)
    return found


@cache
def _named(group: str) -> Mapping[str, Mapping[str, str]]:
    own: dict[str, Mapping[str, str]] = read_lines(FOLDER / f"{_WORDS}.toml").get(group, {})
    if group not in _LAW:
        return own
    file, table = _LAW[group]
    entries = read_lines(packs.FOLDER / f"{file}.toml")[table]
    return {each["id"]: each["name"] for each in entries} | own
