"""What a supplier changed, in a sentence: for the list of changes, and for whoever decides."""

from __future__ import annotations

from typing import Final

from etterlev.languages import Language, gettext_noop, translate
from etterlev.notice.rules.supplier_changes import ChangeKind, Choice

_KINDS: Final = {
    ChangeKind.RECIPIENT_NEW: gettext_noop("Opplysningene går til noen nye"),
    ChangeKind.RECIPIENT_GONE: gettext_noop("En mottaker er ikke lenger nevnt"),
    ChangeKind.COUNTRY_NEW: gettext_noop("Opplysningene kan havne i et nytt land"),
    ChangeKind.TRANSFER_GROUND_LOST: gettext_noop("Det står ikke lenger hva overføringen ut av EØS bygger på"),
    ChangeKind.TRANSFER_DENIAL_GONE: gettext_noop("Det står ikke lenger at opplysningene blir i EØS"),
    ChangeKind.RETENTION_LONGER: gettext_noop("Opplysningene blir tatt vare på lenger"),
    ChangeKind.RETENTION_SHORTER: gettext_noop("Opplysningene blir tatt vare på kortere"),
    ChangeKind.RETENTION_GONE: gettext_noop("Det står ikke lenger hvor lenge opplysningene blir tatt vare på"),
    ChangeKind.PURPOSE_NEW: gettext_noop("Opplysningene blir brukt til noe nytt"),
    ChangeKind.PURPOSE_GONE: gettext_noop("Et formål er ikke lenger nevnt"),
    ChangeKind.ROLE_PROCESSOR_GONE: gettext_noop("Leverandøren kaller seg ikke lenger databehandler"),
    ChangeKind.ROLE_CONTROLLER_NEW: gettext_noop("Leverandøren kaller seg behandlingsansvarlig"),
    ChangeKind.BREACH_SLOWER: gettext_noop("Varselet om brudd på sikkerheten kommer senere"),
    ChangeKind.BREACH_FASTER: gettext_noop("Varselet om brudd på sikkerheten kommer raskere"),
    ChangeKind.BREACH_GONE: gettext_noop("Det står ikke lenger når dere får varsel om brudd på sikkerheten"),
    ChangeKind.RIGHT_GONE: gettext_noop("En rettighet er ikke lenger nevnt"),
    ChangeKind.RIGHT_NEW: gettext_noop("En rettighet er kommet til"),
    ChangeKind.CATEGORY_NEW: gettext_noop("En ny type opplysninger"),
    ChangeKind.SPECIAL_CATEGORY_NEW: gettext_noop("En ny særlig kategori av opplysninger"),
    ChangeKind.CONTACT_CHANGED: gettext_noop("Kontaktadressen er en annen"),
    ChangeKind.WORDS_ADDED: gettext_noop("En ny setning"),
    ChangeKind.WORDS_REMOVED: gettext_noop("En setning er tatt ut"),
    ChangeKind.WORDS_CHANGED: gettext_noop("En setning er skrevet om"),
}
_CHOICES: Final = {
    Choice.ACCEPTED: gettext_noop("godtok endringen"),
    Choice.ASKED: gettext_noop("spurte leverandøren"),
    Choice.OBJECTED: gettext_noop("protesterte mot endringen"),
}


def says(kind: str, language: Language) -> str:
    """The change as a heading over its quotes."""
    return translate(_KINDS[ChangeKind(kind)], language, "etterlev.notice")


def decided(choice: str, language: Language) -> str:
    """What was decided, after the name of whoever did."""
    return translate(_CHOICES[Choice(choice)], language, "etterlev.notice")
