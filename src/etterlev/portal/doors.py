"""The rights as doors: a word in the address, a right in the law, a verb in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from etterlev.law.bases import Right
from etterlev.requests.kinds import Kind


@dataclass(frozen=True)
class Door:
    """One right a person can use here, or the question anybody may ask."""

    slug: str
    right: Right | Kind
    title: Lazy
    lead: Lazy
    asks: Lazy


DOORS: tuple[Door, ...] = (
    Door(
        "innsyn",
        Right.ACCESS,
        _("Se hva vi har om deg"),
        _(
            "Du får vite hva vi har, hvor vi har det fra, hva vi bruker det til, hvem som får det, og hvor "
            "lenge vi lagrer det."
        ),
        _("Er det noe bestemt du lurer på? Du trenger ikke å svare."),
    ),
    Door(
        "kopi",
        Right.COPY,
        _("Få en kopi"),
        _("Du får opplysningene i en mappe du kan lese selv, og som en maskin kan lese."),
        _("Er det noe bestemt du vil ha kopi av? Du trenger ikke å svare."),
    ),
    Door(
        "retting",
        Right.RECTIFICATION,
        _("Rett noe som er feil"),
        _(
            "Er noe feil eller mangelfullt, retter vi det. Bilag som er bokført, kan vi ikke endre, men vi kan "
            "føre en merknad."
        ),
        _("Hva er feil, og hva er riktig?"),
    ),
    Door(
        "sletting",
        Right.ERASURE,
        _("Be om sletting"),
        _(
            "Vi sletter det vi ikke lenger har grunn til å ha. Noe må vi oppbevare etter loven; da sier vi hva, "
            "hvorfor og hvor lenge."
        ),
        _("Hva vil du ha slettet? Du kan skrive «alt»."),
    ),
    Door(
        "begrensning",
        Right.RESTRICTION,
        _("Begrens bruken"),
        _("Vi lagrer opplysningene, men bruker dem ikke, for eksempel mens vi finner ut om de er riktige."),
        _("Hva gjelder det, og hvorfor?"),
    ),
    Door(
        "protest",
        Right.OBJECTION,
        _("Protester"),
        _(
            "Bygger bruken på en interesseavveining, kan du protestere. Da må vi slutte, med mindre vi har en "
            "tungtveiende grunn."
        ),
        _("Hva protesterer du mot, og hva er annerledes i din situasjon?"),
    ),
    Door(
        "ta-med",
        Right.PORTABILITY,
        _("Ta med deg opplysningene"),
        _(
            "Du får det du selv har gitt oss, på grunnlag av samtykke eller avtale, i en form en annen "
            "virksomhet kan ta imot."
        ),
        _("Vil du at vi sender dem rett til noen andre? Skriv i så fall hvem."),
    ),
    Door(
        "samtykke",
        Right.WITHDRAWAL,
        _("Trekk tilbake et samtykke"),
        _("Du kan trekke tilbake et samtykke når du vil. Det gjelder med en gang."),
        _("Hvilket samtykke trekker du tilbake?"),
    ),
    Door(
        "hvem-har-sett",
        Right.ACCESS,
        _("Hvem har sett på meg?"),
        _("Du får en liste over når noen hos oss har sett på opplysningene dine, i hvilken rolle og hvorfor."),
        _("Er det et bestemt tidsrom du lurer på? Du trenger ikke å svare."),
    ),
    Door(
        "markedsforing",
        Right.OBJECTION_TO_MARKETING,
        _("Si nei til markedsføring"),
        _("Du kan når som helst si nei. Det gjelder straks, og du trenger ikke å gi noen grunn."),
        _("Vil du si noe mer? Du trenger ikke å svare."),
    ),
    Door(
        "klage",
        Right.COMPLAINT,
        _("Si ifra om noe du er uenig i"),
        _("Vi ser på saken på nytt og svarer deg. Du kan også klage rett til Datatilsynet."),
        _("Hva er du uenig i?"),
    ),
    Door(
        "sporsmal",
        Kind.QUESTION,
        _("Spør oss om personvern"),
        _("Du trenger ikke å vite hva loven kaller det. Skriv hva du lurer på, så svarer personvernkontakten."),
        _("Hva lurer du på?"),
    ),
)

# What stands in the list of rights; saying no to marketing, complaining and asking have places of their own.
BESIDE = tuple(door for door in DOORS if door.slug not in ("markedsforing", "klage", "sporsmal"))
BY_SLUG = {door.slug: door for door in DOORS}
BY_RIGHT = {str(door.right): door for door in reversed(DOORS)}
