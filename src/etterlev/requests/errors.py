"""What can be wrong with a request, in words for the person or for the privacy contact."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class UnknownCase(EtterlevError):
    """Vi finner ingen henvendelse her. Bruk hele lenken fra e-posten, eller send en ny henvendelse."""

    http_status = 404


class EmailNotValid(EtterlevError):
    """E-postadressen mangler noe: den skal ha formen navn@eksempel.no. Rett den og send på nytt."""


class MessageTooLong(EtterlevError):
    """Meldingen er for lang. Skriv høyst {limit} tegn; du kan sende mer når vi svarer."""


class CodeNeeded(EtterlevError):
    """Skriv inn koden på seks sifre fra e-posten vi sendte deg."""


class CodeWrong(EtterlevError):
    """Koden er ikke riktig. Du kan prøve {left} ganger til, eller be om en ny kode."""


class CodeSpent(EtterlevError):
    """Koden er utløpt eller prøvd for mange ganger. Be om en ny kode, så sender vi den til samme adresse."""


class TooManyCodes(EtterlevError):
    """Vi har sendt mange koder til denne adressen den siste timen. Vent en time, eller ring personvernkontakten i
    avdelingen.
    """

    http_status = 429


class NotYetIdentified(EtterlevError):
    """Den som spør, har ikke bekreftet adressen sin ennå. Vent på koden, eller bekreft identiteten på en annen måte
    først.
    """


class AlreadyConfirmed(EtterlevError):
    """Adressen er allerede bekreftet, så du trenger ingen ny kode. Last siden på nytt for å se hvor langt vi er."""


class AlreadyAnswered(EtterlevError):
    """Denne henvendelsen er allerede besvart. Åpne en ny hvis personen spør om noe mer."""


class StillSearching(EtterlevError):
    """Ikke alle kildene har svart ennå: {sources}. Vent, eller gå god for hullet med en begrunnelse."""


class GapNotSigned(EtterlevError):
    """Vi har ikke søkt gjennom alt i {sources}. Søk på nytt, eller gå god for hullet med en begrunnelse som personen
    får lese.
    """


class FindingsUndecided(EtterlevError):
    """{count} funn kan gjelde en annen person med samme navn. Ta dem med eller la dem ligge før du godkjenner."""


class OthersLeft(EtterlevError):
    """Noe om andre står fortsatt i svaret, enda det skulle vært skjult. Se over «Andre i svaret» og prøv igjen."""


class ReasonsNeeded(EtterlevError):
    """Skriv en begrunnelse på minst {least} tegn. Personen har rett til å få vite den."""


class ReceivedLater(EtterlevError):
    """Henvendelsen kan ikke være mottatt etter i dag, {today}. Skriv dagen den kom til dere."""


class AnsweredByPackage(EtterlevError):
    """Denne henvendelsen svarer du på ved å godkjenne det vi har funnet, ikke med et brev."""


class RightNotYetHandled(EtterlevError):
    """Denne rettigheten svarer personvernkontakten på i et eget brev. Skriv svaret i saken."""


class AnswerErased(EtterlevError):
    """Svaret er slettet, fordi tiden til å hente det er ute. Send en ny henvendelse, så lager vi et nytt svar."""

    http_status = 410


class AnswerGone(EtterlevError):
    """Svaret er hentet, eller lenken er utløpt. Be om en ny lenke, så sender vi den til adressen du har bekreftet."""

    http_status = 410


class PauseUngrounded(EtterlevError):
    """Fristen kan bare stå stille mens vi spør hvem personen er, eller hva de mener. Velg en av de to."""


class AlreadyAsked(EtterlevError):
    """Personen har ikke svart på det forrige spørsmålet ennå. Vent, eller registrer svaret hvis du har fått det."""


class PauseTooLate(EtterlevError):
    """Fristen er gått ut, og da kan den ikke stanses. Svar nå, og si at svaret kommer for sent."""


class ClockCannotStop(EtterlevError):
    """Denne fristen er satt av andre, eller er vår egen, og kan ikke stanses. Be dem om mer tid, eller svar."""


class NoOpenQuestion(EtterlevError):
    """Det er ikke noe spørsmål som venter på svar her. Last siden på nytt for å se hvor langt vi er."""


class AnswerTooLong(EtterlevError):
    """Svaret er for langt. Skriv høyst {limit} tegn."""


class DueDayMissing(EtterlevError):
    """Et brev fra Datatilsynet har sin egen frist. Skriv dagen som står i brevet, og ikke en dag som er passert da
    brevet kom.
    """


class NothingToRefuse(EtterlevError):
    """Dette er ikke en rettighet som kan avslås. Skriv et svar."""


class SameDepartment(EtterlevError):
    """Saken ligger der allerede. Velg en annen avdeling."""


class SplitNotPossible(EtterlevError):
    """Velg en annen rettighet enn den saken gjelder. Saken fortsetter som før, og den andre får sin egen frist."""


class CannotJoin(EtterlevError):
    """Disse to kan ikke slås sammen. Velg en åpen sak i samme avdeling, fra samme adresse, om det samme, som kom
    først.
    """


class NotAnswered(EtterlevError):
    """Bare en sak som er besvart, kan åpnes igjen. Last siden på nytt for å se hvor den er."""


class ClientMissing(EtterlevError):
    """Skriv navnet på kunden som bestemmer over opplysningene."""


class ForwardingGone(EtterlevError):
    """Lenken er utløpt eller ukjent. Be regnskapskontoret om en ny."""

    http_status = 410


class TaskGone(EtterlevError):
    """Lenken virker ikke lenger. Saken er avgjort, eller noen andre har fått oppgaven; spør personvernkontakten hvis du
    tror det er en feil.
    """

    http_status = 410


class OutcomeNeeded(EtterlevError):
    """Velg ett av svarene: ferdig, ingen treff eller kan ikke utføres."""


class WordsNeeded(EtterlevError):
    """Skriv hvorfor, med minst {least} tegn."""


class FilesNeeded(EtterlevError):
    """Legg ved det du fant, eller skriv hvor det er, med minst {least} tegn."""


class FileTooLarge(EtterlevError):
    """Fil nummer {number} er for stor, så svaret er ikke lagret. En fil kan være høyst {limit} MB."""

    http_status = 413


class FormTooLarge(EtterlevError):
    """Filene er for store til sammen, så svaret er ikke lagret. Send høyst {limit} MB om gangen; du kan sende flere
    ganger.
    """

    http_status = 413


class TooManyFiles(EtterlevError):
    """Det er for mange filer, så svaret er ikke lagret. En oppgave kan ha høyst {limit}."""


class FileKindUnknown(EtterlevError):
    """Fil nummer {number} er ikke av en type vi tar imot, uansett hva den heter, så svaret er ikke lagret. Send PDF,
    bilde (PNG, JPEG, TIFF), tekst, eller et dokument uten makroer (DOCX, XLSX, PPTX, ODT, ODS).
    """


class AnsweredMeanwhile(EtterlevError):
    """Noen har svart mens du hadde skjemaet åpent, så svaret ditt er ikke lagret. Se over det som står der nå, og send
    på nytt hvis det skal endres.
    """

    http_status = 409


class AnsweredByAnother(EtterlevError):
    """En annen har allerede svart at det er lett her, så svaret ditt er ikke lagret. Snakk med personvernkontakten hvis
    det er feil.
    """

    http_status = 409


class AlreadySearched(EtterlevError):
    """Her er det allerede lett, så ingen andre er spurt. Den som svarte, kan endre svaret med lenken sin, eller du kan
    svare på vegne av dem.
    """

    http_status = 409


class NotByHand(EtterlevError):
    """Denne kilden leter et program i, så det er ingen å spørre. Velg en kilde der en person leter."""


class UnknownArrival(EtterlevError):
    """Vi finner ikke det du ser etter her. Gå til Henvendelser, og velg fra listen."""

    http_status = 404


class ArrivalSettled(EtterlevError):
    """Dette er alt registrert eller lagt bort. Gå til Henvendelser for å se hva som ble gjort."""


class ArrivalEmpty(EtterlevError):
    """Filen er tom. Velg e-posten eller brevet en gang til."""


class ArrivalTooLarge(EtterlevError):
    """Filen er for stor. Den kan være høyst {limit} MB; del den opp, eller registrer henvendelsen uten den."""

    http_status = 413


class ArrivalKindUnknown(EtterlevError):
    """Filen er ikke av en type vi tar imot, uansett hva den heter. Legg inn en e-post (EML), PDF, et bilde eller et
    dokument uten makroer.
    """
