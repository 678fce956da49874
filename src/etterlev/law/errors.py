"""What can be wrong with a rule pack, a date or a number, said so that the reader knows what to do next."""

from __future__ import annotations

from etterlev.errors import EtterlevError


class PackUnreadable(EtterlevError):
    """Regelpakken {pack} kan ikke leses: {reason}. Hent filen på nytt, eller rett den på det stedet."""


class KeyMissing(EtterlevError):
    """I regelpakken {pack} mangler {entry} feltet {key}. Fyll det ut."""


class KeyUnknown(EtterlevError):
    """I regelpakken {pack} har {entry} et felt vi ikke kjenner: {key}. Rett skrivemåten, eller fjern feltet."""


class ValueRefused(EtterlevError):
    """I regelpakken {pack} har {entry} en verdi i {key} som ikke kan brukes. Det som kan stå der, er {allowed}."""


class LanguageMissing(EtterlevError):
    """I regelpakken {pack} mangler {entry} teksten {key} på {language}. Hver tekst skal finnes som nb, nn og en."""


class BlanksDiffer(EtterlevError):
    """I regelpakken {pack} skal teksten {key} i {entry} ha disse feltene på alle tre språk: {allowed}. Rett den."""


class RepeatedEntry(EtterlevError):
    """Regelpakken {pack} har to oppføringer som heter {entry}. Gi den ene et annet navn."""


class SourceMissing(EtterlevError):
    """I regelpakken {pack} er {entry} merket som kontrollert, men det står ikke hvor.
    Fyll ut seen_in, eller sett status til unverified."""


class UnknownEntry(EtterlevError):
    """Regelpakken {pack} har ingen oppføring som heter {entry}. Se etter skrivefeil."""

    http_status = 404


class BasesNotCovered(EtterlevError):
    """I regelpakken {pack} skal {entry} si nøyaktig én ting om hvert av de seks behandlingsgrunnlagene.
    Feilen gjelder {basis}."""


class ZoneMissing(EtterlevError):
    """Tidspunktet mangler tidssone, så vi vet ikke hvilken dag det er i Norge. Oppgi det med tidssone."""


class SuspensionBackwards(EtterlevError):
    """Svaret på spørsmålet om hvem du er, er datert {answered_on}, før spørsmålet {asked_on}. Rett den ene datoen."""


class SuspensionTooEarly(EtterlevError):
    """Spørsmålet om hvem du er, er datert {asked_on}, før henvendelsen kom {received_on}. Rett den ene datoen."""


class DayNeeded(EtterlevError):
    """Vi venter fortsatt på svar på hvem du er. Oppgi hvilken dag fristen skal regnes for."""


class TooLateToExtend(EtterlevError):
    """Fristen kan ikke forlenges {told_on}: beskjed om forlengelsen måtte ha kommet senest {due_on}. Svar nå."""


class ToldTooEarly(EtterlevError):
    """Beskjeden om forlengelsen er datert {told_on}, før henvendelsen kom {received_on}. Rett den ene datoen."""


class NoFixedTerm(EtterlevError):
    """Regelen {entry} har ingen fast frist av dette slaget. Bruk en regel som har det."""


class HoldBackwards(EtterlevError):
    """Sperren går ut {expires_on}, før den ble satt {placed_on}. Velg en senere dato."""


class UntilMissing(EtterlevError):
    """Et avslag etter {entry} må si hvor lenge det gjelder. Oppgi datoen."""


class UntilNotUsed(EtterlevError):
    """Et avslag etter {entry} gjelder ikke til en bestemt dato. La datoen stå tom."""


class NotAGround(EtterlevError):
    """Avslagsgrunnen {entry} gjelder ikke for denne rettigheten.
    Velg en annen grunn, eller gjør det personen ber om."""


class NotANationalIdentityNumber(EtterlevError):
    """Dette er ikke et fødselsnummer. Det har elleve sifre, og de to siste skal stemme med resten.
    Se etter tastefeil."""


class NotABankAccount(EtterlevError):
    """Dette er ikke et norsk kontonummer. Det har elleve sifre, og det siste skal stemme med resten.
    Se etter tastefeil."""


class NotAnIban(EtterlevError):
    """Dette er ikke et norsk IBAN-nummer. Det begynner med NO og har tretten sifre. Se etter tastefeil."""


class NotAnOrganisationNumber(EtterlevError):
    """Dette er ikke et organisasjonsnummer. Det har ni sifre og begynner med 8 eller 9. Se etter tastefeil."""


class NoSuchSerial(EtterlevError):
    """Det finnes ikke noe gyldig eksempelnummer med løpenummer {serial}. Velg et tall fra 0 til og med {last}."""


class NoSuchYear(EtterlevError):
    """Fødselsnummer finnes bare for fødselsår fra 1854 til og med 2039, ikke for {year}. Velg et annet år."""
