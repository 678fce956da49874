"""What can keep a statement from being published, or an answer from being given."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class BrokenPromiseUnanswered(EtterlevError):
    """Disse løftene er ikke bekreftet, og ingen har svart for dem: {codes}. Rett det som er galt, svar for dem med
    en begrunnelse, eller publiser en rettelse."""

    http_status = 409


class NotTheWholeGroup(EtterlevError):
    """Erklæringen gjelder hele gruppen, og du har ikke rolle i alle avdelingene. Be gruppens personvernleder om å
    publisere."""

    http_status = 403


class NothingToPublish(EtterlevError):
    """Registeret har ingen behandlinger, så det er ingenting å publisere. Les inn et register først."""

    http_status = 409


class EffectiveTooEarly(EtterlevError):
    """En ny versjon kan ikke gjelde fra {effective_on}, som er før i dag. Velg dagens dato eller en senere."""


class EffectiveBeforeNewest(EtterlevError):
    """Versjon {number} gjelder fra {effective_on}. En nyere versjon kan ikke gjelde fra en tidligere dag."""


class ChangeUnsaid(EtterlevError):
    """Skriv hva som er endret, på bokmål, nynorsk og engelsk. Leserne har rett til å vite det."""


class UnknownVersion(EtterlevError):
    """Erklæringen har ingen versjon {number}. Velg en fra listen over versjoner."""

    http_status = 404


class UnknownPromise(EtterlevError):
    """Vi kjenner ikke noe løfte som heter «{code}». Gå til erklæringen og følg en lenke der."""

    http_status = 404


class NotBroken(EtterlevError):
    """Løftet {code} er ikke brutt, så det er ingenting å svare for."""

    http_status = 409


class ReasonsMissing(EtterlevError):
    """Skriv en begrunnelse, og ordene som skal stå i erklæringen på bokmål, nynorsk og engelsk."""


class AttestationBackwards(EtterlevError):
    """Attesten går ut {expires_on}, men blir ikke gitt før {given_on}. Rett den ene datoen."""


class FontsMissing(EtterlevError):
    """Skrifttypene til PDF mangler i {folder}. Kjør «npm ci» og «tools/assets», og prøv igjen."""

    exit_code = 1
    http_status = 503


class TellingUnreasoned(EtterlevError):
    """Skriv hvorfor du velger noe annet enn forslaget om brev. Begrunnelsen blir stående sammen med versjonen."""

    http_status = 422


class UnknownSentence(EtterlevError):
    """Det finnes ingen setning «{key}» i noen versjon av erklæringen. Se etter adressen i erklæringen."""

    http_status = 404


class AddressNotAllowed(EtterlevError):
    """Vi henter ikke fra «{host}». Adressen må begynne med http eller https og ligge åpent på nettet. Rett adressen,
    eller legg inn erklæringen som fil."""

    http_status = 422


class AddressUnreachable(EtterlevError):
    """Vi fikk ikke hentet erklæringen fra {host} ({reason}). Se om adressen er riktig, eller legg inn erklæringen som
    fil."""

    http_status = 502


class TooManyRedirects(EtterlevError):
    """{host} sendte oss videre mer enn {limit} ganger. Finn adressen der erklæringen ligger, og bruk den."""

    http_status = 502


class StatementTooLarge(EtterlevError):
    """Det som ligger på {host}, er større enn {limit} MB. Finn adressen til selve erklæringen, og bruk den."""

    http_status = 422


class StatementFormatUnknown(EtterlevError):
    """{host} ga oss et innhold av typen {format}, og det leser vi ikke. Last ned erklæringen som PDF, DOCX, HTML eller
    tekst, og legg den inn som fil."""

    http_status = 422


class SupplierUnnamed(EtterlevError):
    """Skriv navnet på leverandøren, og gi en nettadresse eller en fil."""

    http_status = 422


class SupplierWatchedAlready(EtterlevError):
    """Vi følger allerede med på {supplier}. Åpne leverandøren, og legg inn den nye utgaven der."""

    http_status = 422


class UnknownSupplier(EtterlevError):
    """Vi følger ikke med på noen leverandør som heter «{supplier}». Se listen over leverandørene."""

    http_status = 404


class SupplierUndecided(EtterlevError):
    """Velg om dere godtar endringen, protesterer mot den eller har spurt leverandøren, og skriv hvorfor."""

    http_status = 422


class SupplierDecidedAlready(EtterlevError):
    """Det er alt tatt stilling til denne utgaven. Se hva som ble bestemt, og av hvem."""

    http_status = 409


class UnknownDraft(EtterlevError):
    """Dette utkastet finnes ikke, eller er alt tatt i bruk. Legg inn erklæringen på nytt."""

    http_status = 404


class DraftNothingConfirmed(EtterlevError):
    """Ingen rad er bekreftet ennå. Se over minst én, og bekreft den."""

    http_status = 422


class DraftFieldMissing(EtterlevError):
    """Fyll ut feltene som er merket som nødvendige, eller velg at dere ikke har dette."""

    http_status = 422


class StatementNotChosen(EtterlevError):
    """Velg filen med personvernerklæringen dere har i dag."""

    http_status = 422
