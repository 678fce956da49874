"""The lines of a closing in words, for the desk and for the letter."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from etterlev.closings.rules import Kind

ITEMS: Final[dict[tuple[Kind, str], tuple[Lazy, Lazy]]] = {
    (Kind.ENGAGEMENT, "access"): (
        _("Tilgangene er stengt"),
        _("Kundens brukere hos oss, og våre hos kunden, Altinn og banken."),
    ),
    (Kind.ENGAGEMENT, "choice"): (
        _("Kunden har valgt: tilbake eller slettet"),
        _("Valget er kundens. Spør skriftlig, og ta vare på svaret."),
    ),
    (Kind.ENGAGEMENT, "returned"): (
        _("Opplysninger og dokumentasjon er levert tilbake"),
        _("Regnskap, lønn, bilag og avtaler, i et format kunden kan bruke."),
    ),
    (Kind.ENGAGEMENT, "kept"): (
        _("Det loven krever at vi beholder, er skilt ut"),
        _("Oppdragsdokumentasjon og hvitvaskingskontroll: bare det, bare så lenge, og bare for dem som trenger det."),
    ),
    (Kind.ENGAGEMENT, "subprocessors"): (
        _("Underleverandørene har slettet eller levert tilbake"),
        _("Programvareleverandører og andre vi har delt kundens opplysninger med."),
    ),
    (Kind.ENGAGEMENT, "deleted"): (
        _("Kopiene våre er slettet"),
        _("Filer, e-post, maler og notater. Skriv når siste sikkerhetskopi er ute."),
    ),
    (Kind.EMPLOYMENT, "access"): (
        _("Kontoer, kort og nøkler er stengt"),
        _("Samme dag: Etterlev, fagsystemer, e-post, bygg og bank."),
    ),
    (Kind.EMPLOYMENT, "mailbox"): (
        _("E-postkassen er stengt, med svar om hvem man skriver til"),
        _("Den ansatte har selv fått ta ut det private."),
    ),
    (Kind.EMPLOYMENT, "equipment"): (
        _("Utstyret er levert og tømt"),
        _("PC, telefon og lagringsenheter."),
    ),
    (Kind.EMPLOYMENT, "presence"): (
        _("Bilde og kontaktinformasjon er tatt ned"),
        _("Nettsted, signaturer, delte adresselister og sosiale medier."),
    ),
    (Kind.EMPLOYMENT, "engagements"): (
        _("Oppdragene har fått en ny ansvarlig"),
        _("Ingen kunde står uten, og ingen tilgang følger med den som sluttet."),
    ),
    (Kind.EMPLOYMENT, "file"): (
        _("Personalmappen er ryddet"),
        _("Det vi ikke lenger trenger, er slettet. Lønn og avtaler følger sine egne frister."),
    ),
    (Kind.EMPLOYMENT, "mailbox_content"): (
        _("Innholdet i e-postkassen er slettet"),
        _("Innen rimelig tid; seks måneder er Datatilsynets praksis (ikke kontrollert)."),
    ),
}


def title(kind: Kind, code: str) -> str:
    """A line in a few words."""
    return str(ITEMS[kind, code][0])


def hint(kind: Kind, code: str) -> str:
    """What belongs under it."""
    return str(ITEMS[kind, code][1])
